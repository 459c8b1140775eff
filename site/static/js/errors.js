// The error summary takes the focus when it appears, and its links put it into the field.
const focusSummary = (root) => root.querySelector?.(".error-summary")?.focus();

document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  const field = link && document.querySelector(link.hash);
  if (!field) return;
  event.preventDefault();
  const input = field.matches("input, select, textarea") ? field : field.querySelector("input");
  input?.focus();
  (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
});

document.addEventListener("htmx:load", ({ target }) => focusSummary(target));
focusSummary(document);
