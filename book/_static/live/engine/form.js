// The form of a problem: its network, its sizes, and hence its quantities, whose entries are numbered.

import program from "./program.js";

const { shapes, quantities } = program.forms;

/**
 * The parts of a network, named as in Python, and its numbers of inputs, hidden units, outputs and examples.
 * @typedef {{ hidden: string, output: string, loss: string, reduction: string, biases: string }} Network
 * @typedef {{ D: number, K: number, C: number, N: number }} Sizes
 */

// The network of the chapters, and the default for a file or an address that does not name one.
/** @type {Network} */
export const THE_ASSIGNMENTS = program.network;

/** @type {(network: Network) => string} */
export const outputOf = ({ output, loss, reduction }) => [output, loss, reduction].join(", ");

/**
 * One of the program's lists for its usual network, with this network's differences applied.
 * @type {(list: any, network: Network) => any[]}
 */
export function forNetwork(list, network) {
  const { hidden, output, biases } = list;
  return Object.assign([...list.usual], biases[network.biases], output[outputOf(network)], hidden[network.hidden]);
}

/** @type {(a: object, b: object) => boolean} */
export const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// The size that a letter of a shape stands for.
/** @type {(sizes: Sizes, letter: string) => number} */
export const count = (sizes, letter) => (letter === "1" ? 1 : sizes[letter]);

export class Form {
  /**
   * @param {Network} network
   * @param {Sizes} sizes
   */
  constructor(network, sizes) {
    this.network = network;
    this.sizes = sizes;
    const recorded = forNetwork(quantities, network);
    let first = 0;
    this.quantities = Object.keys(shapes).flatMap((name, i) => {
      if (!recorded[i]) return [];
      const { shape, record } = recorded[i];
      const [rows, columns] = [...shape].map((letter) => count(sizes, letter));
      const entries = Array.from({ length: rows * columns }, (_, at) => first + at);
      first += entries.length;
      return { name, rows, columns, shape, record, first: entries[0], entries };
    });
    this.byName = new Map(this.quantities.map((each) => [each.name, each]));
    this.names = this.quantities.flatMap(({ name, entries }) => entries.map(() => name));
    this.givens = this.quantities.filter(({ name }) => program.givens.includes(name));
    this.steps = this.quantities.filter(({ name }) => !program.givens.includes(name));
    this.givenCount = this.steps[0].first;
  }

  // undefined if the network does not have it.
  /** @type {(name: string) => any} */
  quantity(name) {
    return this.byName.get(name);
  }

  /** @type {(entry: number) => string} */
  nameOf(entry) {
    return this.names[entry];
  }

  // An entry's index as in maths, counting from 1.
  /** @type {(entry: number) => string} */
  indexOf(entry) {
    const [row, column] = this.#at(entry);
    return this.quantity(this.nameOf(entry)).columns > 1 ? `${row},${column}` : `${row}`;
  }

  // The place of an entry, in the same words as in Python: dW2, row 1, column 3.
  /** @type {(entry: number) => string} */
  placeOf(entry) {
    const [row, column] = this.#at(entry);
    return `${this.nameOf(entry)}, row ${row}, column ${column}`;
  }

  #at(entry) {
    const { columns, first } = this.quantity(this.nameOf(entry));
    return [Math.floor((entry - first) / columns) + 1, ((entry - first) % columns) + 1];
  }

  // The entries that a drawing has room for: where each example has a column, only the first.
  /** @type {(name: string) => number[]} */
  drawn(name) {
    const { shape, entries } = this.quantity(name);
    return shape[1] === "N" ? this.column(name, 0) : entries;
  }

  // The entries of one example.
  /** @type {(name: string, column: number) => number[]} */
  column(name, column) {
    const { entries, columns } = this.quantity(name);
    return column < columns ? entries.filter((_, i) => i % columns === column) : [];
  }
}

/** @type {Map<string, Form>} */
const made = new Map();

// The form of a network at these sizes, cached.
/** @type {(network: Network, sizes: Sizes) => Form} */
export function formOf(network, sizes) {
  const key = JSON.stringify([network, sizes]);
  made.set(key, made.get(key) ?? new Form(network, sizes));
  return /** @type {Form} */ (made.get(key));
}

export const theAssignments = formOf(program.given, program.sizes);
