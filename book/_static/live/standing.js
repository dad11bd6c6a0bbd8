// What can stand at each entry, step by step, given what stands before it: as workbook.marking.standing has it.
//
// What is written is {number, decimals}, and null where nothing is.

import { Ranges, hull, meets, within } from "./accepted.js";
import { Impossible } from "./replay.js";

function orNothing(run) {
  try {
    return run();
  } catch (complaint) {
    if (!(complaint instanceof Impossible)) throw complaint;
    return [];
  }
}

export class Standing {
  constructor(problem) {
    this.problem = problem;
    this.ranges = new Ranges(problem.places);
    this.known = problem.givens.map((text) => this.ranges.constant(text));
    this.accepted = [];
    this.notes = [];
  }

  // Read the next step. Where no one could go on from what is written, something else is accepted.
  read(step, written, otherwise = []) {
    const { record, givens, roads } = this.problem;
    const others = roads.filter((road) => road.step === step.name);
    const entries = step.entries.map((entry, i) => [entry, i]);
    for (const [entry, i] of entries) {
      const found = this.results(record[entry - givens.length]);
      const own = found.length ? found : otherwise[entry];
      if (own === undefined) throw new Impossible(step.name);
      const single = others.filter((road) => !road.note && !road.isWithin);
      this.accepted[entry] = [...own, ...single.flatMap((road) => this.results(road.record[i]))];
    }
    this.#keepToOneRoad(step, written, others.filter((road) => road.note));
    for (const [entry] of entries) this.#stand(entry, written[entry]);
    for (const road of others.filter((each) => each.isWithin)) {
      for (const [entry, i] of entries) {
        if (step.entries.every((other) => other === entry || this.#fits(other, written))) {
          this.accepted[entry] = [...this.accepted[entry], ...this.results(road.record[i])];
          this.#stand(entry, written[entry]);
        }
      }
    }
  }

  // Whether what is written is accepted, as far as it is written.
  fits(written, accepted) {
    const { number, decimals } = written;
    return within(number, accepted) || (this.isShort(written) && meets(this.ranges.printed(number, decimals), accepted));
  }

  isShort({ number, decimals }) {
    return decimals >= 1 && decimals < this.ranges.places && number !== 0n;
  }

  // Whatever an expression can give from what is known here, or from other numbers; nothing, where none is.
  results(expression, known = this.known) {
    return orNothing(() => this.ranges.results(expression, known));
  }

  // The same, cut off.
  cut(expression) {
    return orNothing(() => this.ranges.cut(expression, this.known));
  }

  #fits(entry, written) {
    return Boolean(written[entry]) && this.fits(written[entry], this.accepted[entry]);
  }

  // Where all that is written of a step is by one road that makes other numbers, that road is the reader's.
  #keepToOneRoad(step, written, roads) {
    const here = step.entries.filter((entry) => written[entry]);
    if (!roads.length || !here.length || here.every((entry) => this.#fits(entry, written))) return;
    for (const { note, record } of roads) {
      const results = record.map((expression) => this.results(expression));
      const result = (entry) => results[entry - step.first];
      if (here.every((entry) => this.fits(written[entry], result(entry)))) {
        step.entries.forEach((entry) => (this.accepted[entry] = result(entry)));
        here.forEach((entry) => (this.notes[entry] = note));
        return;
      }
    }
  }

  #stand(entry, written) {
    const accepted = this.accepted[entry];
    this.known[entry] = written ? this.ranges.standingFor(written, accepted) : hull(accepted);
  }
}

// What is accepted of a reader whose earlier entries are the solution's. What no one could work is undefined.
export function acceptedOnTheSolution(problem) {
  const standing = new Standing(problem);
  const written = [];
  problem.solution.forEach((number, i) => {
    written[problem.givens.length + i] = number === null ? null : { number, decimals: problem.places };
  });
  const accepted = problem.givens.map(() => null);
  for (const step of problem.steps) {
    try {
      standing.read(step, written);
    } catch (complaint) {
      if (!(complaint instanceof Impossible)) throw complaint;
      return accepted;
    }
    step.entries.forEach((entry) => (accepted[entry] = standing.accepted[entry]));
  }
  return accepted;
}
