// Chosen pictures with a preview and a text for those who cannot see them. Choosing again adds to what is there.
import { announce } from "./live-region.js";
import { fill, number } from "./wording.js";

class ImagePicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.model = this.querySelector("template");
    this.list = this.querySelector("ul");
    this.limit = Number(this.dataset.limit);
    this.chosen = [];
    this.input.addEventListener("change", () => this.add([...this.input.files]));
  }

  add(files) {
    const pictures = files.filter((file) => file.type.startsWith("image/"));
    const isTooMany = this.chosen.length + pictures.length > this.limit;
    for (const file of pictures.slice(0, this.limit - this.chosen.length)) this.show(file);
    this.hand();
    const sentence = isTooMany ? this.dataset.tooMany : this.dataset.chosen;
    const count = isTooMany ? this.limit : this.chosen.length;
    announce(fill(sentence, { count: number(count) }));
    this.querySelector("[data-too-many-note]").hidden = !isTooMany;
  }

  show(file) {
    const item = this.model.content.cloneNode(true).firstElementChild;
    const preview = item.querySelector("img");
    preview.src = URL.createObjectURL(file);
    preview.addEventListener("load", () => URL.revokeObjectURL(preview.src), { once: true });
    for (const place of item.querySelectorAll("[data-name]")) place.textContent = file.name;
    item.querySelector("button").addEventListener("click", () => this.leaveOut(file, item));
    this.list.append(item);
    this.chosen.push(file);
  }

  leaveOut(file, item) {
    this.chosen = this.chosen.filter((other) => other !== file);
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    this.hand();
    this.querySelector("[data-too-many-note]").hidden = true;
    (next?.querySelector("button") ?? this.input).focus();
  }

  // The browser's own list of files can only be replaced as a whole.
  hand() {
    const files = new DataTransfer();
    for (const file of this.chosen) files.items.add(file);
    this.input.files = files.files;
  }
}

customElements.define("image-picker", ImagePicker);
