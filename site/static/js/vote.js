// Votes answer at once: the button shows its new state while the request is under way and goes
// back, with an explanation, if the server or the network refuses.
// The control that replaces this one gets the focus back, or keyboards would start again at the top.
let refocus;
const options = (form) => [...form.querySelectorAll(".vote__option")];

document.addEventListener("htmx:beforeRequest", ({ target, detail }) => {
  const form = target.closest?.("form[data-vote]");
  if (!form) return;
  const value = detail.requestConfig.parameters.value;
  const pressed = form.querySelector('.vote__option[aria-pressed="true"]')?.value;
  refocus = form.contains(document.activeElement) && (value === "withdraw" ? pressed : value);
  for (const option of options(form)) {
    option.dataset.before = option.ariaPressed;
    option.ariaPressed = String(option.value === value);
  }
  form.querySelector(".vote__failed")?.setAttribute("hidden", "");
});

document.addEventListener("htmx:load", ({ target }) => {
  if (!refocus || !target.matches?.(".vote")) return;
  // It comes a moment after the swap: who was quicker and is on the next button stays there.
  if (document.activeElement !== document.body) return;
  const answers = options(target);
  const next = answers.find(({ value }) => value === refocus) ?? answers[0] ?? target;
  if (next === target) target.tabIndex = -1; // refused: the control is a sentence now
  next.focus({ preventScroll: true });
  refocus = undefined;
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ target }) => {
    const form = target.closest?.("form[data-vote]");
    if (!form) return;
    for (const option of options(form)) option.ariaPressed = option.dataset.before;
    form.querySelector(".vote__failed")?.removeAttribute("hidden");
  });
}

// "Una por una": keys 1, 2, 3 press the three answers while the focus is inside the statement.
document.addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey) return;
  const statement = target.closest(".statement");
  statement?.querySelectorAll(".vote__option")[Number(key) - 1]?.click();
});
