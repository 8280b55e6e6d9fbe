// One polite place for everything said aloud, so that announcements never interrupt each other.
class LiveRegion extends HTMLElement {
  say(text) {
    this.textContent = "";
    // A screen reader hears a change, not a value: the same sentence twice must be two changes.
    requestAnimationFrame(() => (this.textContent = text));
  }
}

customElements.define("live-region", LiveRegion);

export function announce(text) {
  if (text) document.querySelector("live-region")?.say(text);
}
