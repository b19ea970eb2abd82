// Cards are dragged into clusters; the form on each card does the same.
const board = document.querySelector("[data-drag]");
let dragged = null;

board?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-card]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.card);
});
board?.addEventListener("dragover", (event) => {
  const column = event.target.closest("[data-cluster]");
  for (const each of board.querySelectorAll(".is-over")) if (each !== column) each.classList.remove("is-over");
  if (!dragged || !column) return;
  event.preventDefault();
  column.classList.add("is-over");
});
board?.addEventListener("drop", (event) => {
  const column = event.target.closest("[data-cluster]");
  if (!dragged || !column) return;
  event.preventDefault();
  const form = dragged.querySelector("[data-place]");
  if (column.dataset.cluster === "new") form.elements.name.value = dragged.querySelector("p").textContent.slice(0, 40);
  else form.elements.cluster.value = column.dataset.cluster;
  form.requestSubmit();
});
board?.addEventListener("dragend", () => { dragged = null; });
