// Runs before the first paint: a chosen scheme must not flash the other one.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("rostrum-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch { /* storage refused: the system's preference stands */ }
})();
