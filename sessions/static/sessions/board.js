// The cards of others appear by themselves; whoever is at work in the board is not disturbed.
const OFTEN = 4_000; // milliseconds
const place = document.querySelector("[data-board]");

setInterval(async () => {
  if (document.visibilityState !== "visible" || place.contains(document.activeElement)) return;
  const answer = await fetch(place.dataset.board, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (answer?.ok) place.innerHTML = await answer.text();
}, OFTEN);
