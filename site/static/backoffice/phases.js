// The form of a consultation's phases: a kind brings its usual switches and name, and the timeline
// is shown as residents would see it. Saving does the same without this script.
const panel = document.querySelector("[data-timeline]");
const form = panel.closest("form");
const kinds = JSON.parse(document.getElementById("phase-kinds").textContent);
const SWITCHES = ["may_propose", "may_comment", "may_vote"];
const KIND = /^(phases-\d+)-kind$/;

const field = (row, name) => form.elements[`${row}-${name}`];
const usual = (kind) => kinds[kind]?.switches ?? [];

const suggestName = (row, kind) => {
  for (const language of ["es", "en"]) {
    field(row, `name_${language}`).placeholder = kinds[kind]?.names[language] ?? "";
  }
};

// Switches that are not the former kind's usual ones were chosen by hand: they stay.
const kindsBefore = new WeakMap();
const choose = (row, select) => {
  const before = kindsBefore.get(select) ?? [...select.options].find((o) => o.defaultSelected)?.value;
  const chosen = SWITCHES.filter((name) => field(row, name).checked);
  if (chosen.join() === usual(before).join()) {
    for (const name of SWITCHES) {
      field(row, name).checked = usual(select.value).includes(name);
    }
  }
  kindsBefore.set(select, select.value);
  suggestName(row, select.value);
};

// The preview.
const answers = () => {
  const data = new FormData(form);
  const phases = [...data].filter(([name]) => name.startsWith("phases-"));
  return [data, new URLSearchParams(phases).toString()];
};
let [, shown] = answers();
let timer;

const refresh = async () => {
  const [data, asked] = answers();
  if (asked === shown) return;
  shown = asked;
  const response = await fetch(panel.dataset.timeline, { method: "POST", body: data });
  // Another change may have come in between; what it answers comes later.
  if (response.ok && asked === shown) panel.innerHTML = await response.text();
};
const later = () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, 300);
};

const fit = () => {
  const frame = panel.querySelector("iframe");
  const page = frame?.contentDocument?.querySelector("main");
  if (page?.offsetHeight) frame.style.blockSize = `${page.offsetHeight + 2}px`;
};

form.addEventListener("change", ({ target }) => {
  const row = KIND.exec(target.name)?.[1];
  if (row) choose(row, target);
});
for (const name of ["change", "input", "click", "focusin"]) {
  document.addEventListener(name, later);
}
panel.addEventListener("load", fit, true);
new ResizeObserver(fit).observe(panel);
for (const { name, value } of form.elements) {
  const row = KIND.exec(name)?.[1];
  if (row) suggestName(row, value);
}
fit();
