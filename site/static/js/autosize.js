// Text areas grow with their text where CSS `field-sizing` is not there yet.
if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", ({ target }) => {
    if (target.localName !== "textarea") return;
    target.style.blockSize = "auto";
    target.style.blockSize = `${target.scrollHeight + 4}px`;
  });
}
