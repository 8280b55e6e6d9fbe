// Keeps what is being written: on the server while it can be reached, else in this browser, until it is posted.
import { forget, keep, kept } from "./kept-texts.js";
import { delayed } from "./wording.js";

const PAUSE = 2000;
const LONGEST_WAIT = 5000;
const NEVER_KEPT = new Set(["csrf_token", "password", "resend_key"]);
const WRITTEN = "textarea, input[type=text], input[type=search], input:not([type])";

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.place = this.dataset.key || this.dataset.url;
    this.soon = delayed(PAUSE, () => this.save());
    this.form.addEventListener("input", () => this.wait());
    this.form.addEventListener("submit", (event) => event.defaultPrevented || this.leave());
    // A phone may close a hidden page without another word.
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    this.restore();
  }

  wait() {
    this.isChanged = true;
    this.since ??= Date.now();
    if (Date.now() - this.since > LONGEST_WAIT - PAUSE) this.save();
    else this.soon();
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NEVER_KEPT.has(name));
  }

  async save() {
    if (this.isSent || !this.isChanged) return;
    this.isChanged = false;
    this.since = undefined;
    const fields = this.fields();
    if (await this.sendToServer(fields)) {
      forget(this.place);
      this.tell(this.dataset.saved);
    } else {
      this.tell(keep(this.place, fields) ? this.dataset.keptHere : this.dataset.notKept);
    }
  }

  async sendToServer(fields) {
    const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf]")?.content ?? "", "HX-Request": "true" };
    const body = new URLSearchParams(fields);
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", headers, body, keepalive: document.hidden });
      return answer.ok && !answer.redirected;
    } catch {
      return false;
    }
  }

  // If the post does not arrive, this page is the next one shown and the text comes back; any other page forgets it.
  leave() {
    this.isSent = true;
    keep(this.place, this.fields(), { isSent: true });
    addEventListener("pageshow", () => (this.isSent = false), { once: true });
  }

  restore() {
    const texts = [...this.form.elements].filter((control) => control.matches(WRITTEN));
    if (texts.some((control) => control.value)) return;
    for (const [name, value] of kept(this.place)) {
      const control = this.form.elements.namedItem(name);
      if (control && "value" in control && control.type !== "hidden") control.value = value;
    }
    if (texts.some((control) => control.value)) this.tell(this.dataset.restored);
  }

  tell(sentence) {
    const place = this.querySelector("[data-draft-state]");
    if (place && sentence) place.textContent = sentence;
  }
}

customElements.define("draft-keeper", DraftKeeper);
