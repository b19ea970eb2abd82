/* Moves sections and questions by pointer, and sends what the buttons do without loading the page anew. */

const root = document.querySelector("[data-builder]");
const body = root.querySelector("[data-body]");
const said = document.querySelector("[data-said]");
const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
let dragged = null;
root.classList.add("is-live");

root.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-step]");
  if (!form) return;
  event.preventDefault();
  const fields = new FormData(form);
  fields.set("step", event.submitter.value);
  send(fields, event.submitter.id);
});

async function send(fields, focus) {
  try {
    const headers = { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": token };
    const answer = await fetch(root.dataset.move, { method: "POST", headers, body: fields });
    const data = await answer.json();
    body.innerHTML = data.html;
    tell(data.said, data.is_done);
  } catch {
    tell(root.dataset.failed, false);
  }
  refocus(focus);
}

function tell(words, isDone) {
  said.textContent = words;
  said.className = isDone ? "w-sr-only" : "help-block help-critical";
}

/** The same button, or its neighbour where that leads no further. */
function refocus(id) {
  const button = id && document.getElementById(id);
  (button?.disabled ? button.parentElement.querySelector("button:not(:disabled)") : button)?.focus();
}

root.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button) return;
  event.preventDefault();
  const what = grip.dataset.grip;
  dragged = { what, item: grip.closest(`[data-${what}]`), before: body.innerHTML };
  dragged.item.classList.add("is-dragged");
  root.setPointerCapture(event.pointerId);
});

root.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const { what, item } = dragged;
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  const list = under.map((each) => each.closest(what === "question" ? "[data-questions]" : "[data-sections]")).find(Boolean)
    ?? (what === "question" && under.map((each) => each.closest("[data-section]")).find(Boolean)?.querySelector("[data-questions]"));
  if (!list || (what === "section" && list !== item.parentElement)) return;
  const next = [...list.querySelectorAll(`:scope > [data-${what}]`)].find((each) => each !== item && event.clientY < middle(each));
  if (item.parentElement !== list || item.nextElementSibling !== (next ?? null)) list.insertBefore(item, next ?? null);
});

root.addEventListener("pointerup", () => {
  if (!dragged) return;
  const { what, item } = dragged;
  item.classList.remove("is-dragged");
  dragged = null;
  const place = [...item.parentElement.querySelectorAll(`:scope > [data-${what}]`)].indexOf(item);
  const fields = new FormData();
  const seen = root.querySelector("[data-seen]").dataset.seen;
  const facts = { what, id: item.dataset[what], place, seen };
  if (what === "question") facts.section = item.parentElement.dataset.questions;
  for (const [name, value] of Object.entries(facts)) fields.set(name, value);
  send(fields);
});

document.addEventListener("keydown", (event) => event.key === "Escape" && giveUp());
root.addEventListener("pointercancel", giveUp);

function giveUp() {
  if (!dragged) return;
  body.innerHTML = dragged.before;
  dragged = null;
}

const middle = (each) => each.getBoundingClientRect().top + each.getBoundingClientRect().height / 2;
