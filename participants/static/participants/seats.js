// Dragging a seat to its place in the order. The buttons of the page do the same without scripts.

const list = document.querySelector("[data-seats]");
const form = document.querySelector("#order");
let dragged = null;

function send() {
  for (const seat of list.children) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "id", value: seat.dataset.id });
    form.append(input);
  }
  form.submit();
}

if (list && form && list.querySelector(".seat__act")) {
  const before = () => [...list.children].map((seat) => seat.dataset.id).join();
  let order = before();
  for (const seat of list.children) seat.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest(".seat");
    dragged?.classList.add("seat--dragged");
    order = before();
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest(".seat");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    over[event.clientY > top + height / 2 ? "after" : "before"](dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("seat--dragged");
    dragged = null;
    if (before() !== order) send();
  });
}
