// One tick for all names on the page.
const all = document.querySelector("[data-tick-all]");
const ticks = [...document.querySelectorAll('input[name="id"][form="decide"]')];

function renew() {
  const ticked = ticks.filter((tick) => tick.checked).length;
  all.checked = ticked === ticks.length;
  all.indeterminate = ticked > 0 && ticked < ticks.length;
}

if (all) {
  all.hidden = false;
  all.addEventListener("change", () => ticks.forEach((tick) => (tick.checked = all.checked)));
  ticks.forEach((tick) => tick.addEventListener("change", renew));
  renew();
}
