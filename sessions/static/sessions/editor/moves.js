/* Moving a block: it stands there at once, and the server is asked. Several small moves make one step. */

import { allBlocks, blockOf, idOf, isSame, move, read } from "./geometry.js";
import { seenOf, send } from "./server.js";

const root = document.querySelector("[data-editor]");
const follow = root.querySelector("[data-follow]");
const step = root.querySelector("[data-step]");
const origins = new Map();

export const stepNow = () => Number(step.value);

/** Puts the block at `place`; sends it after `wait` milliseconds without another move. */
export function moveTo(block, place, wait = 0) {
  const pk = idOf(block);
  const begun = origins.get(pk) ?? { from: read(block) };
  clearTimeout(begun.timer);
  move(block, place);
  block.classList.add("is-pending");
  begun.timer = setTimeout(() => commit(pk), wait);
  origins.set(pk, begun);
}

/** Sends what waits, before anything else is done. */
export function settleAll() {
  for (const pk of [...origins.keys()]) commit(pk);
}

function commit(pk) {
  const { from, timer } = origins.get(pk);
  clearTimeout(timer);
  origins.delete(pk);
  const block = blockOf(pk);
  const place = block && read(block);
  if (!block || isSame(from, place)) { block?.classList.remove("is-pending"); return; }
  const [action, fields] = asAction(from, place);
  send(action, () => ({ session: pk, ...fields, seen: seenOf(seenFor(pk, from, fields.follow)) }))
    .finally(() => blockOf(pk)?.classList.remove("is-pending"));
}

function asAction(from, place) {
  if (!place.day) return ["unschedule", {}];
  const staysOnDay = from.day === place.day;
  const along = staysOnDay ? { follow: follow.value } : {};
  if (staysOnDay && from.room === place.room && from.at === place.at) return ["resize", { minutes: place.for, ...along }];
  const length = from.day && from.for !== place.for ? { minutes: place.for } : {};
  const start = `${String(Math.floor(place.at / 60) % 24).padStart(2, "0")}:${String(place.at % 60).padStart(2, "0")}`;
  return ["place", { day: dayOf(place), start, room: place.room, ...length, ...along }];
}

/** What begins past midnight stands in the column of the day before while it is dragged. */
function dayOf({ day, at }) {
  if (at < 1440) return day;
  const next = new Date(`${day}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function seenFor(pk, from, along) {
  return allBlocks().filter((block) => idOf(block) === pk || (along && block.dataset.day === from.day));
}
