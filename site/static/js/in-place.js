// What opens or is sent in place (comments, replies, reports) may be answered with an error, which
// htmx would not show: then the browser goes there itself. Without a network, the form says so and
// keeps what was typed.
const leave = ({ detail }) => {
  if (!detail.boosted || detail.elt.matches("[data-vote]")) return; // vote.js says so
  if (detail.requestConfig.verb === "get") {
    location.assign(detail.requestConfig.path);
    return;
  }
  // The button's value is part of the form.
  const button = detail.requestConfig.triggeringEvent?.submitter;
  if (button?.name) {
    const { name, value } = button;
    detail.elt.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  detail.elt.submit();
};
const stay = (event) => {
  const offline = event.detail.boosted && event.target.querySelector("[data-offline]");
  if (offline) offline.hidden = false;
  else leave(event);
};

// The second tap of a double one waits for the first one's answer. If that took its button away,
// there is nothing left to say.
document.addEventListener("htmx:configRequest", (event) => {
  const button = event.detail.triggeringEvent?.submitter;
  if (button && !button.isConnected) event.preventDefault();
});

document.addEventListener("htmx:responseError", leave);
document.addEventListener("htmx:sendError", stay);
document.addEventListener("htmx:timeout", stay);
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  const offline = target.querySelector?.("[data-offline]");
  if (offline) offline.hidden = true;
});
