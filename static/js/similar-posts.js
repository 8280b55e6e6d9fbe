// Shows posts like the one being written, from the third word on. Slow answers to older words are thrown away.
import { announce } from "./live-region.js";
import { delayed, fill, number } from "./wording.js";

const PAUSE = 350;
const FEWEST_WORDS = 3;
const LONGEST_TEXT = 1000;

class SimilarPosts extends HTMLElement {
  connectedCallback() {
    const soon = delayed(PAUSE, () => this.look());
    this.controls = ["title", "text", "product"].map((name) => [name, document.getElementById(this.dataset[name] ?? name)]);
    for (const [, control] of this.controls) control?.addEventListener("input", soon);
    soon();
  }

  question() {
    const filled = this.controls.filter(([, control]) => control?.value.trim());
    return new URLSearchParams(filled.map(([name, control]) => [name, control.value.trim().slice(0, LONGEST_TEXT)]));
  }

  async look() {
    const question = this.question();
    const words = `${question.get("title") ?? ""} ${question.get("text") ?? ""}`.trim().split(/\s+/);
    if (words.length < FEWEST_WORDS || String(question) === this.asked) return;
    this.asked = String(question);
    this.asking?.abort();
    this.asking = new AbortController();
    this.toggleAttribute("data-waiting", true);
    try {
      const address = new URL(this.dataset.url, location.href);
      for (const [name, value] of question) address.searchParams.set(name, value);
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.asking.signal });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
      this.removeAttribute("data-waiting");
    } catch (error) {
      if (error.name !== "AbortError") this.removeAttribute("data-waiting");
    }
  }

  show(fragment) {
    const before = this.querySelectorAll("li").length;
    this.innerHTML = fragment.trim();
    window.htmx?.process(this);
    this.noteSeen();
    const count = this.querySelectorAll("li").length;
    if (count !== before) announce(count ? fill(this.dataset.found, { count: number(count) }) : this.dataset.none);
  }

  // The form says which posts were shown, so that the server need not show them a second time.
  noteSeen() {
    const seen = document.getElementById(this.dataset.seen);
    if (!seen) return;
    const shown = [...this.querySelectorAll("[data-post]")].map((item) => item.dataset.post);
    seen.value = [...new Set([...seen.value.split(","), ...shown])].filter(Boolean).join(",");
  }
}

customElements.define("similar-posts", SimilarPosts);
