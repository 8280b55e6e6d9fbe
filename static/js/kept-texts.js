// Texts this browser keeps because the server could not be reached. They belong to one member, and storage may be forbidden.
const PREFIX = "draft:";
const member = document.querySelector("meta[name=csrf]")?.dataset.member ?? "";

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function read(name) {
  try {
    return JSON.parse(storage()?.getItem(name));
  } catch {
    return null;
  }
}

export function keep(place, fields, { isSent = false } = {}) {
  try {
    storage().setItem(PREFIX + place, JSON.stringify({ member, fields, isSent, path: location.pathname }));
    return true;
  } catch {
    return false;
  }
}

export const kept = (place) => read(PREFIX + place)?.fields ?? [];

export const forget = (place) => storage()?.removeItem(PREFIX + place);

// What was sent and led to another page has arrived; what another member wrote here is not this one's to read.
// A guest may be a member whose session has ended: his text waits for him.
export function forgetOthers() {
  const names = Object.keys(storage() ?? {}).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const text = read(name);
    const hasArrived = text?.isSent && text.path !== location.pathname;
    if (hasArrived || (member && text?.member !== member)) storage().removeItem(name);
  }
}
