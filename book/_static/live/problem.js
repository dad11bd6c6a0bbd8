// A problem: the assignment, one drawn from its number, or one from a file. Its record comes from the program.

import { ONE, parsed } from "./exact.js";
import { Paper } from "./paper.js";
import program from "./program.js";
import { replay } from "./replay.js";
import { acceptedOnTheSolution } from "./standing.js";

function shaped(shapes, first) {
  return shapes.map(([name, rows, columns]) => {
    const entries = Array.from({ length: rows * columns }, (_, i) => first + i);
    first += entries.length;
    return { name, rows, columns, first: entries[0], entries };
  });
}

export const givenQuantities = shaped(program.givens, 0);
export const steps = shaped(program.steps, program.assignment.length);
export const PROBLEMS = program.trials.length;

const quantities = new Map([...givenQuantities, ...steps].map((each) => [each.name, each]));
export const quantity = (name) => quantities.get(name);

const names = [...quantities.values()].flatMap(({ name, entries }) => entries.map(() => name));
export const nameOf = (entry) => names[entry];

// A problem's target as the right class, from 0.
export const rightClass = (texts) => quantity("y").entries.findIndex((entry) => parsed(texts[entry]) === ONE);

// One 1, and 0 elsewhere.
/** @type {(texts: string[]) => boolean} */
export const isOneHot = (texts) => {
  const ones = texts.filter((text) => parsed(text) === ONE);
  return ones.length === 1 && texts.filter((text) => parsed(text) === 0n).length === texts.length - 1;
};

// A problem from the texts of its givens, in the program's order.
export class Problem {
  constructor(name, texts, places = 4) {
    const right = rightClass(texts);
    this.name = name;
    this.givens = texts;
    this.places = places;
    this.steps = steps;
    this.record = program.records[right].steps;
    this.slipsAt = program.records[right].slipsAt;
    this.roads = program.records[right].roads;
    this.paper = new Paper(places);
  }

  get solution() {
    const known = this.givens.map((text) => this.paper.constant(text));
    this.#keep("solution", replay(this.record, known, this.paper).slice(known.length));
    return this.solution;
  }

  get printedSolution() {
    return this.solution.map((number) => this.paper.print(number));
  }

  // The first entry that cannot be written down, or null.
  get failing() {
    const unsolved = this.solution.indexOf(null);
    const failed = unsolved < 0 ? this.accepted.indexOf(undefined) : this.givens.length + unsolved;
    return failed < 0 ? null : failed;
  }

  get accepted() {
    this.#keep("accepted", acceptedOnTheSolution(this));
    return this.accepted;
  }

  // Worked when it is first asked for.
  #keep(name, value) {
    Object.defineProperty(this, name, { value });
  }
}

export const theAssignment = () => new Problem("the assignment", program.assignment);

// Givens like the assignment's, as workbook.problem draws them.
function drawn(next) {
  const numbers = Object.entries(program.draws.steps).flatMap(([name, [largest, step]]) =>
    quantity(name).entries.map(() => {
      const count = (next() % (2 * largest)) - largest;
      return String(Number(((count + Number(count >= 0)) * step).toFixed(2)));
    }),
  );
  const classes = quantity("y").entries;
  const right = next() % classes.length;
  const rate = program.draws.rates[next() % program.draws.rates.length];
  return [...numbers, ...classes.map((_, i) => String(Number(i === right))), rate];
}

// Problem number so and so. How many draws were no good before it, the program says.
export function problem(seed) {
  const { modulus, multiplier } = program.draws;
  let state = seed + 1;
  const next = () => (state = (state * multiplier) % modulus);
  let texts;
  for (let trial = 0; trial <= program.trials[seed]; trial += 1) texts = drawn(next);
  return new Problem(`problem ${seed}`, texts);
}
