/* The agenda editor. Without this, blocks are links to the pages of their sessions. */

import { setUpDrag } from "./drag.js";
import { blockOf, grid, idOf, layOutAll, minuteAt, placeOfCell, pool, shown } from "./geometry.js";
import { setUpKeyboard } from "./keyboard.js";
import { settleAll, stepNow } from "./moves.js";
import { open, openHelp, setUpPanel } from "./panel.js";
import { send, showSteps, watch } from "./server.js";
import { hush } from "./words.js";

const root = document.querySelector("[data-editor]");
const tabs = [...root.querySelectorAll("[data-view]")];
const WIDE = 12; // columns up to which all days are shown at first, on a wide screen
const kept = `editor ${location.pathname}`;
const storage = {
  get: () => { try { return JSON.parse(localStorage.getItem(kept)) ?? {}; } catch { return {}; } },
  set: (values) => { try { localStorage.setItem(kept, JSON.stringify({ ...storage.get(), ...values })); } catch { /* for now only */ } },
};

// --- Days shown ------------------------------------------------------------------------------------------------

function showDay(view) {
  const known = tabs.some((tab) => tab.dataset.view === view) ? view : tabs[0].dataset.view;
  grid.dataset.view = known === "all" ? "all" : "day";
  for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.view === known));
  for (const day of grid.querySelectorAll(".day")) day.hidden = known !== "all" && day.dataset.day !== known;
  storage.set({ view: known });
}

function firstView() {
  const columns = grid.querySelectorAll(".column").length;
  const first = tabs.find((tab) => tab.dataset.view !== "all").dataset.view;
  return storage.get().view ?? (innerWidth >= 1200 && columns <= WIDE ? tabs[0].dataset.view : first);
}

// --- Actions ---------------------------------------------------------------------------------------------------

function act(name) {
  const actions = {
    undo: () => { settleAll(); send("undo", {}); },
    redo: () => { settleAll(); send("redo", {}); },
    new: () => open(root.dataset.new),
    help: openHelp,
    hush,
  };
  actions[name]?.();
  return name in actions;
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && act(button.dataset.do)) { event.preventDefault(); return; }
  const tab = event.target.closest("[data-view]");
  if (tab?.matches("button")) { showDay(tab.dataset.view); return; }
  const show = event.target.closest("[data-show]");
  if (show) { event.preventDefault(); showBlock(show.dataset.show); return; }
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const block = event.target.closest(".block");
  if (block) { event.preventDefault(); open(block.href, idOf(block)); return; }
  if (event.target.matches("[data-cell]")) openNew(event);
});

function openNew(event) {
  const { day, room } = placeOfCell(event.target);
  const start = shown(Math.floor(minuteAt(event.target, event.clientY) / stepNow()) * stepNow());
  open(`${root.dataset.new}?${new URLSearchParams({ day, room, start })}`);
}

function showBlock(pk) {
  const block = blockOf(pk);
  if (!block) return;
  if (block.closest(".day[hidden]")) showDay(block.dataset.day);
  block.scrollIntoView({ block: "center", inline: "center" });
  block.focus();
}

// --- The pool --------------------------------------------------------------------------------------------------

const filter = root.querySelector("[data-pool-filter]");
function sift() {
  const words = filter.value.toLowerCase().split(/\s+/);
  const blocks = [...pool.children];
  for (const block of blocks) block.hidden = !words.every((word) => block.textContent.toLowerCase().includes(word));
  root.querySelector("[data-pool-count]").textContent = blocks.length || "";
  root.querySelector("[data-pool-empty]").hidden = blocks.length > 0;
  filter.hidden = blocks.length < 6 && !filter.value;
}
filter.addEventListener("input", sift);
root.addEventListener("changed", sift);

layOutAll();
showDay(firstView());
showSteps(root.dataset);
sift();
setUpPanel();
setUpDrag(showDay);
setUpKeyboard({ act, showDay });
watch();
root.classList.add("is-live");
if (location.hash.startsWith("#s")) showBlock(location.hash.slice(2));
