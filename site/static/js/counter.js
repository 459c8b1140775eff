// "Te quedan 12 caracteres": <p data-counter-for="id" data-max="120" data-left="…{n}…" data-over="…{n}…">
const SPEAK_FROM = 20; // screen readers hear the count only near the end

document.addEventListener("input", ({ target }) => {
  const counter = target.id && document.querySelector(`[data-counter-for="${CSS.escape(target.id)}"]`);
  if (!counter) return;
  const left = Number(counter.dataset.max) - [...target.value].length;
  const text = left < 0 ? counter.dataset.over : counter.dataset.left;
  counter.setAttribute("aria-live", left <= SPEAK_FROM ? "polite" : "off");
  counter.toggleAttribute("data-exceeded", left < 0);
  counter.textContent = text.replace("{n}", Math.abs(left));
});
