// <a href="…" data-copy="Enlace copiado">: shares where the system can, else copies the address.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link) return;
  event.preventDefault();
  const label = link.querySelector("[data-copy-label]") ?? link;
  const before = label.textContent;
  try {
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      await navigator.share({ title: document.title, url: link.href });
      return;
    }
    await navigator.clipboard.writeText(link.href);
    label.setAttribute("role", "status");
    label.textContent = link.dataset.copy;
    setTimeout(() => (label.textContent = before), 3000);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(link.href);
  }
});
