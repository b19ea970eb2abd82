// Says in words what went wrong with a passkey or security key, and shows what needs one only where the browser can.
const notice = document.querySelector("[data-passkey-error]");
const text = notice?.querySelector("p");
const failed = text?.textContent;
const usable = "PublicKeyCredential" in window && window.isSecureContext;

for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = !usable;

function message({ name }) {
  if (name === "InvalidStateError") return notice.dataset.known;
  if (name === "NotAllowedError" || name === "AbortError") return notice.dataset.stopped;
  if (name === "SecurityError") return notice.dataset.address;
  return failed;
}

document.addEventListener("allauth.error", (event) => {
  if (!notice) return;
  event.preventDefault();
  text.textContent = message(event.detail.exception ?? {});
  notice.hidden = false;
  notice.focus();
});
