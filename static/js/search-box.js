// Results while typing, as a combobox: arrows choose, Enter opens, Escape closes; without a choice Enter searches.
import { announce } from "./live-region.js";
import { delayed, fill, number } from "./wording.js";

const PAUSE = 200;
const SHORTEST = 2;

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.found = document.createElement("div");
    Object.assign(this.found, { className: "search__found", id: `${this.input.id}-found`, hidden: true });
    this.found.setAttribute("role", "listbox");
    this.found.setAttribute("aria-label", this.input.getAttribute("aria-label"));
    this.append(this.found);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.found.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", delayed(PAUSE, () => this.look()));
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.close());
  }

  async look() {
    const text = this.input.value.trim();
    this.asking?.abort();
    if (text.length < SHORTEST) return this.close();
    this.asking = new AbortController();
    const url = `${this.dataset.url}?${new URLSearchParams({ q: text })}`;
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: this.asking.signal });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(fragment) {
    const part = document.createElement("template");
    part.innerHTML = fragment;
    const links = [...part.content.querySelectorAll("a[href]")];
    links.forEach((link, place) => {
      link.id = `${this.found.id}-${place}`;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
    });
    this.found.replaceChildren(...links);
    this.choose(null);
    this.open(links.length > 0 && this.contains(document.activeElement));
    const sentence = links.length === 1 ? this.dataset.foundOne : this.dataset.found;
    announce(links.length ? fill(sentence, { count: number(links.length) }) : this.dataset.none);
  }

  press(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape" && !this.found.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key in steps && !this.found.hidden) {
      event.preventDefault();
      this.step(steps[event.key]);
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      this.chosen.click();
    }
  }

  step(by) {
    const links = [...this.found.children];
    const next = links.indexOf(this.chosen) + by;
    this.choose(links[next] ?? (by > 0 ? links[0] : links.at(-1)));
  }

  choose(link) {
    this.chosen?.setAttribute("aria-selected", "false");
    this.chosen = link;
    link?.setAttribute("aria-selected", "true");
    link?.scrollIntoView({ block: "nearest" });
    if (link) this.input.setAttribute("aria-activedescendant", link.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  open(isOpen) {
    this.found.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    this.asking?.abort();
    this.choose(null);
    this.open(false);
  }
}

customElements.define("search-box", SearchBox);
