// Narrows the list of codes while one types, and copies a code. Without this module the list is complete and codes can be
// selected.
const filter = document.querySelector(".reference-filter");
const rows = [...document.querySelectorAll(".references tbody tr")];

if (filter) {
  const status = document.getElementById("reference-status");
  const input = filter.querySelector("input");
  filter.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
  });
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = `${status.dataset.copied} ${button.dataset.copy}`;
    });
  }
}
