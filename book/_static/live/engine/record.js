// How each entry of a form is computed. This is cut from the program's record, which has the largest sizes: if an entry
// does not exist, an expression that needs it is left out, and a sum goes on without that term.

import { ONE, parsed } from "./exact.js";
import { count, forNetwork, isSame, outputOf, THE_ASSIGNMENTS } from "./form.js";
import program from "./program.js";

const { largest, shapes, slips, further, assignment, roads } = program.forms;
const single = { ...largest, N: 1 };

// Each entry of the program's record: its quantity, row and column.
const PLACES = Object.entries(shapes).flatMap(([name, shape]) => {
  const [rows, columns] = [...shape].map((letter) => count(largest, letter));
  return Array.from({ length: rows * columns }, (_, i) => [name, Math.floor(i / columns), i % columns]);
});

// Cuts expressions for a form and a target. The quantity that `reads` names is read as a table of another shape, row by
// row; the row of a quantity that `without` names is left out. If a record has one formula for a whole table or for each
// row, the entry's place is added to each index that counts the same thing: `by` holds it by the shape's letters.
class Cutter {
  constructor(form, isOne, { reads = ["", ""], without = ["", 0] } = {}) {
    this.form = form;
    this.isOne = isOne;
    this.reads = reads;
    this.without = without;
    this.by = {};
  }

  // The expressions of a table, cut from those for the largest sizes. An empty sum is 0.
  table(shape, record, sizes) {
    const [rows, columns] = [...shape].map((letter) => count(this.form.sizes, letter));
    const [most, width] = [...shape].map((letter) => count(sizes, letter));
    return Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const isForAll = record.length === 1;
      const isByRow = record.length === most;
      this.by = { ...(isForAll && { [shape[0]]: row }), ...((isForAll || isByRow) && { [shape[1]]: column }) };
      const made = record[isForAll ? 0 : isByRow ? row : row * width + column];
      return this.#cut(made) ?? (made[0] === "+" ? "0" : null);
    });
  }

  #cut(expression) {
    if (typeof expression === "number") return this.#entry(PLACES[expression]);
    if (typeof expression === "string") return expression === "N" ? String(this.form.sizes.N) : expression;
    if (Array.isArray(expression)) return this.#operation(expression);
    const { hinge, above, below, column, entry, of } = expression;
    if (hinge !== undefined) return { hinge: this.#cut(hinge), above: this.#cut(above), below: this.#cut(below) };
    if (entry !== undefined) return this.#cut(of[Number(this.isOne(this.#cut(entry)))]);
    const right = this.form.column("y", column).findIndex(this.isOne);
    return right < 0 ? null : this.#cut(of[right]);
  }

  /** @type {(operation: any[]) => any} */
  #operation([operation, ...operands]) {
    const cut = operands.map((operand) => this.#cut(operand));
    const there = cut.filter((operand) => operand !== null);
    const isByOne = operation === "/" && operands[1] === "N" && this.form.sizes.N === 1;
    if (there.length < cut.length) return operation === "+" && there.length ? there[0] : null;
    return isByOne ? cut[0] : [operation, ...cut];
  }

  /** @type {(place: any[]) => number | null} */
  #entry([name, firstRow, firstColumn]) {
    const quantity = this.form.quantity(name);
    if (!quantity) return null;
    const shape = name === this.reads[0] ? this.reads[1] : quantity.shape;
    const row = firstRow + (this.by[shape[0]] ?? 0);
    const column = firstColumn + (this.by[shape[1]] ?? 0);
    const [rows, columns] = [...shape].map((letter) => count(this.form.sizes, letter));
    if (column >= columns || row >= rows) return null;
    if (name === this.without[0] && row === this.without[1]) return null;
    return quantity.entries[(row * columns + column) % quantity.entries.length];
  }
}

// The record of a form for one target, and the slips and other roads in it, which are computed on first use.
class Cut {
  /**
   * @param {import("./form.js").Form} form
   * @param {(entry: number) => boolean} isOne
   */
  constructor(form, isOne) {
    const cutter = new Cutter(form, isOne);
    const once = (name, make) => Object.defineProperty(this, name, { get: lazily(make) });
    this.record = form.steps.flatMap((step) => cutter.table(step.shape, step.record, largest));
    once("slipsAt", () => slipsOf(form, isOne, this.record));
    once("roads", () => roadsOf(form, cutter));
  }
}

/** @type {(make: () => any[]) => () => any[]} */
function lazily(make) {
  let made;
  return () => (made ??= make());
}

/** @type {WeakMap<import("./form.js").Form, Map<string, any>>} */
const cuts = new WeakMap();

// The record of a form for the target in these texts, cached.
/** @type {(form: import("./form.js").Form, texts: string[]) => { record: any[], slipsAt: any[], roads: any[] }} */
export function recordOf(form, texts) {
  const ones = form.quantity("y").entries.filter((entry) => parsed(texts[entry]) === ONE);
  const own = cuts.get(form) ?? new Map();
  cuts.set(form, own);
  const key = ones.join();
  if (!own.has(key)) own.set(key, new Cut(form, (entry) => ones.includes(entry)));
  return own.get(key);
}

// A slip that changes nothing is left out, such as a forgotten bias in a network without biases.
function slipsOf(form, isOne, record) {
  const { network, sizes } = form;
  const isTheAssignments = isSame(network, THE_ASSIGNMENTS) && sizes.N === 1;
  const listed = isTheAssignments
    ? assignment.map((i) => [...slips.usual, ...further][i])
    : forNetwork(slips, network).filter((each) => each && (sizes.N === 1 || !each.isOfOneExample));
  return listed.flatMap(({ slip, step, record: whole, isWhole, isOfOneExample, ...how }) => {
    const { first, shape, entries, record: plain } = form.quantity(step);
    const cutter = new Cutter(form, isOne, how);
    const own = cutter.table(
      step === how.reads?.[0] ? how.reads[1] : shape,
      whole ?? plain,
      isOfOneExample ? single : largest,
    );
    const usual = record.slice(first - form.givenCount, first - form.givenCount + entries.length);
    const number = program.slips.findIndex(({ name }) => name === slip);
    return own.includes(null) || isSame(own, usual) ? [] : [{ slip: number, step, isSingle: !isWhole, record: own }];
  });
}

// A road is left out if the form lacks what it needs, even if only the terms of a sum.
function roadsOf(form, cutter) {
  const { output, hidden, gradients } = roads;
  const listed = [...output[outputOf(form.network)], ...hidden[form.network.hidden], ...gradients];
  return listed.flatMap(({ step, note, isWithin, record }) => {
    const own = cutter.table(form.quantity(step).shape, record, largest);
    return own.includes(null) || own.includes("0") ? [] : [{ step, note, isWithin, record: own }];
  });
}
