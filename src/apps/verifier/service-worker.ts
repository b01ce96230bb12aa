// Keeps the program on the device: a version is fetched whole or not at all, and answers without the network from then
// on. A newer version waits until the page asks for it, so that no paper is checked by half of each.
/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;
declare const VERSION: string;
declare const PROGRAM: readonly string[];
declare const LATER: readonly string[];

const name = `verifier-${VERSION}`;
const home = "/verifier/";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll([...PROGRAM])));
});

self.addEventListener("activate", (event) => {
  const isOld = (key: string): boolean => key.startsWith("verifier-") && key !== name;
  event.waitUntil(
    caches
      .keys()
      .then((keys) => Promise.all(keys.filter(isOld).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "use-the-new-version") void self.skipWaiting();
  // The thorough reader is large: it follows when the program stands.
  if (event.data === "keep-the-rest") event.waitUntil(keepTheRest());
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin || event.request.method !== "GET" || !pathname.startsWith(home)) return;
  const asked = event.request.mode === "navigate" ? home : pathname;
  event.respondWith(caches.match(asked, { cacheName: name }).then((kept) => kept ?? fetch(event.request)));
});

async function keepTheRest(): Promise<void> {
  const cache = await caches.open(name);
  for (const address of LATER) if ((await cache.match(address)) === undefined) await cache.add(address);
}
