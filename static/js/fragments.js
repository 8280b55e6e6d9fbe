// What htmx needs to know about us: the token, what to say aloud, and what to do when a part of a page does not arrive.
import { announce } from "./live-region.js";

const token = () => document.querySelector("meta[name=csrf]")?.content ?? "";
const offline = document.getElementById("offline");

function sendForReal(form) {
  if (form instanceof HTMLFormElement) form.submit();
}

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
  if (offline) offline.hidden = true;
});

document.body.addEventListener("htmx:load", (event) => announce(event.detail.elt.dataset?.announce));

// A whole page in answer to a part (a sign-in page, say) belongs in the window, not inside a button.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (/^\s*<!doctype/i.test(xhr.response ?? "") && xhr.status < 400) {
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
});

// The server's own page explains best what went wrong, and keeps what was typed.
document.body.addEventListener("htmx:responseError", (event) => sendForReal(event.detail.elt));

document.body.addEventListener("htmx:sendError", () => {
  if (offline) offline.hidden = false;
});
