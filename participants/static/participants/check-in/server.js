/* What the page asks the server, and what it sends. A server that cannot be reached is asked again later. */

export class SignedOut extends Error {}

async function json(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.redirected || response.status === 404) throw new SignedOut();
  if (!response.ok || !type.includes("json")) throw new Error(String(response.status));
  return response.json();
}

export const read = async (url) => json(await fetch(url, { headers: { Accept: "application/json" } }));

/** Sends readings; `token` makes sure that this page sends them. */
export async function send(url, readings, token) {
  const scans = readings.map(({ uid, code, at, place, undo }) => ({ uid, code, at, place, undo }));
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return json(await fetch(url, { method: "POST", headers, body: JSON.stringify({ scans }) }));
}
