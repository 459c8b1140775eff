// <div data-live="address" data-live-seconds="10">: what stands there is asked for anew, politely: only
// while the page is seen, by an address that may answer 304. `data-live-part` names the element of
// a whole page. Nothing moves while somebody uses the keyboard or a button there.
// <form data-live-form>: its buttons are sent in place.
const places = document.querySelectorAll("[data-live]");

const busy = (place) => {
  const active = document.activeElement;
  return active !== document.body && place.contains(active) && active.matches(":focus-visible, textarea, input");
};

const show = (place, text) => {
  if (place.dataset.last === text) return;
  place.dataset.last = text;
  const part = place.dataset.livePart;
  if (!part) {
    place.innerHTML = text;
    return;
  }
  const found = new DOMParser().parseFromString(text, "text/html").getElementById(part);
  if (found) place.innerHTML = found.innerHTML;
};

const refresh = async (place) => {
  try {
    const answer = await fetch(place.dataset.live, { cache: "no-cache" });
    if (answer.ok && !answer.redirected) show(place, await answer.text());
  } catch {
    // Without a network what stands there stays.
  }
};

for (const place of places) {
  setInterval(() => {
    if (document.visibilityState === "visible" && !busy(place)) refresh(place);
  }, Number(place.dataset.liveSeconds) * 1000);
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-live-form]");
  const place = document.querySelector("[data-live]");
  if (!form || !place || form.method !== "post" || !event.submitter) return;
  event.preventDefault();
  const id = event.submitter.value;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter) });
    if (!answer.ok) throw new Error("refused");
    await refresh(place);
    place.querySelector(`button[value="${id}"]`)?.focus();
  } catch {
    // The browser goes there itself, and shows why not.
    const { name, value } = event.submitter;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  }
});
