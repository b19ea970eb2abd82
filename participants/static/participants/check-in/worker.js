/* Keeps the check-in of one event on the device: the page, its scripts and the list of names. Everything is asked of
   the network first but scripts and styles; what is kept goes as soon as the server knows this visitor no more. */

const CACHE = `check-in ${self.registration.scope}`;
const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep).then((isWhole) => event.ports[0].postMessage(isWhole)));
});

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  const kept = await Promise.all(addresses.map((address) => take(cache, new Request(address)).catch(() => false)));
  return kept.every((response) => response.ok);
}

async function take(cache, request) {
  const response = await fetch(request);
  if (response.ok && !response.redirected) await cache.put(request, response.clone());
  return response;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = url.pathname === SCOPE;
  if (isPage || url.pathname === `${SCOPE}people.json`) event.respondWith(networkFirst(event.request, isPage));
  else if (!url.pathname.startsWith(SCOPE)) event.respondWith(cacheFirst(event.request));
});

async function networkFirst(request, isPage) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    const isRefused = response.type === "opaqueredirect" || response.redirected || [401, 403, 404].includes(response.status);
    if (isRefused) await caches.delete(CACHE);
    else if (response.ok) await cache.put(isPage ? SCOPE : request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(isPage ? SCOPE : request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function cacheFirst(request) {
  const kept = await (await caches.open(CACHE)).match(request, { ignoreVary: true });
  return kept ?? fetch(request);
}
