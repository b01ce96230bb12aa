// The service worker of an office with a weak network. Pages come from the network first, always; a kept copy is given
// only when the network does not answer. A form that may wait (`paths.ts`) and meets no network is kept on the device,
// and the reader is led to the outbox, which says what waits and why.
import { changesPerson, isKeptPage, waitingKindOf } from "#ui/outbox/paths.ts";
import { deviceTime, findPerson, keepPerson, keepWaiting } from "#ui/outbox/store.ts";

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
}

const worker = globalThis as unknown as Worker;
const pages = "pages-1";
const assets = "assets-1";
const mostPages = 80;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (request.method === "POST" && changesPerson(pathname)) event.waitUntil(forgetPerson());
  else if (request.method === "POST" && request.mode === "navigate" && waitingKindOf(pathname) !== undefined)
    event.respondWith(sendOrKeep(request, pathname));
  else if (request.method === "GET" && pathname.startsWith("/assets/")) event.respondWith(keptAsset(request));
  else if (request.method === "GET" && isKeptPage(pathname)) event.respondWith(pageOrKept(request));
});

async function forgetPerson(): Promise<void> {
  await Promise.all([caches.delete(pages), keepPerson("")]);
}

async function sendOrKeep(request: Request, path: string): Promise<Response> {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const id = crypto.randomUUID();
    await keepWaiting({
      id,
      person: await findPerson(),
      path: path + new URL(request.url).search,
      contentType: copy.headers.get("content-type") ?? "application/x-www-form-urlencoded",
      body: await copy.arrayBuffer(),
      at: deviceTime(),
      tries: 1,
      why: "no-network",
      answer: "",
    });
    return Response.redirect(`/outbox?kept=${id}`, 303);
  }
}

async function pageOrKept(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    const html = answer.headers.get("content-type")?.startsWith("text/html") === true;
    if (answer.ok && html && !answer.redirected) await keepPage(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await (await caches.open(pages)).match(request, { ignoreVary: true, ignoreSearch: true });
    if (kept !== undefined) return kept;
    if ((await caches.match("/outbox", { ignoreVary: true })) === undefined) throw error;
    return Response.redirect("/outbox?missing=1", 303);
  }
}

async function keepPage(request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(pages);
  const { pathname } = new URL(request.url);
  // One copy an address, and the latest last: keys come in the order of keeping.
  await cache.delete(pathname, { ignoreVary: true });
  await cache.put(pathname, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - mostPages)).map((key) => cache.delete(key)));
}

/** Names of assets carry a hash: what is kept is never old. */
async function keptAsset(request: Request): Promise<Response> {
  const cache = await caches.open(assets);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
