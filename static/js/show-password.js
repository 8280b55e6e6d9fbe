// A button beside a password that shows what was typed; without script the field alone remains.
class ShowPassword extends HTMLElement {
  connectedCallback() {
    this.control = this.querySelector("input");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "linklike";
    this.button.dataset.small = "";
    this.button.setAttribute("aria-controls", this.control.id);
    this.button.addEventListener("click", () => this.turn(this.control.type === "password"));
    this.control.form.addEventListener("submit", () => this.turn(false));
    this.append(this.button);
    this.turn(false);
  }

  turn(isShown) {
    this.control.type = isShown ? "text" : "password";
    this.button.textContent = isShown ? this.dataset.hide : this.dataset.show;
  }
}

customElements.define("show-password", ShowPassword);
