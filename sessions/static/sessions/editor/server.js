/* What is sent, one action after the other, and what comes back. */

import { allBlocks, blockOf, idOf, layOutAll, settle } from "./geometry.js";
import { say, tell, warningsIn, word } from "./words.js";

const root = document.querySelector("[data-editor]");
const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
const headers = { Accept: "application/json", "X-Language": document.documentElement.lang, "X-Requested-With": "XMLHttpRequest" };
const OFTEN = 5_000; // milliseconds between two looks at what others did
const PATIENCE = 1_500; // milliseconds for which a result waits to be read out together with its warnings
const own = new Set();
let now = Number(root.dataset.now), last = Promise.resolve(), marks = {};

export const seenOf = (blocks) => blocks.map((block) => `${idOf(block)}:${block.dataset.v}`).join(" ");

/** Resolves to { ok, errors, told }; blocks are in place by then. `fields` may be a function, asked when its turn comes. */
export function send(action, fields) {
  last = last.then(() => post(action, fields)).catch(() => failed());
  return last;
}

async function post(action, fields) {
  const body = new URLSearchParams(typeof fields === "function" ? fields() : fields);
  body.set("action", action);
  const answer = await fetch(root.dataset.act, { method: "POST", headers: { ...headers, "X-CSRFToken": token }, body });
  const data = await answer.json();
  if (answer.status === 409) return conflict(data);
  if (answer.status === 422) return refused(data);
  if (!answer.ok) { tell([data.message ?? word("failed")]); await refresh(); return { ok: false }; }
  if (data.change) own.add(data.change);
  apply(data.blocks, data.gone);
  showSteps(data);
  readOut(data.said, Object.keys(data.blocks)[0]);
  return { ok: true };
}

async function failed() {
  tell([word("failed")]);
  return { ok: false };
}

function conflict(data) {
  replaceAll(data.all);
  showSteps(data);
  tell([data.message, ...data.told]);
  return { ok: false, told: [data.message, ...data.told] };
}

async function refused(data) {
  const lines = Object.values(data.errors).flat();
  await refresh();
  say(lines.join(" "));
  return { ok: false, errors: data.errors };
}

/** Everything as it is now: after something went wrong, nothing on the screen is to be trusted. */
async function refresh() {
  const answer = await fetch(root.dataset.state, { headers });
  if (answer.ok) replaceAll((await answer.json()).all);
}

// --- Blocks --------------------------------------------------------------------------------------------------

function replaceAll(all) {
  for (const block of allBlocks()) if (!(idOf(block) in all)) block.remove();
  for (const block of allBlocks()) block.classList.remove("is-pending");
  apply(all);
  layOutAll();
}

export function apply(blocks, gone = [], { isNews = false } = {}) {
  for (const pk of gone) remove(blockOf(pk));
  for (const [pk, html] of Object.entries(blocks)) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    put(blockOf(pk), holder.content.firstElementChild, isNews);
  }
  root.dispatchEvent(new Event("changed"));
}

function remove(block) {
  const cell = block?.parentElement;
  const next = block?.nextElementSibling ?? block?.previousElementSibling;
  const hadFocus = block === document.activeElement;
  block?.remove();
  if (hadFocus) (next ?? root.querySelector("[data-grid]")).focus();
  cell?.firstElementChild && settle(cell.firstElementChild);
}

function put(old, fresh, isNews) {
  if (isNews && old?.matches(".is-pending, .is-lifted")) return;
  mark(fresh);
  if (old) {
    const hadFocus = document.activeElement === old;
    old.replaceWith(fresh);
    if (hadFocus) fresh.focus({ preventScroll: true });
  }
  fresh.classList.toggle("is-news", isNews);
  if (!settle(fresh)) location.reload(); // a day that this page does not have
}

// --- What others did -----------------------------------------------------------------------------------------

export function watch() {
  setInterval(() => document.visibilityState === "visible" && look(), OFTEN);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  refreshWarnings();
}

async function look() {
  const answer = await fetch(`${root.dataset.state}?since=${now}`, { headers }).catch(() => null);
  if (!answer?.ok || answer.status === 204) return;
  const data = await answer.json();
  now = data.now;
  const news = data.told.filter(([change]) => !own.has(change)).map(([, text]) => text);
  if (!news.length) return;
  apply(data.blocks, data.gone, { isNews: true });
  showSteps(data);
  refreshWarnings();
  if (data.reload) tell([...news, word("reload")], { label: word("load"), run: () => location.reload() });
  else tell([word("others"), ...news]);
}

// --- Undo and redo --------------------------------------------------------------------------------------------

export function showSteps({ undo, redo }) {
  for (const [name, label] of Object.entries({ undo, redo })) {
    if (label === undefined) continue;
    const button = root.querySelector(`[data-do="${name}"]`);
    const text = button.querySelector("[data-label]");
    button.disabled = !label;
    text.textContent = label ? `${text.dataset.label}: ${label}` : text.dataset.label;
    button.title = text.textContent;
  }
}

// --- Warnings -------------------------------------------------------------------------------------------------

async function readOut(text, pk) {
  const waited = await Promise.race([refreshWarnings(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  const count = waited && marks[pk];
  say(count ? `${text} ${warningsIn(count)}.` : text);
}

let looking;
async function refreshWarnings() {
  looking?.abort();
  looking = new AbortController();
  try {
    const answer = await fetch(root.dataset.warnings, { headers, signal: looking.signal });
    const data = await answer.json();
    marks = data.marks;
    root.querySelector("[data-findings]").innerHTML = data.html;
    root.querySelector("[data-findings-count]").textContent = data.count || "";
    allBlocks().forEach(mark);
    return true;
  } catch { return false; }
}

function mark(block) {
  const count = marks[idOf(block)];
  let sign = block.querySelector(".block__mark");
  if (!count) { sign?.remove(); return; }
  if (!sign) {
    sign = Object.assign(document.createElement("i"), { className: "block__mark" });
    block.append(sign);
  }
  sign.dataset.count = count;
  sign.title = warningsIn(count);
  sign.textContent = ` ${warningsIn(count)}`;
}
