// <a href="…" data-copy="Enlace copiado">: copies the address, or leads there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link) return;
  event.preventDefault();
  const label = link.querySelector("[data-copy-label]") ?? link;
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(link.href);
    label.setAttribute("role", "status");
    label.textContent = link.dataset.copy;
    setTimeout(() => (label.textContent = before), 3000);
  } catch {
    location.assign(link.href);
  }
});
