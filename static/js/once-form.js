// A second press on a form that is on its way does nothing. The button stays focusable, and its name and value are sent.
import { announce } from "./live-region.js";

const PATIENCE = 10_000;

class OnceForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.send(event));
    // Coming back by the browser's button shows the page as it was left.
    addEventListener("pageshow", () => this.querySelectorAll("form[data-sent]").forEach((form) => this.free(form)));
  }

  send(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    event.submitter?.setAttribute("aria-disabled", "true");
    announce(event.submitter?.dataset.busy);
    setTimeout(() => this.free(form), PATIENCE);
  }

  free(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }
}

customElements.define("once-form", OnceForm);
