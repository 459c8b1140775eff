// The preview carries advice on its words; show it beside Wagtail's checks each time it loads.
document.addEventListener(
  "load",
  ({ target }) => {
    if (target.tagName !== "IFRAME") return;
    const panel = document.querySelector("[data-reading-panel]");
    const advice = target.contentDocument?.querySelector("[data-reading-advice]");
    if (panel && advice) panel.replaceChildren(document.importNode(advice.content, true));
  },
  true,
);
