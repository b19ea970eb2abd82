// Keeps what is typed into the form of a document: on the server within seconds, in the browser while that cannot be.
// Tells the page with "text:changed" that the text rests, so that others need not watch the form a second time.
const LOOK = 1000;
const LONGEST_WAIT = 6000;
const PRESENCE = 10000;

const box = document.querySelector("[data-keep]");
const form = document.getElementById("w-editor-form");
const state = box.querySelector("[data-keep-state]");
const tokenOfPage = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const said = (name, words = {}) =>
  Object.entries(words).reduce((text, [key, value]) => text.replace(`{${key}}`, value), box.dataset[`said${name}`]);

const typed = () => {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("csrfmiddlewaretoken");
  return fields.toString();
};

let kept = form ? typed() : "";
let seen = kept;
let waiting = 0;
let busy = false;
let isLeaving = false;
let offline = false;

function show(text, isTrouble = false) {
  if (state.textContent !== text) state.textContent = text;
  state.toggleAttribute("data-trouble", isTrouble);
}

function others(list) {
  const lines = list.map(({ name, writes, is_me }) => said(is_me ? "Mine" : writes ? "Writes" : "Reads", { name }));
  const place = box.querySelector("[data-keep-others]");
  if (place.dataset.lines === JSON.stringify(lines)) return;
  place.dataset.lines = JSON.stringify(lines);
  place.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

function token(value) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = value;
}

async function ask(body) {
  const options = { method: "POST", body: new URLSearchParams(body), redirect: "error" };
  options.body.set("csrfmiddlewaretoken", tokenOfPage());
  options.body.set("session", sessionStorage.getItem(box.dataset.store) ?? "");
  options.headers = { "X-Requested-With": "XMLHttpRequest" };
  let response = await fetch(box.dataset.keep, options);
  if (response.status === 403) {
    // Signed in again in another window: the form needs the token of that session.
    token((await (await fetch(box.dataset.keep, { redirect: "error" })).json()).token);
    options.body.set("csrfmiddlewaretoken", tokenOfPage());
    response = await fetch(box.dataset.keep, options);
  }
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), { said: answer.error });
  if (answer.session) sessionStorage.setItem(box.dataset.store, answer.session);
  if (!form) return answer;
  others(answer.others);
  box.querySelector("[data-keep-newer]").textContent = answer.locked
    ? said("Locked", { name: answer.locked })
    : answer.newer;
  return answer;
}

// Each window remembers under a name of its own.
const own = () => `${box.dataset.store}-${form?.elements.tab.value ?? ""}`;
const remembered = () => Object.keys(localStorage).filter((name) => name.startsWith(`${box.dataset.store}-`));

function remember(text) {
  try {
    localStorage.setItem(own(), text);
  } catch {
    // No room, or not allowed: the server has it, or the message stays.
  }
}

async function keep(text) {
  busy = true;
  try {
    const answer = await ask(text);
    kept = text;
    offline = false;
    localStorage.removeItem(own());
    show(said("Kept", { time: new Date(answer.kept).toLocaleTimeString() }));
  } catch (error) {
    offline = true;
    remember(text);
    show(error.said ?? said("Offline"), true);
  }
  waiting = 0;
  busy = false;
}

function look() {
  const now = typed();
  const rests = now === seen;
  if (!rests) document.dispatchEvent(new CustomEvent("text:typing"));
  seen = now;
  if (now === kept || isLeaving) return;
  waiting += LOOK;
  if (busy || (!rests && waiting < LONGEST_WAIT)) return;
  if (rests) document.dispatchEvent(new CustomEvent("text:changed"));
  if (offline && waiting < LONGEST_WAIT) return;
  if (!offline) show(said("Keeping"));
  keep(now);
}

// What this browser could not send is newer than what the server has.
async function sendRest() {
  const names = remembered();
  if (!names.length) return;
  try {
    for (const name of names) {
      await ask(localStorage.getItem(name));
      localStorage.removeItem(name);
    }
    location.assign(location.pathname);
  } catch {
    if (state) show(said("Found"), true);
  }
}

async function begin() {
  if (!("dirty" in box.dataset)) await sendRest();
  setInterval(look, LOOK);
  const present = () => ask({ only: "presence", seen: form.elements.seen.value }).catch(() => {});
  setInterval(present, PRESENCE);
  present();
}

if (!form) sendRest();
form?.addEventListener("submit", () => {
  isLeaving = true;
  if (!offline) localStorage.removeItem(own());
});
addEventListener("pagehide", () => {
  const text = form ? typed() : kept;
  if (isLeaving || text === kept) return;
  const body = new URLSearchParams(text);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("session", sessionStorage.getItem(box.dataset.store) ?? "");
  if (offline || !navigator.sendBeacon(box.dataset.keep, body)) remember(text);
});
// Wagtail's editor fills the form when all its parts stand; what differs from then on is typed.
addEventListener("load", () => {
  if (!form) return;
  setTimeout(() => {
    kept = seen = "dirty" in box.dataset ? "" : typed();
    begin();
  }, 500);
});
if (document.readyState === "complete") dispatchEvent(new Event("load"));
