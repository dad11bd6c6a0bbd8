// The symbols of the book, each in its quantity's colour. Their HTML is the program's own.

import { element } from "./elements.js";
import { nameOf } from "./problem.js";
import program from "./program.js";

const shown = (name, html) =>
  element("span", { className: `nn-symbol nn-${program.quantities[name].colour}`, innerHTML: html });

export const symbol = (entry) => shown(nameOf(entry), program.symbols[entry]);

export const symbolOf = (name) => shown(name, program.quantities[name].symbol);

// A quantity's symbol and what it means.
export const title = (name) => [symbolOf(name), ` ${program.quantities[name].meaning}`];
