/* Words of the page, and what is read out. */

const root = document.querySelector("[data-editor]");
const words = root.querySelector("[data-words]").content;
const said = root.querySelector("[data-said]");
const told = root.querySelector("[data-told]");
const toldText = root.querySelector("[data-told-text]");

export const word = (name) => words.querySelector(`[data-word="${name}"]`).textContent;

export function warningsIn(count) {
  return count === 1 ? word("warning") : word("warnings").replace("%s", count);
}

/** Shown for a while, and read out by screen readers. The same text twice is read twice. */
let fading;
export function say(text) {
  clearTimeout(fading);
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = text; });
  fading = setTimeout(() => { said.textContent = ""; }, 12_000);
}

/** What must be noticed stays until it is closed. */
export function tell(lines, action) {
  toldText.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  if (action) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: action.label });
    button.addEventListener("click", action.run);
    toldText.append(button);
  }
  told.hidden = false;
}

export function hush() {
  told.hidden = true;
  toldText.replaceChildren();
}
