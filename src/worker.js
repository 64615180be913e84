// The service worker: keeps the whole site on this machine, so that it works without a network. docs/decisions/0008-offline.md says why it is so.
// kurs build writes what differs from course to course above this, and strips comments and indentation: keep statements whole lines.
//   COURSE   the course's lasting name
//   EDITION  the name of these files: it changes with any of them
//   FILES    address below the root: [the beginning of its SHA-256, its bytes]
//   MISSING  a page for an address that is neither here nor to be had, cut where the root's address belongs

const ROOT = registration.scope;
// One cache for each edition, so that two are never mixed; no other course's, nor this course's under another path.
const CACHES = `${COURSE} ${new URL(ROOT).pathname} `;
const OURS = CACHES + EDITION;
const NAMED_BY_CONTENT = /-[0-9a-f]{12}\.(js|css|wasm)$/;

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(enter()));
addEventListener("message", (event) => event.waitUntil(event.data == "take" ? take() : tell(event.ports[0])));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method == "GET" && url.startsWith(ROOT)) event.respondWith(answer(event));
});

// Files.

/** The address of a path below the root. */
function at(path) {
  return ROOT + path.split("/").map(encodeURIComponent).join("/");
}

/** The path below the root: `x/index.html` is `x/`, and a query changes nothing. */
function pathOf(url) {
  const path = new URL(url).pathname.slice(new URL(ROOT).pathname.length).replace(/(^|\/)index\.html$/, "$1");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What this edition has and its cache has not. */
async function missing() {
  const there = new Set((await (await caches.open(OURS)).keys()).map(({ url }) => url));
  return Object.keys(FILES).filter((path) => !there.has(at(path)));
}

/** Puts a file into the cache. Throws where it is not the one this edition was built with: a half-deployed site must not be kept. */
async function keep(path, response) {
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const begins = Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!response.ok || begins != FILES[path][0]) throw new Error(`${path} is not of edition ${EDITION}`);
  const headers = new Headers(response.headers);
  // Each address has one answer here, whatever the request said.
  headers.delete("Vary");
  // Made anew: an answer that was led elsewhere by the host may not stand for a page.
  const kept = new Response(bytes, { headers });
  await (await caches.open(OURS)).put(at(path), kept.clone());
  return kept;
}

/** Fetches a file of this edition into the cache. */
async function bring(path) {
  return keep(path, await fetch(at(path), { cache: NAMED_BY_CONTENT.test(path) ? "default" : "no-cache" }));
}

/** Takes a file that has not changed from the cache of another edition, if there is one. */
async function inherit(path, others) {
  for (const cacheName of others) {
    const kept = await caches.match(at(path), { cacheName });
    if (kept && (await keep(path, kept).catch(() => {}))) return true;
  }
}

/** Makes the cache whole. What an interrupted try has fetched is there already. */
async function fill() {
  const others = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name != CACHES && name != OURS);
  const waiting = await missing();
  const next = async () => {
    for (let path; (path = waiting.shift()) !== undefined; ) (await inherit(path, others)) || (await bring(path));
  };
  await Promise.all([next(), next(), next(), next()]);
  if ((await missing()).length) throw new Error("the cache was emptied meanwhile");
}

// Editions.

/** Which edition was taken into use last, and which windows still go on with another. */
async function book() {
  const kept = await caches.match(ROOT, { cacheName: CACHES });
  return kept ? kept.json() : {};
}

/** This edition is taken into use: open windows go on with the one they have, and editions that no window has are removed. */
async function enter() {
  const { edition, windows = {} } = await book();
  const stay = {};
  if (edition) for (const { id } of await clients.matchAll({ includeUncontrolled: true })) stay[id] = windows[id] ?? edition;
  await (await caches.open(CACHES)).put(ROOT, new Response(JSON.stringify({ edition: EDITION, windows: stay })));
  staying = stay;
  // One that comes may have begun to fill its cache: the next to be taken into use tidies up.
  if (!registration.installing && !registration.waiting) {
    const needed = ["", EDITION, ...Object.values(stay)].map((name) => CACHES + name);
    for (const name of await caches.keys()) if (name.startsWith(CACHES) && !needed.includes(name)) await caches.delete(name);
  }
  // The window of the first visit too is to work without a network.
  await clients.claim();
}

/** Someone has asked for this edition. Not while a group is in session, whatever the page saw. */
async function take() {
  const { held } = await navigator.locks.query();
  if (!held.some(({ name }) => name.startsWith(`${COURSE}/okt/`))) skipWaiting();
}

let staying;
async function editionOf(window) {
  staying ??= (await book()).windows ?? {};
  return staying[window] ?? EDITION;
}

// Answers.

let filling;

/** Says on the port whether all is here: how many bytes, or "filling" and then how it went. */
async function tell(port) {
  if ((await missing()).length) {
    port.postMessage("filling");
    filling ??= fill().catch(() => {});
    await filling;
    filling = null;
  }
  const bytes = Object.values(FILES).reduce((sum, [, bytes]) => sum + bytes, 0);
  port.postMessage((await missing()).length ? "no" : bytes);
}

async function answer({ request, clientId }) {
  const path = pathOf(request.url);
  const isPage = request.mode == "navigate";
  const edition = isPage ? EDITION : await editionOf(clientId);
  // A name made of the content is right in whichever edition it is found.
  const kept = await caches.match(at(path), NAMED_BY_CONTENT.test(path) ? {} : { cacheName: CACHES + edition });
  if (kept) return part(request, kept);
  if (path in FILES) {
    try {
      if (edition == EDITION) return part(request, await bring(path));
    } catch {
      // Not to be had, or of another edition.
    }
    // A page says itself which program it is for; anything else would be mixed.
    if (path && !path.endsWith("/")) return Response.error();
  }
  if (isPage && `${path}/` in FILES) return Response.redirect(at(`${path}/`) + new URL(request.url).search);
  try {
    return await fetch(request);
  } catch {
    if (!isPage) return Response.error();
    return new Response(MISSING.join(ROOT), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

/** The part that was asked for: some browsers play no sound without. */
async function part(request, response) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range")) ?? [];
  const whole = from && (await response.clone().blob());
  if (!whole || from >= whole.size) return response;
  const end = Math.min(to || Infinity, whole.size - 1);
  const headers = { "Content-Type": whole.type, "Content-Range": `bytes ${from}-${end}/${whole.size}` };
  return new Response(whole.slice(from, end + 1), { status: 206, headers });
}
