/* The line at the bottom of the desk: read while it is typed, saved as typed, added with Enter. */

import { Lines, locks } from "./lines.js";
import { Options } from "./options.js";
import { read } from "./shorthand.js";
import { Stream } from "./stream.js";

const form = document.querySelector("[data-composer]");
const part = (name) => form.querySelector(`[data-${name}]`);
const [field, kind] = [form.elements.text, form.elements.kind];
const words = Object.fromEntries([...part("words").content.querySelectorAll("[data-word]")].map((each) => [each.dataset.word, each.textContent]));
const at = form.dataset, kept = `rostrum-words/${at.session}`;
let vocabulary = remembered(), key = form.elements.key.value, looking = 0;

const lines = new Lines({ urls: { keep: at.keep, finish: at.finish }, user: at.user, session: at.session, token: form.elements.csrfmiddlewaretoken.value });
const stream = new Stream({ url: at.stream, since: at.now });
const options = new Options(field, part("options"), () => vocabulary ?? { addressees: [], people: [], themes: [], consensus: {} });

// --- Words that signs may name: also when the network is away ---------------------------------------------------

function remembered() {
  try { return JSON.parse(localStorage.getItem(kept)); } catch { return null; }
}

async function learn() {
  try {
    const answer = await fetch(at.vocabulary, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) return;
    vocabulary = await answer.json();
    showChips();
    if (document.activeElement === field) options.show();
    localStorage.setItem(kept, JSON.stringify(vocabulary));
  } catch { /* those of last time serve */ }
}

// --- Typing -----------------------------------------------------------------------------------------------------

function showChips() {
  if (!vocabulary || !field.value.trim()) { part("chips").replaceChildren(); part("looked").replaceChildren(); return; }
  const { kind: what, chips } = read(field.value, vocabulary, kind.value);
  part("chips").replaceChildren(...chips.map(({ sort, text }) => {
    const chip = Object.assign(document.createElement("span"), { className: `desk-chip desk-chip--${sort}`, textContent: text });
    if (sort === "unread") chip.title = words.unread;
    return chip;
  }));
  clearTimeout(looking);
  if (what === "recommendation") looking = setTimeout(look, 700);
  else part("looked").replaceChildren();
}

/** How good the recommendation is, and those like it; nothing depends on it. */
async function look() {
  const body = new URLSearchParams({ text: field.value, kind: kind.value });
  try {
    const answer = await fetch(at.look, { method: "POST", headers: { "X-CSRFToken": lines.token, "X-Requested-With": "XMLHttpRequest" }, body });
    if (answer.ok && field.value) part("looked").innerHTML = (await answer.json()).html;
  } catch { /* without network, without advice */ }
}

field.addEventListener("input", () => {
  lines.type(key, field.value, kind.value);
  options.show();
  showChips();
});
kind.addEventListener("change", () => { if (field.value) lines.type(key, field.value, kind.value); showChips(); });

field.addEventListener("keydown", (event) => {
  if (event.isComposing || options.press(event)) return;
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!field.value.trim()) return;
  lines.finish(key, field.value, kind.value);
  begin(crypto.randomUUID(), "");
});

/** Whether this page, and no other of this browser, goes on with the line; if so, it lets go of the one before. */
let release = () => {};
function claim(name) {
  return new Promise((tell) => {
    locks.request(`${lines.prefix}${name}/typing`, { ifAvailable: true }, (lock) => {
      if (!lock) return tell(false);
      release();
      const held = new Promise((free) => { release = free; });
      tell(true);
      return held;
    });
  });
}

function begin(next, text) {
  claim(next);
  key = form.elements.key.value = next;
  field.value = text;
  field.dispatchEvent(new Event("grow"));
  options.close();
  showChips();
  field.focus({ preventScroll: true });
}

// --- What is saved ----------------------------------------------------------------------------------------------

function tell() {
  const count = lines.waiting().length;
  const state = count && lines.state === "saved" ? "saving" : lines.state;
  part("saved").dataset.state = state;
  part("saved").textContent = words[state].replace("%(count)s", count);
  if (state === "signed-out") part("saved").append(" ", Object.assign(document.createElement("a"), { href: at.signIn, target: "_blank", textContent: words["sign-in"] }));
  const warned = lines.get(key)?.warned;
  if (warned) part("saved").textContent = `${words.refused} ${warned}`;
  showWaiting();
}

function showWaiting() {
  const shown = lines.all().filter((line) => line.finished);
  part("waiting").hidden = !shown.length;
  part("waiting").replaceChildren(...shown.map(waitingRow));
}

function waitingRow(line) {
  const row = document.createElement("li");
  row.append(Object.assign(document.createElement("span"), { textContent: line.text }));
  if (!line.refused) return row;
  row.className = "is-refused";
  row.append(Object.assign(document.createElement("strong"), { textContent: `${words.refused} ${line.refused}` }));
  row.append(button(words.again, () => { lines.forget(line.key); begin(crypto.randomUUID(), line.text); lines.type(key, line.text, line.kind); }));
  row.append(button(words.forget, () => lines.forget(line.key)));
  return row;
}

function button(label, run) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-small button-secondary", textContent: label });
  made.addEventListener("click", run);
  return made;
}

lines.addEventListener("change", tell);
lines.addEventListener("stale", () => stream.look());
lines.addEventListener("made", async ({ detail }) => {
  await stream.look();
  const row = document.getElementById(detail);
  row?.classList.add("is-news");
  row?.scrollIntoView({ block: "nearest" });
});
addEventListener("beforeunload", (event) => { if (lines.waiting().some((line) => lines.memory.has(lines.prefix + line.key))) event.preventDefault(); });

// --- What colleagues do -----------------------------------------------------------------------------------------

stream.addEventListener("news", ({ detail }) => {
  if (String(detail.user) !== at.user) { lines.turn("other"); return; }
  lines.token = detail.token;
  for (const hidden of document.querySelectorAll("[name=csrfmiddlewaretoken]")) hidden.value = detail.token;
  if (["signed-out", "other", "waiting"].includes(lines.state)) lines.turn("saving");
  if (lines.waiting().length || lines.state === "saving") lines.send();
  for (const name of detail.news) document.getElementById(name)?.classList.add("is-news");
  if (detail.state !== at.state && at.state) part("saved").after(Object.assign(document.createElement("strong"), { textContent: words.cleared }));
  at.state = detail.state;
  for (const line of detail.unfinished ?? []) if (!lines.get(line.key)) lines.put({ ...line, kind: kind.value, at: 0, kept: line.sequence });
  resume();
});
stream.addEventListener("refused", ({ detail }) => lines.turn(detail === 401 ? "signed-out" : "waiting"));

/** The line that was being typed when the page was last left, here or on another machine. */
async function resume() {
  for (const line of lines.unfinished()) {
    if (field.value || line.key === key || !await claim(line.key)) continue;
    key = form.elements.key.value = line.key;
    field.value = line.text;
    if (line.kind) kind.value = line.kind;
    field.dispatchEvent(new Event("grow"));
    showChips();
    return;
  }
}

await claim(key);
resume();
tell();
learn();
stream.watch();
lines.send();
