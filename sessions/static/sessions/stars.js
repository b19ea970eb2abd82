// Draws which sessions are starred and changes that in place. With an account the form names them; else a cookie does,
// which is written here exactly as the server writes it. What cannot be done here is sent as the form it is.
const YEAR = 365 * 24 * 3600;
const MOST = 200;
const form = document.getElementById("stars");
const cookie = `stars-${form.dataset.event}`;
const hasAccount = "stars" in form.dataset;

function read() {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${cookie}=`));
  const text = hasAccount ? form.dataset.stars : (found ?? "").slice(cookie.length + 1);
  return text.split(".").filter(Boolean);
}

function write(ids) {
  if (hasAccount) form.dataset.stars = ids.join(".");
  else {
    const secure = location.protocol === "https:" ? "; secure" : "";
    const age = ids.length ? YEAR : 0;
    document.cookie = `${cookie}=${ids.join(".")}; path=/; max-age=${age}; samesite=lax${secure}`;
  }
}

function draw() {
  const ids = read();
  for (const button of document.querySelectorAll("button.star")) {
    const isOn = ids.includes(button.value);
    button.setAttribute("aria-pressed", String(isOn));
    button.name = isOn ? "remove" : "add";
  }
  for (const count of document.querySelectorAll("[data-star-count]")) count.textContent = ids.length ? `(${ids.length})` : "";
}

async function send(button) {
  const body = new URLSearchParams({ [button.name]: button.value });
  const headers = { "X-Requested-With": "fetch" };
  return (await fetch(form.action, { method: "POST", body, headers })).ok;
}

async function toggle(button) {
  const ids = read();
  const isOn = ids.includes(button.value);
  const next = isOn ? ids.filter((id) => id !== button.value) : [...ids, button.value];
  const done = hasAccount ? await send(button).catch(() => false) : next.length <= MOST;
  if (!done) {
    form.requestSubmit(button); // the answer says why
    return;
  }
  write(next);
  draw();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.star");
  if (!button) return;
  event.preventDefault();
  toggle(button);
});

document.addEventListener("rostrum:drawn", draw);
addEventListener("pageshow", draw);
draw();
