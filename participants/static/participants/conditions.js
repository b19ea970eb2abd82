// Shows a question only where the answer it depends on was given. Without this all are shown, and the server decides.
const questions = new Map();
for (const input of document.querySelectorAll("[data-conditions] [data-shown-if]")) {
  const field = input.parentElement.closest("[data-conditions] > .field") ?? input.closest(".field");
  questions.set(field, { decisive: input.dataset.shownIf, values: JSON.parse(input.dataset.shownValues) });
}

const controls = (name) => document.querySelectorAll(`[name="${name}"], [name="${name}_chosen"]`);

function given(name) {
  return [...controls(name)]
    .filter((each) => !each.closest(".field[hidden]") && (!/^(checkbox|radio)$/.test(each.type) || each.checked))
    .map((each) => each.value);
}

function show() {
  // As often as there are questions: one may depend on another that has just been hidden.
  for (const _ of questions) {
    for (const [field, { decisive, values }] of questions) {
      field.hidden = !given(decisive).some((value) => values.includes(value));
    }
  }
}

if (questions.size) {
  document.querySelector("[data-conditions]").addEventListener("change", show);
  show();
}
