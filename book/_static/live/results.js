// The table of all results: how each is computed, its value, its previous value, and its relation to the selected one.

import { element, minus, write } from "./elements.js";
import { symbol } from "./symbols.js";

export class Results {
  /**
   * Calls `asked` with the entry of a result that the reader selects.
   * @param {import("./engine/form.js").Form} form
   * @param {(entry: number) => void} asked
   */
  constructor(form, asked) {
    /** @type {Map<number, { how: HTMLElement, value: HTMLElement, was: HTMLElement, row: HTMLElement, name: string }>} */
    this.rows = new Map();
    for (const { name, entries } of form.steps) {
      for (const entry of entries) this.rows.set(entry, this.#row(form, name, entry, asked));
    }
    const head = ["Result", "How it is computed", "Value"].map((words) => element("th", { scope: "col" }, words));
    const table = element(
      "table",
      { className: "table nn-results" },
      element("caption", {}, "All results, in the order in which they are computed"),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...[...this.rows.values()].map(({ row }) => row)),
    );
    this.element = element("div", { className: "nn-all" }, table);
  }

  #row(form, name, entry, asked) {
    const [how, value] = [element("td", { className: "nn-how" }), element("span", { className: "nn-value" })];
    const was = element("span", { className: "nn-was" });
    const opener = element("button", { type: "button", className: "nn-ask" }, symbol(form, entry));
    opener.addEventListener("click", () => asked(entry));
    const cell = element("td", {}, value, was);
    const row = element("tr", {}, element("th", { scope: "row" }, opener), how, cell);
    return { how, value, was, row, name };
  }

  /** @type {(network: import("./engine/network.js").Network, before: string[] | undefined) => void} */
  show(network, before) {
    for (const [entry, { how, value, was, row }] of this.rows) {
      const shown = network.print(entry);
      const isMoved = before !== undefined && before[entry] !== shown;
      write(how, minus(network.formula(entry)));
      write(value, minus(shown));
      write(was, isMoved ? `was ${minus(before[entry])}` : "");
      row.classList.toggle("nn-moved", isMoved);
    }
  }

  // Highlight the rows of one step, and those that the selected result comes from and goes to.
  /** @type {(name: string, from: Set<number>, to: Set<number>) => void} */
  mark(name, from, to) {
    for (const [entry, { row, name: own }] of this.rows) {
      row.classList.toggle("nn-now", own === name);
      row.classList.toggle("nn-from", from.has(entry));
      row.classList.toggle("nn-to", to.has(entry));
    }
  }
}
