// Filters and views of the programme without reloading the page. The server filters; the address is all that is remembered.
const PAUSE = 250;
const part = document.querySelector("[data-programme]");
const status = document.querySelector("[data-programme-status]");
let waiting = 0;
let latest = 0;

function addressOf(form) {
  const asked = [...new FormData(form)].filter(([, value]) => value);
  return `${location.pathname}?${new URLSearchParams(asked)}`;
}

async function show(url, keepsFocus) {
  const number = ++latest;
  part.setAttribute("aria-busy", "true");
  const response = await fetch(url).catch(() => null);
  if (number !== latest) return;
  if (!response?.ok) {
    location.assign(url);
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (number !== latest) return;
  history.replaceState(null, "", url);
  renew(page, keepsFocus);
}

function renew(page, keepsFocus) {
  const found = page.querySelector("[data-programme]");
  const inside = keepsFocus ? ["[data-found]", ".choice__views"] : ["[data-found]", ".choice"];
  for (const selector of inside) part.querySelector(selector).replaceWith(found.querySelector(selector));
  const zones = [document, page].map((each) => each.querySelector("[data-zone-form]"));
  if (zones.every(Boolean)) {
    zones[1].hidden = zones[0].hidden;
    zones[0].replaceWith(zones[1]);
  }
  part.removeAttribute("aria-busy");
  status.textContent = part.querySelector(".found, .empty__title")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  document.dispatchEvent(new Event("rostrum:drawn"));
}

function ask(form, pause) {
  clearTimeout(waiting);
  waiting = setTimeout(() => show(addressOf(form), true), pause);
}

part.addEventListener("input", (event) => {
  if (event.target.form?.matches(".filter")) ask(event.target.form, event.target.type === "search" ? PAUSE : 0);
});

part.addEventListener("submit", (event) => {
  if (!event.target.matches(".filter")) return;
  event.preventDefault();
  ask(event.target, 0);
});

part.addEventListener("click", (event) => {
  const link = event.target.closest(".choice__views a, .choice .actions a, .found a, .empty a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href, false).then(() => part.querySelector(`a[href="${CSS.escape(link.getAttribute("href"))}"]`)?.focus());
});
