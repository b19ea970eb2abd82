/* House style: the findings beside the text, fetched when the panel is opened; and what the worker still looks for. */
const PAUSE = 1500;
const LONGEST_PAUSE = 15000;

async function show(panel) {
  const place = panel.querySelector("[data-style-findings]");
  const answer = await fetch(panel.dataset.stylePanel, { credentials: "same-origin" });
  if (!answer.ok) return;
  place.innerHTML = await answer.text();
  waitIn(place);
}

// Asks until what is looked for is found (202 until then), and puts it there.
async function wait(place, pause = PAUSE) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  const answer = await fetch(place.dataset.styleWaiting, { credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 200) place.outerHTML = await answer.text();
  else if (answer?.status === 202) wait(place);
  else if (!answer || answer.status >= 500) wait(place, Math.min(pause * 2, LONGEST_PAUSE));
}

function waitIn(part) {
  for (const place of part.querySelectorAll("[data-style-waiting]")) wait(place);
}

for (const panel of document.querySelectorAll("[data-style-panel]")) {
  panel.addEventListener("toggle", () => panel.open && show(panel), { once: true });
  if (sessionStorage.getItem("style-panel") === "open") panel.open = true;
  panel.addEventListener("toggle", () => sessionStorage.setItem("style-panel", panel.open ? "open" : ""));
}
waitIn(document);
