// The assembly board works without this: it sends the same forms, draws the board anew, and lets cards be dragged.
const board = document.querySelector("[data-board]");
const status = document.querySelector("[data-board-said]");
let dragged = null;

async function send(form, extra) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (answer?.redirected) { location.assign(answer.url); return; } // the words of a clause have a page of their own
  if (!answer || ![200, 422].includes(answer.status)) { form.removeAttribute("aria-busy"); form.submit(); return; }
  draw(await answer.text(), extra.act);
}

function draw(html, act) {
  const { scrollTop } = board.querySelector(".assembly-document");
  board.innerHTML = html;
  board.querySelector(".assembly-document").scrollTop = scrollTop;
  status.textContent = board.querySelector("[data-said]")?.textContent.trim() ?? "";
  const key = act.split(":")[1];
  const again = board.querySelector(`button[value="${CSS.escape(act)}"]`) ?? board.querySelector(`[data-key="${CSS.escape(key ?? "")}"] button`);
  (again ?? board.querySelector("button[value='undo']"))?.focus({ preventScroll: false });
}

board.addEventListener("submit", (event) => {
  const act = event.submitter?.value;
  if (!act) return; // Enter in a field: there is no act to guess
  event.preventDefault();
  if (event.target.hasAttribute("aria-busy")) return; // a second press before the first was answered
  event.target.setAttribute("aria-busy", "true");
  send(event.target, { act });
});

// Enter in a field of the form must not press its first button.
board.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) return;
  event.preventDefault();
  event.target.closest("p")?.querySelector("button")?.click();
});

const over = () => board.querySelectorAll(".is-over").forEach((place) => place.classList.remove("is-over"));
const placeAt = (target) => target.closest(".assembly-document [data-before]");

board.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-key]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.key);
  requestAnimationFrame(() => { dragged?.classList.add("is-dragged"); board.classList.add("is-dragging"); });
});

board.addEventListener("dragover", (event) => {
  const place = dragged && placeAt(event.target);
  over();
  if (!place || place === dragged) return;
  event.preventDefault();
  place.classList.add("is-over");
});

board.addEventListener("drop", (event) => {
  const place = dragged && placeAt(event.target);
  if (!place || place === dragged) return;
  event.preventDefault();
  const under = place.closest("[data-under]").dataset.under;
  send(board.querySelector("[data-board-form]"), { act: `put:${dragged.dataset.key}`, before: place.dataset.before || after(place), under });
});

// Dropped at the end of a heading: in front of the next heading's first clause, or last of all.
function after(place) {
  return place.closest("[data-under]").nextElementSibling?.querySelector("[data-key]")?.dataset.key ?? "";
}

board.addEventListener("dragend", () => {
  over();
  dragged?.classList.remove("is-dragged");
  board.classList.remove("is-dragging");
  dragged = null;
});
