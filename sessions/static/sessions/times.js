// The visitor's own times beside those of the event, as the server writes them for a zone that is chosen.
const KEY = "rostrum-local-times";
const box = document.querySelector("[data-local]");
const toggle = box.querySelector("input");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const DAY = 24 * 3600 * 1000;

function parts(date, timeZone) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", dateStyle: "short", timeStyle: "short" });
  const [day, time] = format.format(date).split(", ");
  const [date_, month, year] = day.split("/").map(Number);
  return { time, day: Date.UTC(year, month - 1, date_) / DAY };
}

function mark(shift) {
  return shift ? ` (${shift > 0 ? "+" : "−"}${Math.abs(shift)})` : "";
}

function told(times) {
  const moments = times.map((time) => new Date(time.dateTime));
  const here = moments.map((moment) => parts(moment, zone));
  const there = moments.map((moment) => parts(moment, box.dataset.zone));
  if (here.every(({ time, day }, at) => time === there[at].time && day === there[at].day)) return "";
  const shifts = here.map(({ day }, at) => day - there[at].day);
  if (new Set(shifts).size === 1) return here.map(({ time }) => time).join("–") + mark(shifts[0]);
  return here.map(({ time }, at) => time + mark(shifts[at])).join("–");
}

function beside(text) {
  const span = document.createElement("span");
  const label = document.createElement("span");
  span.className = "local-time";
  span.dataset.own = "";
  label.className = "visually-hidden";
  label.textContent = zone.split("/").pop().replaceAll("_", " ");
  span.append(label, ` ${text}`);
  return span;
}

function draw() {
  for (const old of document.querySelectorAll("[data-own]")) old.remove();
  const rows = [...document.querySelectorAll(".session-row__time, [data-times]")].map((row) => {
    const text = told([...row.querySelectorAll("time[datetime]")]);
    return { row, text };
  });
  const differ = rows.filter(({ text }) => text);
  box.hidden = !differ.length;
  if (toggle.checked) for (const { row, text } of differ) row.append(beside(text));
}

function remember() {
  try { localStorage.setItem(KEY, toggle.checked ? "on" : "off"); } catch { /* lasts for this page only */ }
}

try { toggle.checked = localStorage.getItem(KEY) === "on"; } catch { /* storage refused */ }
box.querySelector("[data-local-zone]").textContent = `(${zone})`;
toggle.addEventListener("change", () => { remember(); draw(); });
document.addEventListener("rostrum:drawn", draw);
const byForm = document.querySelector("[data-zone-form]");
if (byForm && !byForm.elements.tz.value) byForm.hidden = true;
draw();
