// Buttons for what only some browsers can come out of hiding there:
// <li data-share="address" data-title="…" hidden><button>, <button data-print hidden>.
const offer = (root) => {
  const can = navigator.share ? "[data-share], [data-print]" : "[data-print]";
  for (const hidden of root.querySelectorAll(can)) hidden.hidden = false;
};

document.addEventListener("click", async ({ target }) => {
  if (target.closest("[data-print]")) print();
  const way = target.closest("[data-share]");
  if (!way) return;
  try {
    await navigator.share({ title: way.dataset.title, url: way.dataset.share });
  } catch {
    // Whoever closes the system's sheet has chosen, too.
  }
});

document.addEventListener("htmx:load", ({ target }) => offer(target));
offer(document);
