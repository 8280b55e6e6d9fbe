// Fetches a part of the page that depends on other threads. What stands in it until then, or instead, is a plain link.
class LatePart extends HTMLElement {
  connectedCallback() {
    const whenIdle = window.requestIdleCallback ?? setTimeout;
    whenIdle(() => this.fetch());
  }

  async fetch() {
    try {
      const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) return;
      this.innerHTML = (await answer.text()).trim();
      window.htmx?.process(this);
    } catch {
      // Offline: the link remains.
    }
  }
}

customElements.define("late-part", LatePart);
