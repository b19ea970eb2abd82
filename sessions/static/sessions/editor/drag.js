/* Dragging by mouse, pen or finger: a block, or its lower edge. A finger has to rest first, so that it can scroll. */

import { cellOf, clamp, grid, isSame, minuteAt, placeOfCell, read, snap, span, stand } from "./geometry.js";
import { moveTo, settleAll, stepNow } from "./moves.js";
import { say, word } from "./words.js";

const root = document.querySelector("[data-editor]");
const ghost = Object.assign(document.createElement("div"), { className: "block ghost" });
const FAR = 5, REST = 350, FINE = 5, EDGE = 40, HOVER = 600; // pixels, milliseconds, minutes, pixels, milliseconds
let held = null, drag = null;

export function setUpDrag(showDay) {
  root.addEventListener("pointerdown", down);
  addEventListener("pointermove", (event) => { if (held || drag) moved(event, showDay); });
  addEventListener("pointerup", (event) => { if (held || drag) released(event); });
  addEventListener("pointercancel", drop);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) { event.preventDefault(); event.stopPropagation(); drop(); }
  }, true);
  root.addEventListener("dragstart", (event) => event.preventDefault());
  root.addEventListener("contextmenu", (event) => { if (held?.isTouch || drag) event.preventDefault(); });
  root.addEventListener("touchmove", (event) => { if (drag) event.preventDefault(); }, { passive: false });
  root.addEventListener("click", swallow, true);
}

function down(event) {
  const block = event.target.closest(".block");
  if (!block || event.button !== 0 || !event.isPrimary || event.ctrlKey || event.metaKey) return;
  const isTouch = event.pointerType === "touch";
  const box = block.getBoundingClientRect();
  const edge = Math.min(isTouch ? 18 : 9, box.height / 3);
  const isEdge = Boolean(block.dataset.day) && event.clientY > box.bottom - edge;
  held = { block, isTouch, isEdge, x: event.clientX, y: event.clientY, top: box.top };
  if (isTouch) held.timer = setTimeout(lift, REST);
}

function lift() {
  settleAll();
  const { block, isEdge, isTouch, y, top } = held;
  const place = read(block);
  const cell = place.day ? cellOf(place.day, place.room) : null;
  const above = cell ? minuteAt(cell, y) - minuteAt(cell, top) : 0;
  drag = { block, isEdge, above, from: place, target: place, hovered: null };
  held = null;
  ghost.className = `${block.className} ghost`;
  block.classList.add("is-lifted");
  root.classList.add(isEdge ? "is-resizing" : "is-dragging");
  if (isTouch) say(word("lifted"));
}

function moved(event, showDay) {
  if (held) {
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y);
    if (far < FAR) return;
    if (held.isTouch) { clearTimeout(held.timer); held = null; return; } // it scrolls
    lift();
  }
  if (!drag) return;
  drag.x = event.clientX;
  drag.y = event.clientY;
  drag.step = event.shiftKey ? FINE : stepNow();
  aim();
  hover(showDay);
  if (!drag.scrolling) scroll();
}

function aim() {
  const under = document.elementsFromPoint(drag.x, drag.y);
  const find = (selector) => under.map((each) => each.closest(selector)).find(Boolean);
  drag.tab = find("[data-view]");
  if (drag.isEdge) return stretch();
  const cell = find("[data-cell]");
  const overPool = find("[data-pool]");
  root.classList.toggle("is-over-pool", Boolean(overPool));
  if (overPool) drag.target = { ...drag.from, day: "" };
  else if (cell) {
    const at = clamp(snap(minuteAt(cell, drag.y) - drag.above, drag.step));
    drag.target = { ...placeOfCell(cell), at, for: drag.from.for };
  } else drag.target = drag.from;
  showGhost();
}

function stretch() {
  const { day, room, at } = drag.from;
  const end = snap(minuteAt(cellOf(day, room), drag.y), drag.step);
  drag.target = { ...drag.from, for: Math.max(drag.step, Math.min(end - at, 1440)) };
  showGhost();
}

function showGhost() {
  const cell = drag.target.day && cellOf(drag.target.day, drag.target.room);
  if (!cell) { ghost.remove(); return; }
  stand(ghost, drag.target);
  const room = cell.parentElement.querySelector(".column__name")?.firstChild.textContent.trim() ?? "";
  const title = drag.block.querySelector("span").textContent;
  ghost.replaceChildren(
    Object.assign(document.createElement("strong"), { textContent: span(drag.target) }),
    Object.assign(document.createElement("span"), { textContent: `${room} · ${title}` }),
  );
  if (ghost.parentElement !== cell) cell.append(ghost);
}

/** Over the name of a day for a moment: that day is shown. */
function hover(showDay) {
  if (drag.tab === drag.hovered) return;
  clearTimeout(drag.hovering);
  drag.hovered = drag.tab;
  if (drag.tab) drag.hovering = setTimeout((tab) => showDay(tab.dataset.view), HOVER, drag.tab);
}

function scroll() {
  if (!drag) return;
  const box = grid.getBoundingClientRect();
  const pull = (value, low, high) => (value < low + EDGE ? -1 : value > high - EDGE ? 1 : 0);
  const isInside = drag.x > box.left && drag.x < box.right && drag.y > box.top && drag.y < box.bottom;
  const across = isInside && !drag.isEdge ? pull(drag.x, box.left, box.right) : 0;
  const along = isInside ? pull(drag.y, box.top, box.bottom) : 0;
  drag.scrolling = Boolean(across || along);
  if (!drag.scrolling) return;
  grid.scrollBy(across * 10, along * 8);
  aim();
  requestAnimationFrame(scroll);
}

let swallowing = false;
function swallow(event) {
  if (!swallowing) return;
  swallowing = false;
  event.preventDefault();
  event.stopPropagation();
}

function released() {
  clearTimeout(held?.timer);
  held = null;
  if (!drag) return;
  const { block, from, target } = drag;
  drop();
  swallowing = true; // the click that follows is no wish to open the panel
  setTimeout(() => { swallowing = false; }, 50);
  if (!isSame(from, target)) moveTo(block, target);
}

function drop() {
  clearTimeout(held?.timer);
  clearTimeout(drag?.hovering);
  drag?.block.classList.remove("is-lifted");
  root.classList.remove("is-dragging", "is-resizing", "is-over-pool");
  ghost.remove();
  held = drag = null;
}
