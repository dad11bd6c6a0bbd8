// The book's symbols, each in the colour of its quantity. Their HTML comes from program.js.

import { element } from "./elements.js";
import program from "./engine/program.js";

/** @type {Map<string, HTMLElement>} */
const originals = new Map();

// The HTML of each symbol is parsed once, and cloned after that.
function shown(name, html) {
  if (!originals.has(html)) {
    const className = `nn-symbol nn-${program.quantities[name].colour}`;
    originals.set(html, element("span", { className, innerHTML: html }));
  }
  return /** @type {HTMLElement} */ (originals.get(html)?.cloneNode(true));
}

// The symbol of an entry, with its index.
/** @type {(form: import("./engine/form.js").Form, entry: number) => HTMLElement} */
export function symbol(form, entry) {
  const name = form.nameOf(entry);
  return shown(name, program.quantities[name].entry.replace("#", form.indexOf(entry)));
}

export const symbolOf = (name) => shown(name, program.quantities[name].symbol);

export const title = (name) => [symbolOf(name), ` ${program.quantities[name].meaning}`];
