// <p data-file-for="id" data-limit="bytes" data-chosen="{name} … {size}" data-over="…">: says at once
// how large the chosen file is, before anybody waits for it to be sent, and shows a chosen image.
const megabytes = new Intl.NumberFormat(`${document.documentElement.lang}-MX`, {
  style: "unit",
  unit: "megabyte",
  maximumFractionDigits: 1,
});

document.addEventListener("change", ({ target }) => {
  const hint = target.id && document.querySelector(`[data-file-for="${CSS.escape(target.id)}"]`);
  if (!hint) return;
  hint.nextElementSibling?.matches(".field__preview") && hint.nextElementSibling.remove();
  const [file] = target.files;
  if (!file) return;
  const over = file.size > Number(hint.dataset.limit);
  hint.toggleAttribute("data-exceeded", over);
  hint.textContent = (over ? hint.dataset.over : hint.dataset.chosen)
    .replace("{name}", file.name)
    .replace("{size}", megabytes.format(Math.max(file.size / 1024 ** 2, 0.1)));
  if (over || !/^image\/(jpeg|png|webp|gif)$/.test(file.type)) return;
  const reader = new FileReader(); // a data: address, which the CSP lets an image have
  reader.onload = () => {
    const preview = Object.assign(new Image(), { src: reader.result, alt: "" });
    preview.className = "field__preview";
    hint.after(preview);
  };
  reader.readAsDataURL(file);
});
