/* The findings of house style beside the text: fetched when the panel is opened. */
async function show(panel) {
  const place = panel.querySelector("[data-style-findings]");
  const answer = await fetch(panel.dataset.stylePanel, { credentials: "same-origin" });
  if (answer.ok) place.innerHTML = await answer.text();
}

for (const panel of document.querySelectorAll("[data-style-panel]")) {
  panel.addEventListener("toggle", () => panel.open && show(panel), { once: true });
  if (sessionStorage.getItem("style-panel") === "open") panel.open = true;
  panel.addEventListener("toggle", () => sessionStorage.setItem("style-panel", panel.open ? "open" : ""));
}
