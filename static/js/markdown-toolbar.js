// Buttons that write Markdown at the caret. One tab stop; arrow keys move inside, as in every toolbar.
const HALF_SPACE = "\u200c";

class MarkdownToolbar extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    this.bar = this.querySelector(".toolbar");
    this.buttons = [...this.bar.querySelectorAll("button")];
    this.buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
    this.area.before(this.bar);
    this.bar.hidden = false;
    this.bar.addEventListener("click", (event) => this.write(event.target.closest("button")));
    this.bar.addEventListener("keydown", (event) => this.move(event));
  }

  write(button) {
    if (!button) return;
    const { selectionEnd: end, value } = this.area;
    const start = this.startOf(button.dataset.writes);
    const picked = value.slice(start, end);
    const [text, from, to] = WRITERS[button.dataset.writes](picked, button.dataset.sample ?? "");
    this.area.focus();
    this.area.setSelectionRange(start, end);
    // Only execCommand leaves the browser's own undo in order.
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text, start, end, "end");
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.area.setSelectionRange(start + from, start + to);
  }

  // A list is made of whole lines.
  startOf(kind) {
    const start = this.area.selectionStart;
    return kind === "list" ? this.area.value.lastIndexOf("\n", start - 1) + 1 : start;
  }

  move(event) {
    const forward = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const here = this.buttons.indexOf(document.activeElement);
    const next = (here + (event.key === forward ? 1 : -1) + this.buttons.length) % this.buttons.length;
    this.buttons.forEach((button, place) => (button.tabIndex = place === next ? 0 : -1));
    this.buttons[next].focus();
  }
}

function around(mark, picked) {
  return [mark + picked + mark, mark.length, mark.length + picked.length];
}

function asList(picked) {
  const text = picked.split("\n").map((line) => `- ${line}`).join("\n");
  return [text, picked ? 0 : text.length, text.length];
}

function asCode(picked) {
  return picked.includes("\n") ? [`\`\`\`\n${picked}\n\`\`\``, 4, 4 + picked.length] : around("`", picked);
}

function asLink(picked, sample) {
  const words = picked || sample;
  return [`[${words}](https://)`, words.length + 3, words.length + 11];
}

const WRITERS = {
  bold: (picked) => around("**", picked),
  list: asList,
  code: asCode,
  link: asLink,
  "half-space": () => [HALF_SPACE, 1, 1],
};

customElements.define("markdown-toolbar", MarkdownToolbar);
