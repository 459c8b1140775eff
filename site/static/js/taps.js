// A visitor's votes wait in cookies that script cannot read, and pages are the same for everybody.
// This only remembers that some wait: then each page asks how its buttons stand.
const FLAG = "votes-wait";
const bar = document.getElementById("por-contar");

const remember = () => {
  try {
    if (bar?.childElementCount) localStorage.setItem(FLAG, "1");
    else localStorage.removeItem(FLAG);
  } catch {} // no storage: the page shows what is tapped on it, and no more
};
const some = () => {
  try {
    return localStorage.getItem(FLAG);
  } catch {
    return null;
  }
};

if (bar && !bar.childElementCount && some()) {
  document.addEventListener("DOMContentLoaded", () => {
    const en = [...document.querySelectorAll(".vote[id]")].map(({ id }) => id.split("-").pop());
    htmx.ajax("GET", bar.dataset.taps, { target: bar, swap: "innerHTML", values: { en } });
  });
} else {
  remember(); // signed in, they are counted
}

// Answers of taps made quickly one after the other come in any order, each with its own count: once
// the last one is here, the bar asks how many wait. Its own question counts as one of them.
let underWay = 0;
let together = false;
const counts = ({ detail }) =>
  bar && (detail.target === bar || detail.requestConfig?.elt.matches("form[data-vote]"));

document.addEventListener("htmx:beforeSend", (event) => {
  if (!counts(event)) return;
  together ||= underWay > 0;
  underWay += 1;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!counts(event)) return;
  remember(); // all of the answer is in its place now, the bar too
  underWay -= 1;
  if (underWay || !together) return;
  together = false;
  if (bar.childElementCount) htmx.ajax("GET", bar.dataset.taps, { target: bar, swap: "innerHTML" });
});
