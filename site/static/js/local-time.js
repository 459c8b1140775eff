// Times are printed in Mexico City's time. Elsewhere, <time data-local="tu hora: {time}"> also
// says the visitor's own.
const CITY = "America/Mexico_City";
const format = (date, timeZone) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(date);

const localise = (root) => {
  for (const time of root.querySelectorAll("time[data-local]")) {
    const date = new Date(time.dateTime);
    const here = format(date);
    if (here !== format(date, CITY)) {
      time.append(` (${time.dataset.local.replace("{time}", here)})`);
    }
    time.removeAttribute("data-local");
  }
};

document.addEventListener("htmx:load", ({ target }) => localise(target));
localise(document);
