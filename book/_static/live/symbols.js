// The symbols of the book, each in its quantity's colour. Their HTML is the program's own.

import { element } from "./elements.js";
import program from "./program.js";

// Tags, and letters that stand together.
const PARTS = /<[^>]*>|\p{L}+/gu;

// A letter by itself is italic, as in the maths; words, such as sin, are not.
const italic = (part) => (part.length === 1 && part !== "Σ" ? `<i>${part}</i>` : part);

/** @type {Map<string, HTMLElement>} */
const made = new Map();

// Each is read once as HTML, and copied from then on.
function shown(name, html) {
  if (!made.has(html)) {
    const innerHTML = html.replace(PARTS, italic);
    made.set(html, element("span", { className: `nn-symbol nn-${program.quantities[name].colour}`, innerHTML }));
  }
  return /** @type {HTMLElement} */ (made.get(html)?.cloneNode(true));
}

// The symbol of an entry, with its index.
/** @type {(form: import("./form.js").Form, entry: number) => HTMLElement} */
export function symbol(form, entry) {
  const [name, index] = [form.nameOf(entry), form.indexOf(entry)];
  const { symbol: whole, entry: indexed } = program.quantities[name];
  return shown(name, index ? indexed.replace("#", index) : whole);
}

export const symbolOf = (name) => shown(name, program.quantities[name].symbol);

// A quantity's symbol and what it means.
export const title = (name) => [symbolOf(name), ` ${program.quantities[name].meaning}`];
