// A link or button with data-dialog="id" opens that <dialog>; without script the link leads to
// the page that asks the same question.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});
