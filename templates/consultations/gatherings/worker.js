// Keeps the screen of a table for when there is no network: what waits to be sent is on it.
const KEPT = "mesas";
const SCREEN = /^\/[a-z]{2}\/mesas\/\d+\/$/;

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const screen = request.mode === "navigate" && SCREEN.test(pathname);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (!screen && !["style", "script", "font", "image"].includes(request.destination)) return;
  event.respondWith(
    fetch(request).catch(async () => (await (await caches.open(KEPT)).match(request, { ignoreVary: true })) ?? Response.error()),
  );
});
