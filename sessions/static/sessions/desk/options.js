/* What a sign may become, under the line: arrows choose, Enter or Tab takes, Escape closes. */

import { complete } from "./shorthand.js";

export class Options {
  constructor(field, list, vocabulary) {
    Object.assign(this, { field, list, vocabulary, found: null, place: 0 });
    field.setAttribute("aria-controls", list.id);
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const place = [...list.children].indexOf(event.target.closest("li"));
      if (place >= 0) this.take(place);
    });
    field.addEventListener("blur", () => this.close());
  }

  get isOpen() { return !this.list.hidden; }

  show() {
    this.found = complete(this.field.value, this.field.selectionStart, this.vocabulary());
    if (!this.found) return this.close();
    this.place = 0;
    this.list.hidden = false;
    this.draw();
  }

  draw() {
    this.list.replaceChildren(...this.found.options.map(({ text }, place) => {
      const item = Object.assign(document.createElement("li"), { id: `line-option-${place}`, textContent: text });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(place === this.place));
      return item;
    }));
    this.field.setAttribute("aria-activedescendant", `line-option-${this.place}`);
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  take(place) {
    const { start, options } = this.found;
    this.field.setRangeText(options[place].insert, start, this.field.selectionStart, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Whether the key was meant for the list. */
  press(event) {
    if (!this.isOpen) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      const count = this.found.options.length;
      this.place = (this.place + steps[event.key] + count) % count;
      this.draw();
    } else if (event.key === "Tab" || event.key === "Enter") this.take(this.place);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }
}
