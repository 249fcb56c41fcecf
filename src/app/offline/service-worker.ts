/**
 * Keeps the page for when there is no net: all files of a build are stored at once, under its name. Files whose names hold their
 * content are taken from the store; the page itself from the net as long as there is one, so that a new build shows at once.
 */

/** What the build puts in place of the name: see src/packaging/offline.ts. */
declare const __OFFLINE__: { readonly version: string; readonly files: readonly string[] };

// The compiler knows the page's globals only: what is used of a service worker's stands here.
interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
const worker = self as unknown as {
  addEventListener(type: "install" | "activate", hear: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", hear: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
};

const PREFIX = "fluxtwin ";
const STORE = `${PREFIX}${__OFFLINE__.version}`;
const PAGE = "./";

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(STORE)
      .then((store) => store.addAll([PAGE, ...__OFFLINE__.files]))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? fetchPage(request) : fetchFile(request));
});

async function dropOlder(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== STORE) await caches.delete(name);
  }
}

async function fetchPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    // The address holds the state, the file is the same.
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

async function fetchFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
