/* Where blocks stand: minutes of the wall clock from midnight, in cells (a room on a day) or in the pool. */

const root = document.querySelector("[data-editor]");
export const grid = root.querySelector("[data-grid]");
export const pool = root.querySelector("[data-pool-list]");
const axis = root.querySelector("[data-axis]");
const LATEST = 30 * 60; // six in the morning after
let from = 0, to = 0;

const clock = (text) => { const [hours, minutes] = text.split(":").map(Number); return hours * 60 + minutes; };
export const shown = (minutes) => {
  const within = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
};
export const span = (place) => `${shown(place.at)}–${shown(place.at + place.for)}`;

export const blockOf = (pk) => document.getElementById(`s${pk}`);
export const idOf = (block) => block.id.slice(1);
export const allBlocks = () => [...root.querySelectorAll(".block:not(.ghost)")];
export const cellOf = (day, room) =>
  grid.querySelector(`[data-day="${day}"] > .day__rooms > [data-room="${room}"] > [data-cell]`);
export const placeOfCell = (cell) => ({ day: cell.closest(".day").dataset.day, room: cell.parentElement.dataset.room });

/** `day` is empty in the pool. */
export function read(block) {
  const { day = "", room = "", at = 0 } = block.dataset;
  return { day, room, at: Number(at), for: Number(block.dataset.for) };
}

export const isSame = (one, other) =>
  one.day === other.day && (!one.day || (one.room === other.room && one.at === other.at && one.for === other.for));

/** Puts a block in its cell, or in the pool, among the others. */
export function settle(block) {
  const { day, room, at } = read(block);
  const holder = day ? cellOf(day, room) : pool;
  if (!holder) return false;
  const old = block.parentElement;
  const next = day ? [...holder.children].find((each) => each !== block && Number(each.dataset.at) > at) : null;
  if (old !== holder || block.nextElementSibling !== (next ?? null)) {
    const hadFocus = document.activeElement === block;
    holder.insertBefore(block, next ?? null);
    if (hadFocus) block.focus({ preventScroll: true });
  }
  for (const cell of new Set([old, holder])) if (cell?.matches("[data-cell]")) layOut(cell);
  return true;
}

export function move(block, place) {
  if (place.day) Object.assign(block.dataset, { day: place.day, room: place.room, at: place.at, for: place.for });
  else { delete block.dataset.day; delete block.dataset.at; }
  const time = block.querySelector("small");
  if (time) time.textContent = place.day ? span(place) : "";
  if (place.day) fit();
  settle(block);
}

export function layOutAll() {
  fit(true);
  grid.querySelectorAll("[data-cell]").forEach(layOut);
}

/** Those that overlap stand side by side. */
function layOut(cell) {
  const blocks = [...cell.children].filter((each) => each.matches(".block:not(.ghost)"));
  let together = [], lanes = [], end = -1;
  const close = () => together.forEach((block) => block.style.setProperty("--lanes", lanes.length));
  for (const block of blocks) {
    const place = read(block);
    if (place.at >= end) { close(); together = []; lanes = []; }
    let lane = lanes.findIndex((until) => until <= place.at);
    if (lane < 0) lane = lanes.length;
    lanes[lane] = place.at + place.for;
    end = Math.max(end, place.at + place.for);
    together.push(block);
    stand(block, place);
    block.style.setProperty("--lane", lane);
  }
  close();
  if (cell.parentElement.dataset.room === "") showBands(cell, blocks);
}

/** A break without a room is for all: it shows in every column. */
function showBands(cell, blocks) {
  const rooms = cell.closest(".day__rooms");
  rooms.querySelectorAll(".band").forEach((band) => band.remove());
  for (const block of blocks.filter((each) => each.matches(".k-pause:not(.is-cancelled)"))) {
    const band = Object.assign(document.createElement("div"), { className: "band" });
    stand(band, read(block));
    rooms.prepend(band);
  }
}

export function stand(block, place) {
  block.style.setProperty("--at", place.at);
  block.style.setProperty("--for", place.for);
  block.classList.toggle("is-short", place.for <= 25);
}

/** The hours shown are those of the event, and more where sessions lie outside. */
function fit(always = false) {
  let first = clock(root.dataset.open), last = clock(root.dataset.close);
  for (const block of grid.querySelectorAll(".block:not(.ghost)")) {
    first = Math.min(first, Number(block.dataset.at));
    last = Math.max(last, Number(block.dataset.at) + Number(block.dataset.for));
  }
  first = Math.floor(first / 60) * 60;
  last = Math.min(LATEST, Math.ceil(last / 60) * 60);
  if (!always && first >= from && last <= to) return;
  [from, to] = [first, last];
  grid.style.setProperty("--from", from);
  grid.style.setProperty("--to", to);
  axis.replaceChildren(...hours());
}

function hours() {
  const marks = [];
  for (let at = from; at <= to; at += 60) {
    const mark = Object.assign(document.createElement("span"), { textContent: shown(at) });
    mark.style.setProperty("--at", at);
    marks.push(mark);
  }
  return marks;
}

/** The minute at a height of the window, within a cell. */
export function minuteAt(cell, y) {
  const box = cell.getBoundingClientRect();
  return from + ((y - box.top) / box.height) * (to - from);
}

export const snap = (minute, step) => Math.round(minute / step) * step;
export const clamp = (minute) => Math.max(from, Math.min(minute, to - 5));

/** Cells that are shown, in reading order. */
export const cellsShown = () => [...grid.querySelectorAll(".day:not([hidden]) [data-cell]")];
