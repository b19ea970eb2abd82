// Polls the JSON at data-progress-url: {"state": "running|done|failed", "percent": 0-100 or null, "text": "...", "url": "..."}.
const PAUSE = 1500;
const LONGEST_PAUSE = 15000;

function show(box, { percent, text }) {
  const bar = box.querySelector("progress");
  if (percent === null || percent === undefined) bar.removeAttribute("value");
  else bar.value = percent;
  box.querySelector("[data-progress-percent]").textContent = Number.isFinite(percent) ? `${percent} %` : "";
  const label = box.querySelector("[data-progress-text]");
  if (text && label.textContent !== text) label.textContent = text;
}

async function poll(box, pause = PAUSE) {
  let next = pause;
  try {
    const response = await fetch(box.dataset.progressUrl, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    const job = await response.json();
    show(box, job);
    if (job.state === "done" || job.state === "failed") {
      if (job.url) location.assign(job.url);
      else location.reload(); // an address with a fragment would not be loaded again by itself
      return;
    }
    next = PAUSE;
  } catch {
    next = Math.min(pause * 2, LONGEST_PAUSE);
  }
  setTimeout(() => poll(box, next), next);
}

for (const box of document.querySelectorAll("[data-progress-url]")) poll(box);
