/* Check-in at the door. Without this the page is a search with a button for each name. */

import * as queue from "./queue.js";
import * as scanner from "./scanner.js";
import * as server from "./server.js";

const root = document.querySelector("[data-check-in]");
const part = (name) => root.querySelector(`[data-${name}]`);
const words = part("words").content;
const word = (name) => words.querySelector(`[data-word="${name}"]`).textContent.trim();
const { event, prefix, peopleUrl, stateUrl, scansUrl, jsqr, zone } = root.dataset;
const EVERY = 15000;
const RELOAD = 8; // rounds after which the list itself is read again: people are approved until the last minute
const SHOWN = 20;
const LAST = 5;

const people = new Map();
const recent = []; // {reading, person, outcome}
let since = "";
let listAt = "";
let net = "unknown"; // "on", "off", "out" after signing out
let isSending = false;
let isKept = false; // whether the page would open here without a network

// --- The list --------------------------------------------------------------------------------------------------

async function loadPeople() {
  try {
    const { people: listed, at } = await server.read(peopleUrl);
    people.clear();
    for (const person of listed) people.set(person.code, { ...person, key: plain(`${person.name} ${person.institution}`) });
    listAt = at;
    for (const reading of await queue.waiting(event)) assume(reading);
    find();
  } catch (error) {
    failed(error);
  }
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What this device has read counts here before the server knows. */
function assume({ code, at, place, undo }) {
  const person = people.get(code);
  if (!person || place) return;
  person.in = undo ? "" : person.in || clock(at);
}

const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });

// --- One reading -----------------------------------------------------------------------------------------------

async function take(code, undo = false) {
  const reading = { uid: crypto.randomUUID(), event, code, at: new Date().toISOString(), place: placeNow(), undo };
  const person = people.get(code);
  const before = person?.in ? { in: person.in, by: person.by } : null;
  await queue.add(reading);
  show({ reading, person, outcome: judge(person, reading, before), before });
  assume(reading);
  find();
  await sync();
}

const placeNow = () => part("place")?.value ?? "";

function judge(person, { undo, place }, before) {
  if (undo) return "undone";
  if (!person) return "unknown";
  return before && !place ? "again" : "arrived";
}

function show(entry) {
  recent.unshift({ ...entry, isSaved: false });
  recent.length = Math.min(recent.length, LAST);
  draw();
  const isFine = entry.outcome === "arrived" || entry.outcome === "undone";
  navigator.vibrate?.(isFine ? 80 : [120, 80, 120]);
  part("result").scrollIntoView({ block: "nearest" });
}

function draw() {
  const [newest, ...others] = recent;
  part("result").replaceChildren(...(newest ? [card(newest)] : []));
  part("recent").replaceChildren(...others.map((entry) => line(entry)));
  part("recent-box").hidden = others.length === 0;
}

function card(entry) {
  const box = filled("card", {
    title: title(entry),
    name: entry.person?.name ?? entry.reading.code.slice(0, 60),
    institution: entry.person?.institution ?? "",
    category: entry.person?.category ?? "",
    saved: word(entry.isSaved ? "saved" : "waits"),
  });
  box.dataset.outcome = entry.outcome;
  const undo = box.querySelector("[data-undo]");
  undo.hidden = !["arrived", "again"].includes(entry.outcome);
  undo.addEventListener("click", () => take(entry.reading.code, true));
  return box;
}

function line(entry) {
  const row = filled("line", {
    name: entry.person?.name ?? "?",
    title: title(entry),
    saved: entry.isSaved ? "" : word("waits"),
  });
  row.dataset.outcome = entry.outcome;
  return row;
}

function title({ outcome, before, text }) {
  if (outcome === "again" && before?.in) {
    return before.by ? fill(word("again-by"), before.in, before.by) : fill(word("again-at"), before.in);
  }
  if (outcome === "unknown") return fill(word("unknown"), listAt);
  return text || word(outcome);
}

const fill = (text, ...values) => values.reduce((said, value, index) => said.replace(`{${index}}`, value), text);

function filled(template, values) {
  const made = part(`template-${template}`).content.firstElementChild.cloneNode(true);
  for (const [name, value] of Object.entries(values)) made.querySelector(`[data-${name}]`).textContent = value;
  return made;
}

// --- To the server and back --------------------------------------------------------------------------------------

async function sync() {
  if (isSending) return;
  isSending = true;
  try {
    for (let waiting = await queue.waiting(event); waiting.length; waiting = await queue.waiting(event)) {
      const { token } = await state();
      const some = waiting.slice(0, 50);
      const { results } = await server.send(scansUrl, some, token);
      await queue.remove(some);
      results.forEach(settle);
    }
    await state();
  } catch (error) {
    failed(error);
  } finally {
    isSending = false;
  }
  await tell();
}

