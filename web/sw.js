// The service worker: keeps the files of one build, so that the page opens with the network off.
//
// It must always hold: a cache has exactly the files of one build, checked by digest; a new build waits until the
// reader agrees to it in the page, so nothing is swapped in under an unsaved draft; nothing foreign is touched.
// The build writes VERSION and FILES (name → digest).

const VERSION = "__VERSION__";
const FILES = __FILES__;

// Named by scope, because one origin may hold several copies of Meipi and other programs besides.
const MINE = `meipi ${registration.scope} `;
const CACHE = MINE + VERSION;

addEventListener("install", (event) => {
  // A file of another build fails its digest, and with it the whole installation, which is tried again later.
  const wanted = Object.entries(FILES).map(([name, integrity]) => new Request(name, { integrity, cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(MINE) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener("message", (event) => {
  if (event.data === "activate") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { url, method } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  const name = url.slice(registration.scope.length).replace(/[?#].*/, "") || "index.html";
  if (!Object.hasOwn(FILES, name)) return;
  event.respondWith(caches.match(name, { cacheName: CACHE }).then((kept) => kept ?? fetch(event.request)));
});
