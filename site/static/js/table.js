// The screen of a table keeps what is written down until the server has it: each entry under its own
// key in this browser, sent one after the other. The server writes each key once.
const screen = document.querySelector("[data-table]");
const box = screen.querySelector("[data-queue]");
const state = box.querySelector("[data-queue-state]");
const list = box.querySelector("[data-queue-list]");
const login = box.querySelector("[data-queue-login]");
const item = box.querySelector("[data-queue-item]");
const PREFIX = `mesa:${screen.dataset.table}:${screen.dataset.person}:`;
const AGAIN = 15_000;
const ASIDE = ["csrfmiddlewaretoken", "key", "kind", "said_at"];

const kept = () =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => JSON.parse(localStorage[name]))
    .sort((one, other) => one.order - other.order);
const keep = (entry) => (localStorage[PREFIX + entry.key] = JSON.stringify(entry));
const forget = ({ key }) => localStorage.removeItem(PREFIX + key);
const waiting = () => kept().filter(({ why }) => !why);

let sending = false;
let offline = false;

const show = () => {
  const all = kept();
  const refused = all.filter(({ why }) => why).length;
  const unsent = all.length - refused;
  const say = (name, n) => state.dataset[name].replace("{n}", n);
  if (all.length) box.hidden = false;
  let said = say("done");
  if (unsent) said = say(offline ? "offline" : sending ? "sending" : "waiting", unsent);
  else if (refused) said = "";
  if (refused) said = `${said} ${say("refused", refused)}`.trim();
  state.textContent = said;
  list.replaceChildren(
    ...all.map((entry) => {
      const line = item.content.cloneNode(true);
      const badge = line.querySelector("[data-item-state]");
      badge.textContent = badge.dataset[entry.why ? "refused" : "waiting"];
      line.querySelector("[data-item-label]").textContent = `${entry.label}: ${entry.title}`;
      line.querySelector("[data-item-why]").textContent = entry.why ?? "";
      const edit = line.querySelector("[data-item-edit]");
      edit.hidden = !entry.why;
      edit.addEventListener("click", () => takeBack(entry));
      return line;
    }),
  );
};

const formFor = (kind) => screen.querySelector(`form[data-entry="${kind}"]`);
const typed = (form) =>
  [...new FormData(form)].filter(([name]) => !ASIDE.includes(name));
// Counters of characters follow what is typed; here nobody types.
const recount = (form) => {
  for (const control of form.elements) control.dispatchEvent(new Event("input", { bubbles: true }));
};
const fill = (form, fields) => {
  for (const [name, value] of fields) {
    const control = form.elements[name];
    if (control) control.value = value;
  }
  recount(form);
};

// What was refused goes back into its form; it is sent again under another key.
const takeBack = (entry) => {
  const form = formFor(entry.kind);
  fill(form, entry.fields);
  forget(entry);
  form.closest("details").open = true;
  form.querySelector("input:not([type=hidden]), textarea").focus();
  show();
};

const post = (entry, token) =>
  fetch(formFor(entry.kind).action, {
    method: "POST",
    redirect: "manual",
    headers: { Accept: "application/json", "X-CSRFToken": token },
    body: new URLSearchParams([
      ["key", entry.key],
      ["kind", entry.kind],
      ["said_at", entry.saidAt],
      ...entry.fields,
    ]),
  });

let token = screen.querySelector("[name=csrfmiddlewaretoken]").value;
// Whoever has signed in again has another token: it stands on the page as it is now.
const renew = async () => {
  const page = await fetch(location.pathname, { redirect: "manual" });
  if (!page.ok) return false;
  const now = new DOMParser().parseFromString(await page.text(), "text/html");
  // On a phone that several share, what one of them wrote down is never sent as another's.
  if (now.querySelector("[data-table]")?.dataset.person !== screen.dataset.person) return false;
  const found = now.querySelector("[data-table] [name=csrfmiddlewaretoken]")?.value;
  const again = Boolean(found) && found !== token;
  token = found ?? token;
  return again;
};

// True once the server has said its word about this entry, false where it has to be asked again.
const send = async (entry) => {
  let answer = await post(entry, token);
  const isJson = () => answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status === 403 && !isJson() && (await renew())) answer = await post(entry, token);
  if (answer.status === 401 || (answer.status === 403 && !isJson())) {
    login.hidden = false;
    return false;
  }
  if (!isJson()) return false;
  const { why, row } = await answer.json();
  if (answer.ok) {
    forget(entry);
    screen.querySelector("[data-latest]").insertAdjacentHTML("afterbegin", row);
  } else {
    keep({ ...entry, why });
  }
  login.hidden = true;
  return true;
};

const flush = async () => {
  if (sending || !waiting().length) return;
  sending = true;
  show();
  try {
    for (const entry of waiting()) {
      if (!(await send(entry))) break;
      offline = false;
      show();
    }
  } catch {
    offline = true; // no network; the timer asks again
  }
  sending = false;
  show();
};

const draft = (form) => `${PREFIX.replace("mesa:", "mesa-borrador:")}${form.dataset.entry}`;
const saveTyped = (form) => (localStorage[draft(form)] = JSON.stringify(typed(form)));

screen.addEventListener("input", ({ target }) => target.form && saveTyped(target.form));
screen.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.entry) return;
  event.preventDefault();
  const missing = form.querySelector("[data-entry-missing]");
  const empty = ["proposal", "title", "body"]
    .map((name) => form.elements[name])
    .find((control) => control && !control.value.trim());
  missing.hidden = !empty;
  missing.textContent = empty ? form.dataset.missing : "";
  if (empty) return empty.focus();
  const fields = typed(form);
  const now = new Date();
  keep({
    key: crypto.randomUUID(),
    order: now.getTime() + performance.now() / 1e7,
    kind: form.dataset.entry,
    label: form.dataset.label,
    title: (form.elements.title ?? form.elements.body ?? form.elements.proposal).value.slice(0, 80),
    saidAt: now.toISOString(),
    fields,
  });
  form.reset();
  recount(form);
  localStorage.removeItem(draft(form));
  show();
  flush();
});

for (const form of screen.querySelectorAll("form[data-entry]")) {
  const before = localStorage[draft(form)];
  if (before && !form.querySelector(".error-summary")) fill(form, JSON.parse(before));
}
addEventListener("online", flush);
document.addEventListener("visibilitychange", flush);
setInterval(flush, AGAIN);
show();
flush();

// So that the page opens again without a network, with what waits on it.
navigator.serviceWorker?.register(screen.dataset.worker).then(async () => {
  const used = performance.getEntriesByType("resource").map(({ name }) => name);
  const here = used.filter((name) => name.startsWith(`${location.origin}/static/`));
  const cache = await caches.open("mesas");
  await cache.addAll([location.pathname, ...new Set(here)]);
}, () => {});
