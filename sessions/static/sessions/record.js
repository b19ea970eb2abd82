// The rapporteur's screen works without this: it saves clicks and keeps drafts.
const storage = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* lasts for this page only */ } },
  remove: (key) => { try { localStorage.removeItem(key); } catch { /* nothing kept */ } } };

// Ctrl+Enter sends the form at hand.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
});

// A text not yet acknowledged comes back after a reload, a closed lid or a failed sending. The address tells that a new one
// has arrived; a change of what stands is kept with the revision it was made from, and is old news once that has passed.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const text = form.querySelector("textarea");
  const { draft, revision } = form.dataset;
  const key = `draft-${draft}`;
  const kept = storage.get(key);
  if (revision === undefined) {
    if (location.hash === `#${form.id}`) storage.remove(key);
    else if (!text.value) text.value = kept ?? "";
    text.addEventListener("input", () => storage.set(key, text.value));
    continue;
  }
  const [made, words] = kept ? JSON.parse(kept) : [];
  if (made === revision) text.value = words;
  text.addEventListener("input", () => storage.set(key, JSON.stringify([revision, text.value])));
  form.querySelector("[data-forget]").addEventListener("click", () => storage.remove(key));
}

// Texts grow as they are written.
for (const text of document.querySelectorAll("textarea[data-grows]")) {
  const grow = () => { text.style.blockSize = "auto"; text.style.blockSize = `${text.scrollHeight + 2}px`; };
  text.addEventListener("input", grow);
  text.addEventListener("grow", grow);
  grow();
}

// Suggestions for the last of several values: what stands before it stays.
for (const input of document.querySelectorAll("input[data-several]")) {
  const shared = document.getElementById(input.getAttribute("list"));
  if (!shared) continue;
  const own = shared.cloneNode(true);
  own.id = `${input.id}-list`;
  input.after(own);
  input.setAttribute("list", own.id);
  const values = [...own.options].map((option) => option.value);
  input.addEventListener("input", () => {
    const before = input.value.slice(0, input.value.lastIndexOf(input.dataset.several) + 1);
    [...own.options].forEach((option, place) => { option.value = before ? `${before} ${values[place]}` : values[place]; });
  });
}

// How much room is left where there is a limit.
for (const field of document.querySelectorAll(".desk-form textarea[maxlength], .desk-form input[name='key_message']")) {
  const left = document.createElement("span");
  left.className = "desk-muted desk-left";
  const tell = () => { left.textContent = `${field.value.length} / ${field.maxLength}`; };
  field.after(left);
  field.addEventListener("input", tell);
  tell();
}

// What is wrong comes first; else, after adding, the next entry can be written at once.
const wrong = document.querySelector(".desk .field--error :is(input, select, textarea)");
const next = location.hash.startsWith("#next") ? document.querySelector(`${location.hash} textarea`) : null;
// The browser moves the focus to the place its address names: only after that is it ours to give.
addEventListener("load", () => setTimeout(() => (wrong ?? next)?.focus()));

async function draw(place, address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (answer?.ok) place.innerHTML = await answer.text();
}

// What is looked up while writing comes after the page itself.
for (const place of document.querySelectorAll("[data-beside]")) draw(place, place.dataset.beside);

// A queue that others fill is drawn anew every few seconds, unless somebody is at work in it.
for (const place of document.querySelectorAll("[data-refreshed]")) {
  setInterval(() => {
    if (document.visibilityState !== "visible" || place.contains(document.activeElement) || place.querySelector("li details[open]")) return;
    draw(place, place.dataset.refreshed);
  }, 4_000);
}

// How good a recommendation is, while its form is filled in: asked in shorthand, as the line asks.
for (const place of document.querySelectorAll("form [data-look]")) {
  const { form } = place.parentElement.querySelector("textarea");
  const field = (name) => form.querySelector(`[name$="-${name}"]`);
  const line = () => [
    `rec: ${field("verb").selectedOptions[0].text.replace(/ \(.*/, "")}`,
    ...field("lead").value.split(";").filter((name) => name.trim()).map((name) => `@"${name.trim()}"`),
    field("text").value,
    field("due").value && `due:${field("due").value}`,
    field("indicator").value && `ind:"${field("indicator").value.replace(/["“”]/g, "")}"`,
  ].filter(Boolean).join(" ");
  const look = async () => {
    if (!field("text").value.trim()) { place.replaceChildren(); return; }
    const body = new URLSearchParams({ text: line(), csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(place.dataset.look, { method: "POST", headers: { "X-Requested-With": "XMLHttpRequest" }, body }).catch(() => null);
    if (answer?.ok) place.innerHTML = (await answer.json()).html;
  };
  let soon = 0;
  form.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(look, 700); });
  look();
}
