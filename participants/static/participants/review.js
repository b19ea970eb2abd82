// The keys a, d and n while somebody reviews; they can be switched off, and rest while something is typed.
const KEPT = "rostrum.review.keys";
const form = document.querySelector("[data-keys]");
const isTyped = (target) => target.closest("textarea, select, input:not([type=radio], [type=checkbox])") !== null;

function press(key) {
  if (key === "d") form.querySelector("textarea").focus();
  else form.querySelector(`[data-key="${key}"]`)?.click();
}

if (form) {
  const help = form.querySelector("[data-keys-help]");
  const isOn = help.querySelector("[data-keys-on]");
  help.hidden = false;
  isOn.checked = localStorage.getItem(KEPT) !== "off";
  isOn.addEventListener("change", () => localStorage.setItem(KEPT, isOn.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyped(event.target)) return;
    if (!["a", "d", "n"].includes(event.key)) return;
    event.preventDefault();
    press(event.key);
  });
}
