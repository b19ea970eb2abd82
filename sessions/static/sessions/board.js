// The cards of others appear by themselves; whoever is at work in the board is not disturbed.
const OFTEN = 4_000; // milliseconds
const place = document.querySelector("[data-board]");
const phase = () => place.querySelector("[data-phase]").dataset.phase;

setInterval(async () => {
  if (document.visibilityState !== "visible" || place.contains(document.activeElement)) return;
  const answer = await fetch(place.dataset.board, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (!answer?.ok) return;
  const before = phase();
  place.innerHTML = await answer.text();
  const isTyping = [...document.querySelectorAll("main input[type=text]")].some((field) => field.value);
  if (phase() !== before && !isTyping) location.reload(); // the form for cards comes and goes with the time
}, OFTEN);
