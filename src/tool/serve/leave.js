// What `kurs serve` gives in place of worker.js: takes the place of a worker that was registered at this address earlier, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const ours = ` ${new URL(registration.scope).pathname} `;
  for (const name of await caches.keys()) if (name.includes(ours)) await caches.delete(name);
  await registration.unregister();
  // They show what the old worker had.
  for (const window of await clients.matchAll({ type: "window" })) window.navigate(window.url).catch(() => {});
}
