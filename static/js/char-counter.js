// Says how many characters are left once a text comes near its limit.
import { announce } from "./live-region.js";
import { fill, length, number } from "./wording.js";

const NEAR = 0.8;

class CharCounter extends HTMLElement {
  connectedCallback() {
    this.control = document.getElementById(this.dataset.for);
    this.limit = Number(this.dataset.limit);
    this.first = this.textContent;
    this.control?.addEventListener("input", () => this.show());
    if (this.control) this.show();
  }

  show() {
    const left = this.limit - length(this.control.value);
    const isOver = left < 0;
    if (isOver && !this.hasAttribute("data-is-over")) announce(this.sentence(left));
    this.toggleAttribute("data-is-over", isOver);
    this.textContent = left > this.limit * (1 - NEAR) ? this.first : this.sentence(left);
  }

  sentence(left) {
    return fill(left < 0 ? this.dataset.over : this.dataset.left, { count: number(Math.abs(left)) });
  }
}

customElements.define("char-counter", CharCounter);
