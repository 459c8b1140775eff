// Buttons for what only some browsers can come out of hiding there: <li hidden><button data-share>
// beside the link that copies the address, and <p hidden><button data-print>.
const offer = (root) => {
  const can = navigator.share ? "[data-share], [data-print]" : "[data-print]";
  for (const button of root.querySelectorAll(can)) button.parentElement.hidden = false;
};

document.addEventListener("click", async ({ target }) => {
  if (target.closest("[data-print]")) print();
  const share = target.closest("[data-share]")?.closest(".share");
  if (!share) return;
  try {
    await navigator.share({ title: document.title, url: share.querySelector("[data-copy]").href });
  } catch {
    // Whoever closes the system's sheet has chosen, too.
  }
});

document.addEventListener("htmx:load", ({ target }) => offer(target));
offer(document);
