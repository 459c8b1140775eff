// <a href="…" data-copy="Enlace copiado">: copies the address and says so, or leads there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link) return;
  event.preventDefault();
  link.dataset.before ??= link.textContent;
  link.ariaLive = "polite";
  try {
    await navigator.clipboard.writeText(link.href);
    link.textContent = link.dataset.copy;
    setTimeout(() => (link.textContent = link.dataset.before), 3000);
  } catch {
    location.assign(link.href);
  }
});
