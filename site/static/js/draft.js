// A form with data-draft saves itself through htmx while somebody types. Here: what htmx cannot know.
const LATER = 60_000; // "hace un momento" is not true for long
const MARK = Math.random().toString(36).slice(2); // tells this window's saves from another one's
let dirty;

const formOf = (target) => target?.closest?.("form[data-draft]");

document.addEventListener("input", ({ target }) => {
  const form = formOf(target);
  if (!form) return;
  form.elements.window.value = MARK;
  dirty = form;
});
document.addEventListener("submit", ({ target }) => {
  if (formOf(target)) dirty = undefined;
});

const offline = (form, shown) => {
  form.querySelector("[data-draft-offline]").hidden = !shown;
};
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, ({ detail }) => {
    if (!detail.elt.matches?.("form[data-draft]")) return;
    dirty = detail.elt;
    offline(detail.elt, true);
  });
}
addEventListener("online", () => dirty && htmx.trigger(dirty, "draft:save"));

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt === dirty) dirty = undefined;
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const form = detail.requestConfig.elt;
  if (!form.matches("form[data-draft]")) return;
  offline(form, false);
  const line = form.querySelector("[data-draft-saved]");
  if (!line) return;
  const time = new Date().toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  setTimeout(() => (line.textContent = line.dataset.draftSaved.replace("{time}", time)), LATER);
});

// Who leaves before the pause that saves: the browser sends it on the way out.
addEventListener("pagehide", () => {
  if (!dirty) return;
  const sent = new FormData(dirty);
  sent.set("do", "save");
  navigator.sendBeacon(dirty.action, sent);
});
