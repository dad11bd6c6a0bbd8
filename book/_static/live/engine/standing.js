// Which numbers are possible at each entry, step by step, given the entries before it. This mirrors
// workbook.marking.standing.
//
// A written entry is {number, decimals}, and a blank one is null.

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

  // Read the next step. If it is not possible to go on from what is written, `otherwise` says what is accepted instead.
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
    const whole = others.filter((road) => road.note);
    const columnOf = (entry) => step.entries.filter((other) => (other - entry) % step.columns === 0);
    for (const first of step.entries.slice(0, whole.length && step.columns)) {
      this.#keepToOneRoad(step, columnOf(first), written, whole);
    }
    for (const [entry] of entries) this.#stand(entry, written[entry]);
    for (const road of others.filter((each) => each.isWithin)) {
      for (const [entry, i] of entries) {
        if (columnOf(entry).every((other) => other === entry || this.#fits(other, written))) {
          this.accepted[entry] = [...this.accepted[entry], ...this.results(road.record[i])];
          this.#stand(entry, written[entry]);
        }
      }
    }
  }

  // Whether a number is accepted, as far as it is written.
  fits(written, accepted) {
    const { number, decimals } = written;
    return within(number, accepted) || (this.isShort(written) && meets(this.ranges.printed(number, decimals), accepted));
  }

  isShort({ decimals }) {
    return decimals >= 1 && decimals < this.ranges.places;
  }

  // Every value that an expression can have, from the numbers known here or from others. It may be empty.
  results(expression, known = this.known) {
    return orNothing(() => this.ranges.results(expression, known));
  }

  // The same, with results cut off.
  cut(expression) {
    return orNothing(() => this.ranges.cut(expression, this.known));
  }

  #fits(entry, written) {
    return Boolean(written[entry]) && this.fits(written[entry], this.accepted[entry]);
  }

  // If one road that gives other numbers fits everything written in a column, it is the reader's road.
  #keepToOneRoad(step, column, written, roads) {
    const here = column.filter((entry) => written[entry]);
    if (!here.length || here.every((entry) => this.#fits(entry, written))) return;
    for (const { note, record } of roads) {
      const results = record.map((expression) => this.results(expression));
      const result = (entry) => results[entry - step.first];
      if (here.every((entry) => this.fits(written[entry], result(entry)))) {
        column.forEach((entry) => (this.accepted[entry] = result(entry)));
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

// What is accepted at each entry if all the earlier entries are those of the solution. It ends with the first step
// that cannot be computed, where some entries are undefined.
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
    }
    step.entries.forEach((entry) => (accepted[entry] = standing.accepted[entry]));
    if (accepted.includes(undefined)) break;
  }
  return accepted;
}
