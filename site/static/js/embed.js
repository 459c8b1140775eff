// A video of another site: its player comes in place of the link when the link is taken. Until
// then, and without script, there is only the link, and that site knows nothing.
document.addEventListener("click", (event) => {
  const frame = event.target.closest(".embed__open")?.closest("[data-embed]");
  if (!frame || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.title = frame.dataset.title;
  player.allow = "autoplay; fullscreen; picture-in-picture";
  player.allowFullscreen = true;
  player.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube plays for nobody unnamed
  player.src = frame.dataset.embed;
  frame.replaceChildren(player);
  player.focus();
});
