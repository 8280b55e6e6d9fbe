// Loads what this page uses: each custom element is a module of the same name, and every page works without any of them.
import "./live-region.js";
import "./fragments.js";
import { forgetOthers } from "./kept-texts.js";

const ELEMENTS = [
  "char-counter",
  "draft-keeper",
  "drop-menu",
  "image-picker",
  "late-part",
  "markdown-toolbar",
  "once-form",
  "search-box",
  "show-password",
  "similar-posts",
];

forgetOthers();

for (const name of ELEMENTS) {
  if (document.querySelector(name)) import(`./${name}.js`);
}
