// A <details> menu that closes when the reader turns elsewhere.
class DropMenu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.addEventListener("focusout", (event) => event.relatedTarget && !this.contains(event.relatedTarget) && this.shut());
    document.addEventListener("click", (event) => this.contains(event.target) || this.shut());
  }

  shut() {
    this.details.open = false;
  }

  close() {
    if (!this.details.open) return;
    this.shut();
    this.querySelector("summary").focus();
  }
}

customElements.define("drop-menu", DropMenu);
