// A problem: the assignment, one drawn from its number, or one from a file. Its record comes from program.js.

import { ONE, parsed } from "./exact.js";
import { theAssignments } from "./form.js";
import { targetOf } from "./networks.js";
import { Paper } from "./paper.js";
import program from "./program.js";
import { recordOf } from "./record.js";
import { replay } from "./replay.js";
import { acceptedOnTheSolution } from "./standing.js";

export const PROBLEMS = program.trials.length;

/** @type {(texts: string[]) => boolean} */
export const isOneHot = (texts) => {
  const ones = texts.filter((text) => parsed(text) === ONE);
  return ones.length === 1 && texts.filter((text) => parsed(text) === 0n).length === texts.length - 1;
};

// A problem from the texts of its givens, which are in the form's order.
export class Problem {
  constructor(name, texts, places = 4, form = theAssignments) {
    this.name = name;
    this.givens = texts;
    this.places = places;
    this.form = form;
    this.steps = form.steps;
    this.cut = recordOf(form, texts);
    this.record = this.cut.record;
    this.paper = new Paper(places);
  }

  get slipsAt() {
    return this.cut.slipsAt;
  }

  get roads() {
    return this.cut.roads;
  }

  get solution() {
    const known = this.givens.map((text) => this.paper.constant(text));
    this.#keep("solution", replay(this.record, known, this.paper).slice(known.length));
    return this.solution;
  }

  get printedSolution() {
    return this.solution.map((number) => this.paper.print(number));
  }

  // The first entry that cannot be computed, or null.
  get failing() {
    const unsolved = this.solution.indexOf(null);
    const failed = unsolved < 0 ? this.accepted.indexOf(undefined) : this.givens.length + unsolved;
    return failed < 0 ? null : failed;
  }

  get accepted() {
    this.#keep("accepted", acceptedOnTheSolution(this));
    return this.accepted;
  }

  // Replace a getter by its value, so that it is computed only once.
  #keep(name, value) {
    Object.defineProperty(this, name, { value });
  }
}

export const theAssignment = () => new Problem("the assignment", program.assignment);

// Givens like the assignment's, drawn in the same way as in workbook.problem.
function drawn(next) {
  const numbers = Object.entries(program.draws.steps).flatMap(([name, [largest, step]]) =>
    theAssignments.quantity(name).entries.map(() => {
      const count = (next() % (2 * largest)) - largest;
      return String(Number(((count + Number(count >= 0)) * step).toFixed(2)));
    }),
  );
  const outputs = theAssignments.quantity("y").entries;
  const targets = {
    "one-hot": (right = next() % outputs.length) => outputs.map((_, i) => Number(i === right)),
    "0 or 1": () => outputs.map(() => next() % 2),
    numbers: () => outputs.map(() => ((next() % 19) + 1) / 20),
  }[targetOf(theAssignments.network)]();
  const rate = program.draws.rates[next() % program.draws.rates.length];
  return [...numbers, ...targets.map(String), rate];
}

// A problem by its number. program.trials says how many draws were rejected before it.
export function problem(seed) {
  const { modulus, multiplier } = program.draws;
  let state = seed + 1;
  const next = () => (state = (state * multiplier) % modulus);
  let texts;
  for (let trial = 0; trial <= program.trials[seed]; trial += 1) texts = drawn(next);
  return new Problem(`problem ${seed}`, texts);
}