async function state() {
  const answer = await server.read(`${stateUrl}?since=${encodeURIComponent(since)}`);
  net = "on";
  since = answer.now;
  part("in").textContent = answer.counts.checked_in;
  part("of").textContent = answer.counts.approved;
  for (const change of answer.changed) note(change);
  return answer;
}

function note({ code, outcome, in: at, by, place }) {
  const person = people.get(code);
  if (!person || place) return;
  if (outcome === "undone") Object.assign(person, { in: "", by: "" });
  else if (at) Object.assign(person, { in: at, by });
}

/** The server's word is the last one: two desks may have read the same badge. */
function settle(result) {
  const entry = recent.find(({ reading }) => reading.uid === result.uid);
  note(result);
  if (!entry) return;
  entry.isSaved = true;
  if (result.outcome === "again") entry.before = { in: result.in, by: result.by };
  if (result.outcome === "refused" || result.outcome === "not_approved") entry.text = result.text;
  entry.outcome = result.outcome;
  draw();
}

function failed(error) {
  net = error instanceof server.SignedOut ? "out" : "off";
}

async function tell() {
  const { length } = await queue.waiting(event);
  const status = part("status");
  const text = net === "out" ? word("signed-out") : net === "off" ? word("offline") : word("online");
  const rest = length ? fill(word(length === 1 ? "one-waits" : "some-wait"), String(length)) : word("all-saved");
  const said = [text, rest, isKept && net === "on" ? word("kept") : ""].join(" ").trim();
  if (status.textContent !== said) status.textContent = said;
  status.dataset.net = net === "on" && !length ? "on" : net;
}

// --- By name -----------------------------------------------------------------------------------------------------

function find() {
  const typed = part("query").value.trim();
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const isCode = typed.startsWith(prefix);
  const found = wanted.length && !isCode ? [...people.values()].filter(({ key }) => wanted.every((each) => key.includes(each))) : [];
  part("found").replaceChildren(...found.slice(0, SHOWN).map(row));
  part("none").hidden = !wanted.length || isCode || found.length > 0;
}

function row(person) {
  const isIn = Boolean(person.in) && !placeNow();
  const about = [person.institution, person.category].filter(Boolean).join(" · ");
  const made = filled("row", { name: person.name, about, in: isIn ? fill(word("in-since"), person.in) : "" });
  const button = made.querySelector("button");
  button.textContent = word(isIn ? "undo" : "check-in");
  button.classList.toggle("button--secondary", isIn);
  button.addEventListener("click", () => {
    part("query").value = "";
    take(person.code, isIn);
  });
  return made;
}

/** A reader that types, as most at a cable do, ends with Enter. */
function submitted(submit) {
  submit.preventDefault();
  const text = part("query").value.trim();
  if (text.startsWith(prefix)) {
    part("query").value = "";
    take(text);
  } else {
    const buttons = part("found").querySelectorAll("button");
    if (buttons.length === 1) buttons[0].focus();
  }
  find();
}

// --- The camera --------------------------------------------------------------------------------------------------

let stop = null;

async function toggleCamera() {
  if (stop) {
    stop();
    stop = null;
  } else {
    try {
      stop = await scanner.start(part("video"), jsqr, (text) => take(text));
      part("no-camera").hidden = true;
    } catch {
      part("no-camera").hidden = false;
    }
  }
  part("camera").hidden = !stop;
  part("scan").textContent = word(stop ? "stop" : "scan");
}

// --- Begin ---------------------------------------------------------------------------------------------------------

async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("worker.js");
  const { active } = await navigator.serviceWorker.ready;
  const used = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = used.filter((address) => new URL(address).origin === location.origin && !address.includes("/check-in/state"));
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    isKept = data;
    tell();
  };
  active.postMessage({ keep: [...new Set([location.pathname, peopleUrl, jsqr, ...own])] }, [port2]);
}

part("app").hidden = false;
part("query").addEventListener("input", find);
part("place")?.addEventListener("change", find);
part("search").addEventListener("submit", submitted);
part("scan").addEventListener("click", toggleCamera);
addEventListener("online", sync);
addEventListener("offline", () => { net = "off"; tell(); });
await loadPeople();
await sync();
keepOffline().catch(() => { /* it works online */ });
let round = 0;
setInterval(async () => {
  round += 1;
  if (round % RELOAD === 0) await loadPeople();
  await sync();
}, EVERY);
