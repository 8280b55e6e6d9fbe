// Sentences arrive translated from the server, with {names} to fill; numbers take the page's digits.
const digits = new Intl.NumberFormat(document.documentElement.lang);

export const number = (value) => digits.format(value);

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// One code point is one character, as the server counts; a line break is one too.
export const length = (text) => [...text].length;

export function delayed(milliseconds, action) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds, ...values);
  };
}
