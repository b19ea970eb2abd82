/* Forms of the programme: rows that can be added, and people found by a part of their name. */

const PAUSE = 200; // milliseconds after the last key before the search begins

for (const rows of document.querySelectorAll("[data-rows]")) setUpRows(rows);
for (const picker of document.querySelectorAll("[data-people-picker]")) setUpPicker(picker);

function setUpRows(rows) {
  const button = rows.querySelector(":scope > [data-add]");
  const template = rows.querySelector(":scope > [data-empty]");
  const total = rows.querySelector(`[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
  button.hidden = false;
  button.addEventListener("click", () => {
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild;
    total.value = Number(total.value) + 1;
    template.before(row);
    row.querySelectorAll("[data-people-picker]").forEach(setUpPicker);
    row.querySelector("input:not([type=hidden])")?.focus();
  });
}

function setUpPicker(picker) {
  const [chosen, found] = picker.querySelectorAll("ul");
  const search = picker.querySelector("input[type=search]");
  let timer, request, active = -1;

  chosen.addEventListener("click", (event) => {
    if (event.target.closest("button")) {
      event.target.closest("li").remove();
      search.focus();
    }
  });

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });

  search.addEventListener("keydown", (event) => {
    const options = [...found.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((active + step + options.length) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (options[active]) choose(options[active]);
    } else if (event.key === "Escape") {
      close();
    }
  });

  search.addEventListener("blur", () => setTimeout(close, PAUSE));
  found.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li[data-id]");
    event.preventDefault();
    if (option) choose(option);
  });

  async function look() {
    request?.abort();
    request = new AbortController();
    const words = search.value.trim();
    if (!words) return close();
    try {
      const answer = await fetch(`${picker.dataset.search}?q=${encodeURIComponent(words)}`, { signal: request.signal });
      show((await answer.json()).people);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(people) {
    found.replaceChildren(...people.map((person, place) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `${found.id}-${place}`;
      option.dataset.id = person.id;
      option.textContent = person.text;
      return option;
    }));
    found.hidden = people.length === 0;
    search.setAttribute("aria-expanded", String(!found.hidden));
    mark(people.length ? 0 : -1);
  }

  function mark(place) {
    active = place;
    [...found.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
    search.setAttribute("aria-activedescendant", found.children[place]?.id ?? "");
  }

  function choose(option) {
    if (!("multiple" in picker.dataset)) chosen.replaceChildren();
    const item = document.createElement("li");
    const value = Object.assign(document.createElement("input"), { type: "hidden", name: picker.dataset.name, value: option.dataset.id });
    const name = Object.assign(document.createElement("span"), { textContent: option.textContent });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "people-picker__remove", textContent: "×" });
    remove.setAttribute("aria-label", `${picker.dataset.remove} ${option.textContent}`);
    item.append(value, name, remove);
    chosen.append(item);
    search.value = "";
    close();
    search.focus();
  }

  function close() {
    found.hidden = true;
    found.replaceChildren();
    search.setAttribute("aria-expanded", "false");
    active = -1;
  }
}
