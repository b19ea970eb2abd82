/* The panel of a session, and of a new one: the same forms as on its page, sent without leaving the grid. */

import { blockOf, grid } from "./geometry.js";
import { settleAll } from "./moves.js";
import { send } from "./server.js";

const root = document.querySelector("[data-editor]");
const sheet = root.querySelector("[data-sheet]");
let address = "", subject = "";

export function setUpPanel() {
  sheet.addEventListener("submit", submit);
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet || event.target.closest('[data-do="close"]')) sheet.close();
  });
  sheet.addEventListener("close", () => (blockOf(subject) ?? grid).focus({ preventScroll: true }));
}

export async function open(url, pk = "") {
  settleAll();
  [address, subject] = [url, pk];
  await fill();
  sheet.showModal();
  sheet.querySelector(".sheet__form :is(input, select):not([type=hidden])")?.focus();
}

export function openHelp() {
  [address, subject] = ["", document.activeElement.closest?.(".block")?.id.slice(1) ?? ""];
  sheet.replaceChildren(root.querySelector("[data-help]").content.cloneNode(true));
  sheet.showModal();
}

async function fill(told = []) {
  const part = `${address}${address.includes("?") ? "&" : "?"}part=1`;
  const answer = await fetch(part, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok || answer.redirected) { location.assign(address); return; }
  sheet.innerHTML = await answer.text();
  showErrors({ __all__: told });
}

async function submit(event) {
  event.preventDefault();
  const { target: form, submitter } = event;
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  submitter.disabled = true;
  const result = await send(submitter.value, fields);
  submitter.disabled = false;
  if (result.ok) sheet.close();
  else if (result.told) await (blockOf(subject) ? fill(result.told) : sheet.close());
  else if (result.errors) showErrors(result.errors, form);
}

/** Each beside its field; what has none, above. */
function showErrors(errors, form = sheet) {
  form.querySelectorAll("[data-error]").forEach((place) => { place.textContent = ""; });
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  const rest = [];
  for (const [name, found] of Object.entries(errors)) {
    const holder = form.querySelector(`[data-field="${name}"]`);
    if (!holder) { rest.push(...found); continue; }
    holder.querySelector("[data-error]").textContent = found.join(" ");
    holder.querySelector("input, select").setAttribute("aria-invalid", "true");
  }
  const box = sheet.querySelector("[data-errors]");
  box.hidden = !rest.length;
  box.querySelector("[data-errors-text]").replaceChildren(
    ...rest.map((line) => Object.assign(document.createElement("p"), { textContent: line })),
  );
  if (rest.length) box.scrollIntoView({ block: "nearest" });
  form.querySelector("[aria-invalid]")?.focus();
}
