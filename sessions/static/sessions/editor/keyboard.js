/* Everything by keys; listed in the help. */

import { blockOf, cellOf, cellsShown, clamp, idOf, read } from "./geometry.js";
import { moveTo, stepNow } from "./moves.js";

const root = document.querySelector("[data-editor]");
const WAIT = 500; // milliseconds in which further keys belong to the same step
const VERTICAL = { ArrowUp: -1, ArrowDown: 1 }, PAGES = { PageUp: -1, PageDown: 1 };
const horizontal = (key) => ({ ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0) * (document.dir === "rtl" ? -1 : 1);

export function setUpKeyboard({ act, showDay }) {
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
    const isHere = root.contains(event.target);
    if (steps(event, act) || (isHere && (letters(event, act) || onBlock(event, showDay)))) event.preventDefault();
  });
}

function steps({ key, ctrlKey, metaKey, altKey, shiftKey }, act) {
  if (!(ctrlKey || metaKey) || altKey) return false;
  if (key.toLowerCase() === "z") return act(shiftKey ? "redo" : "undo");
  return key.toLowerCase() === "y" && act("redo");
}

/** Single letters count only within the editor. */
function letters({ key, ctrlKey, metaKey, altKey }, act) {
  if (ctrlKey || metaKey || altKey) return false;
  if (key === "?") return act("help");
  return key.toLowerCase() === "n" && act("new");
}

function onBlock(event, showDay) {
  const block = event.target.closest(".block");
  if (!block || event.ctrlKey || event.metaKey) return false;
  if (event.altKey) return change(block, event, showDay);
  if (event.key.toLowerCase() === "p") return block.dataset.day ? go(block, { ...read(block), day: "" }) : true;
  return walk(block, event.key);
}

function change(block, { key, shiftKey }, showDay) {
  const place = read(block);
  if (!place.day) return false;
  const step = stepNow() * (VERTICAL[key] ?? 0);
  if (step && shiftKey) return go(block, { ...place, for: Math.max(5, Math.min(place.for + step, 1440)) });
  if (step) return go(block, { ...place, at: clamp(place.at + step) });
  if (horizontal(key)) return go(block, { ...place, room: roomBeside(place, horizontal(key)) });
  if (PAGES[key]) return toDay(block, place, PAGES[key], showDay);
  return false;
}

function go(block, place) {
  moveTo(block, place, WAIT);
  blockOf(idOf(block)).scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

function roomBeside({ day, room }, way) {
  const column = cellOf(day, room).parentElement;
  const other = way > 0 ? column.nextElementSibling : column.previousElementSibling;
  return other ? other.dataset.room : room;
}

function toDay(block, place, way, showDay) {
  const section = cellOf(place.day, place.room).closest(".day");
  const other = way > 0 ? section.nextElementSibling : section.previousElementSibling;
  if (!other?.matches(".day")) return true;
  if (other.hidden) showDay(other.dataset.day);
  return go(block, { ...place, day: other.dataset.day });
}

/** Plain arrows lead from block to block. */
function walk(block, key) {
  const cell = block.closest("[data-cell]");
  if (VERTICAL[key]) {
    const next = key === "ArrowDown" ? block.nextElementSibling : block.previousElementSibling;
    next?.focus();
    return true;
  }
  if (!cell || !horizontal(key)) return false;
  const cells = cellsShown();
  const nearest = (each) => Math.abs(Number(each.dataset.at) - Number(block.dataset.at));
  for (let place = cells.indexOf(cell) + horizontal(key); cells[place]; place += horizontal(key)) {
    const blocks = [...cells[place].querySelectorAll(".block")];
    if (!blocks.length) continue;
    blocks.reduce((one, other) => (nearest(other) < nearest(one) ? other : one)).focus();
    break;
  }
  return true;
}
