// A walk through the drawing: along each arrow, where numbers are multiplied, to each unit, where products are added.

import { button, element, minus } from "./elements.js";
import { symbol } from "./symbols.js";
import { inWords, summands } from "./engine/formula.js";
import { sources } from "./engine/replay.js";

// Where to show a result that has no place of its own in the drawing: at its unit, or at its parameter.
const PLACES = {
  Z1: "H", sin_Z1: "H", dH: "H", cos_Z1: "H", f_prime: "H", delta1: "H",
  Z2: "y_hat", e_Z2: "y_hat", error: "y_hat", losses: "y_hat", slope2: "y_hat", delta2: "y_hat",
  dW1: "W1", db1: "b1", dW2: "W2", db2: "b2",
};

// Forward up to the loss, or backward up to the update, and only for the example that is drawn.
function resultsOn(form, isBackward) {
  const names = form.steps.map(({ name }) => name);
  const [middle, end] = [names.indexOf("loss") + 1, names.findIndex((name) => name.startsWith("scaled"))];
  const steps = isBackward ? form.steps.slice(middle, end) : form.steps.slice(0, middle);
  return steps.flatMap(({ name }) => form.drawn(name));
}

const isProduct = (term) => Array.isArray(term) && term[0] === "*";

// A sum of products is built up term by term: each stop has the terms so far, and the last stop has none.
function stopsOn(form, record, isBackward) {
  return resultsOn(form, isBackward).flatMap((entry) => {
    const terms = summands(record[entry - form.givenCount]);
    const isOverArrows = terms.length > 1 && terms.some(isProduct);
    const arrows = isOverArrows ? terms.map((_, i) => ({ entry, terms: terms.slice(0, i + 1) })) : [];
    return [...arrows, { entry, terms: [] }];
  });
}

export class Walk {
  at = 0;
  /** @type {{ entry: number, terms: any[] }[]} */
  stops = [];
  isBackward = false;
  /** @type {HTMLElement | undefined} */
  cameFrom;

  /**
   * Calls `went` whenever the walk starts, moves or ends.
   * @param {import("./engine/form.js").Form} form
   * @param {() => void} went
   */
  constructor(form, went) {
    this.form = form;
    this.went = went;
    this.said = element("p", { className: "nn-told", role: "status" });
    this.next = button("Next ›", () => this.#go(1));
    this.element = element(
      "div",
      { className: "nn-walker", role: "group", "aria-label": "Walk through the drawing", hidden: true },
      button("‹ Previous", () => this.#go(-1)),
      this.next,
      button("Done", () => this.close()),
      this.said,
    );
    this.element.addEventListener("keydown", ({ key }) => {
      if (key === "ArrowRight") this.#go(1);
      if (key === "ArrowLeft") this.#go(-1);
      if (key === "Escape") this.close();
    });
  }

  /** @type {(isBackward: boolean, cameFrom: HTMLElement) => void} */
  start(isBackward, cameFrom) {
    Object.assign(this, { isBackward, cameFrom, at: 0 });
    this.element.hidden = false;
    this.next.focus();
    this.went();
  }

  get isOn() {
    return !this.element.hidden;
  }

  // The current stop, among those of this record.
  /** @param {any[]} record */
  stop(record) {
    this.stops = stopsOn(this.form, record, this.isBackward);
    this.at = Math.min(this.at, this.stops.length - 1);
    return this.stops[this.at];
  }

  #go(by) {
    this.at = Math.min(Math.max(this.at + by, 0), this.stops.length - 1);
    this.went();
  }

  close() {
    if (!this.isOn) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.went();
    if (hadFocus) this.cameFrom?.focus();
  }

  // The place in the drawing where an entry is shown, as the entry that it belongs to.
  /** @param {number} entry */
  placeOf(entry) {
    const { name, first } = this.form.quantity(this.form.nameOf(entry));
    return this.form.quantity(PLACES[name] ?? name).first + entry - first;
  }

  // The entries that this stop is computed from.
  /** @type {(stop: { entry: number, terms: any[] }, record: any[]) => Set<number>} */
  from({ entry, terms }, record) {
    return sources(terms.at(-1) ?? record[entry - this.form.givenCount]);
  }

  /** @type {(network: import("./engine/network.js").Network) => void} */
  tell(network) {
    const { entry, terms } = this.stops[this.at];
    const own = symbol(this.form, entry);
    const count = `${this.at + 1} of ${this.stops.length}: `;
    if (!terms.length) {
      const line = [...new Set([network.formula(entry), network.print(entry)])].map((each) => ` = ${minus(each)}`);
      this.said.replaceChildren(count, own, ...line);
      return;
    }
    const term = terms[terms.length - 1];
    const letters = [...sources(term)].flatMap((source, i) => [i ? " · " : "", symbol(this.form, source)]);
    const value = minus(network.value(term));
    const words = minus(inWords(term, (each) => network.print(each)));
    const sum = minus(network.value(terms.reduce((before, each) => ["+", before, each])));
    const arrives = [` = ${words}`, words === value ? "" : ` = ${value}`, terms.length > 1 ? `, so far ${sum}` : ""];
    this.said.replaceChildren(count, "into ", own, " goes ", ...letters, ...arrives, ".");
  }
}
