// Keys for the moderators' list and cases. Everything that they do, buttons do as well. They can be
// switched off, which this browser remembers, and never act while somebody types.
const NAME = "moderation-shortcuts";
const bar = document.getElementById("atajos");
const status = document.getElementById("anuncio");
const chooser = document.getElementById("elegidos");
const toggle = bar?.querySelector("[data-shortcuts]");

let on = true;
try {
  on = localStorage.getItem(NAME) !== "off";
} catch {} // no storage: on, for this page

const say = (text) => {
  status.textContent = text;
};

if (bar) {
  bar.hidden = false;
  toggle.checked = on;
  toggle.addEventListener("change", () => {
    on = toggle.checked;
    say(on ? status.dataset.on : status.dataset.off);
    try {
      localStorage.setItem(NAME, on ? "on" : "off");
    } catch {}
  });
}

const items = () => [...document.querySelectorAll('article[id^="asunto-"][tabindex]')];
const chosen = () => [...document.querySelectorAll('input[name="items"]:checked')];

// Where one was last, also while the focus is elsewhere.
let last;
document.addEventListener("focusin", ({ target }) => {
  last = target.closest('article[id^="asunto-"]') ?? last;
});
// The case that keys are about: the one with the focus, or the page's own.
const current = () => document.getElementById("decision") ?? (last?.isConnected ? last : null);

const step = (by) => {
  const all = items();
  const here = all.indexOf(current());
  all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + by))]?.focus();
};

const choose = () => {
  const box = current()?.querySelector('input[name="items"]');
  if (!box) return;
  box.checked = !box.checked;
  say((box.checked ? status.dataset.chosen : status.dataset.left).replace("{n}", chosen().length));
};

// With something chosen, a decision is about all of it, and leads to the page that asks for more.
const decideChosen = (outcome, more) => {
  if (!chosen().length) return false;
  for (const [name, value] of Object.entries({ outcome, ...more })) {
    chooser.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  chooser.submit();
  return true;
};

const publish = () => {
  if (decideChosen("published", { step: "preview" })) return;
  const field = current()?.querySelector('form:not(.form) [name="outcome"][value="published"]');
  if (!field) say(status.dataset.cannot);
  // A second press waits for the answer to the first one.
  else if (!field.form.matches(".htmx-request")) field.form.querySelector("button").click();
};

// The reasons open below the case; Enter then decides what the key was for.
let opening;
const ask = (form, outcomes) => {
  form.dataset.wanted = outcomes;
  form.querySelector('[name="reason"]').focus();
  say(status.dataset.why);
};
const refuse = (outcomes) => {
  if (decideChosen(outcomes.split(" ")[0])) return;
  const form = current()?.querySelector("form.form");
  const link = current()?.querySelector("a[hx-get]");
  if (form) ask(form, outcomes);
  else if (link) {
    opening = outcomes;
    link.click();
  } else say(status.dataset.cannot);
};

const undo = () => {
  const forms = [...document.querySelectorAll("form[data-undo]")];
  const newest = forms.sort((a, b) => b.dataset.undo - a.dataset.undo)[0];
  if (newest) newest.querySelector("button").click();
  else say(status.dataset.none);
};

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: choose,
  a: publish,
  r: () => refuse("rejected removed"),
  h: () => refuse("held"),
  u: undo,
  "?": () => document.getElementById("atajos-ayuda").showModal(),
};
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!bar || !on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  const form = target.closest("form[data-wanted]");
  if (form && key === "Escape") form.closest("article")?.focus();
  if (form && key === "Enter" && target.matches('[type="radio"]')) {
    const buttons = form.dataset.wanted.split(" ").map((it) => form.querySelector(`[name="outcome"][value="${it}"]`));
    event.preventDefault();
    buttons.find(Boolean)?.click(); // htmx sends the value of a button that was clicked
    return;
  }
  if (!KEYS[key] || target.closest(TYPING)) return;
  event.preventDefault();
  KEYS[key]();
});

// What was decided in the list becomes one line; the focus goes on to the next case, and back to
// one that was taken back.
let next;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const all = items();
  const at = all.indexOf(detail.target);
  const beside = all[at + 1] ?? all[at - 1] ?? document.querySelector('a[rel="next"]');
  next = at < 0 ? undefined : beside;
});
document.addEventListener("htmx:load", ({ target }) => {
  if (target.matches(".queue-item--decided")) {
    say(target.dataset.said);
    next?.focus();
  } else if (target.matches('article[id^="asunto-"]')) {
    target.focus();
  } else if (opening && target.matches("form.form")) {
    ask(target, opening);
    opening = undefined;
  }
});
