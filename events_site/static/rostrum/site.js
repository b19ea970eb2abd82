const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchTheme(button) {
  root.dataset.theme = isDark() ? "light" : "dark";
  button.setAttribute("aria-pressed", String(isDark()));
  try { localStorage.setItem("rostrum-theme", root.dataset.theme); } catch { /* lasts for this page only */ }
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => switchTheme(button));
}

const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The current tab is in view on a narrow screen.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
document.querySelector("[data-error-summary]")?.focus();

// After signing out no names of a check-in stay on the device.
if (document.querySelector("[data-signed-out]") && "caches" in window) {
  caches.keys().then((names) => names.filter((name) => name.startsWith("check-in ")).forEach((name) => caches.delete(name)));
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
