// The symbols of the book, each in its quantity's colour. Their HTML is the program's own.

import { element } from "./elements.js";
import program from "./program.js";

/** @type {Map<string, HTMLElement>} */
const made = new Map();

// Each is read once as HTML, and copied from then on.
function shown(name, html) {
  if (!made.has(html)) {
    const className = `nn-symbol nn-${program.quantities[name].colour}`;
    made.set(html, element("span", { className, innerHTML: html }));
  }
  return /** @type {HTMLElement} */ (made.get(html)?.cloneNode(true));
}

// The symbol of an entry, with its index.
/** @type {(form: import("./form.js").Form, entry: number) => HTMLElement} */
export function symbol(form, entry) {
  const name = form.nameOf(entry);
  return shown(name, program.quantities[name].entry.replace("#", form.indexOf(entry)));
}

export const symbolOf = (name) => shown(name, program.quantities[name].symbol);

// A quantity's symbol and what it means.
export const title = (name) => [symbolOf(name), ` ${program.quantities[name].meaning}`];
