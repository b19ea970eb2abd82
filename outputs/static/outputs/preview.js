// The page beside the text: of the block where the cursor is, anew when the text rests. See keep.js for "text:changed".
const PAUSE = 250;

const box = document.querySelector("[data-preview]");
const form = document.getElementById("w-editor-form");
const pages = box.querySelector("[data-preview-pages]");
const state = box.querySelector("[data-preview-state]");
const toggle = box.querySelector("[data-preview-toggle]");
const wide = matchMedia("(width >= 75rem)");

let block = "";
let asked = null;
let timer = 0;

function show(addresses) {
  const pictures = addresses.map((address, place) => {
    const picture = pages.children[place] ?? document.createElement("img");
    picture.src = address;
    picture.alt = `${box.dataset.saidPage} ${place + 1}`;
    picture.classList.remove("is-stale");
    return picture;
  });
  pages.replaceChildren(...pictures);
}

async function draw(fresh = false) {
  if (!wide.matches && pages.classList.contains("is-folded")) return;
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  body.set("block", block);
  if (fresh) body.set("fresh", "yes");
  for (const picture of pages.children) picture.classList.add("is-stale");
  state.textContent = box.dataset.saidWorking;
  try {
    const response = await fetch(box.dataset.preview, { method: "POST", body, signal: asked.signal, redirect: "error" });
    const answer = await response.json();
    if (answer.pages) show(answer.pages);
    state.textContent = answer.error ?? "";
  } catch (error) {
    if (error.name !== "AbortError") state.textContent = box.dataset.saidFailed;
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => draw(), PAUSE);
}

// A block's fields stand in the part that carries its id: body-3-id beside body-3-value.
function blockAt(element) {
  const field = element.closest("[data-contentpath]")?.querySelector("input[name^=body-][name$=-id]");
  const part = element.closest("[id^=block-]") ?? element.closest("[data-contentpath]");
  return part?.dataset.contentpath && /^[0-9a-f-]{36}$/.test(part.dataset.contentpath)
    ? part.dataset.contentpath
    : (field?.value ?? "");
}

form.addEventListener("focusin", ({ target }) => {
  const found = blockAt(target);
  if (found === block) return;
  block = found;
  soon();
});
document.addEventListener("text:changed", soon);
toggle.hidden = false;
pages.classList.add("is-folded");
toggle.addEventListener("click", () => {
  const isFolded = pages.classList.toggle("is-folded");
  toggle.setAttribute("aria-expanded", String(!isFolded));
  if (!isFolded) draw(true);
});
addEventListener("load", () => setTimeout(() => draw(true), 800));
