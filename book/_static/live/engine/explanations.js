// The slips that explain what is wrong in a step: each is made on the reader's own numbers, and must give what was
// written. The choice among them mirrors workbook.marking.explanations.

import { hull, within } from "./accepted.js";
import { toFloat } from "./exact.js";
import { miscopies } from "./miscopies.js";
import program from "./program.js";
import { careless, exchangedDigits, exchangedEntries, lineMistaken, ownSignLost } from "./patterns.js";

const CHANCE = 1000;

const once = (slips) => [...new Set(slips)];

// `wrong` is a Map from entry to number; `written` holds {number, decimals} for each entry.
export class Explanations {
  constructor(problem, standing, step, written, wrong) {
    this.problem = problem;
    this.standing = standing;
    this.step = step;
    this.written = written;
    this.wrong = wrong;
    this.expression = (entry) => problem.record[entry - problem.givens.length];
    this.found = problem.slipsAt
      .filter((candidate) => candidate.step === step.name)
      .map((candidate) => ({ ...candidate, results: (entry) => standing.results(candidate.record[entry - step.first]) }))
      .map((candidate) => ({ candidate, given: this.#given(candidate) }));
  }

  // The slips that give the whole step as it is written.
  get whole() {
    return once(this.found.filter((each) => this.#isWhole(each)).map(({ candidate }) => candidate.slip));
  }

  // The habits that give the whole step. A habit is named only if the whole sheet shows it.
  get habits() {
    const found = careless(this.step, this.expression, this.standing);
    return found.filter((candidate) => this.#isWhole({ candidate, given: this.#given(candidate) })).map(({ slip }) => slip);
  }

  // For each wrong entry, the slips in part of the step that give it, except where chance might give it too. A slip
  // that gives all the wrong entries takes precedence over those that give only some of them.
  get likely() {
    const { accepted } = this.standing;
    const single = [lineMistaken(this.step, this.expression, this.standing), ownSignLost(accepted)];
    const likely = [...this.found, ...single.map((candidate) => ({ candidate, given: this.#given(candidate) }))]
      .filter((each) => this.#isNoChance(each))
      .map(({ candidate, given }) => ({ slip: candidate.slip, given }));
    likely.push(exchangedEntries(this.wrong, accepted));
    likely.push(exchangedDigits(this.wrong, this.written, accepted, this.problem.places));
    const common = once(likely.filter(({ given }) => given.length === this.wrong.size).map(({ slip }) => slip));
    const behind = (entry) => once(likely.filter(({ given }) => given.includes(entry)).map(({ slip }) => slip));
    return new Map([...this.wrong.keys()].map((entry) => [entry, common.length ? common : behind(entry)]));
  }

  // The one number that explains all wrong entries when it replaces another, if there is exactly one.
  miscopied(texts) {
    const found = miscopies(this.step, this.expression, this.standing, this.wrong, texts);
    const isAlone = (candidate) => found.length === 1 && this.#isNoChance({ candidate, given: [...this.wrong.keys()] });
    return found.filter(isAlone).map(({ words }) => ({ slip: program.patterns.miscopied, words }));
  }

  // The wrong entries that a candidate gives.
  #given(candidate) {
    return [...this.wrong].filter(([entry, number]) => within(number, candidate.results(entry))).map(([entry]) => entry);
  }

  #isWhole({ candidate, given }) {
    const rest = this.step.entries.filter((entry) => this.written[entry] && !this.wrong.has(entry));
    const gives = (entry) => within(this.written[entry].number, candidate.results(entry));
    return given.length === this.wrong.size && rest.every(gives);
  }

  // Whether random numbers of the step's size would hardly ever agree with the slip in this many entries.
  #isNoChance({ candidate, given }) {
    if (given.length < (candidate.isSingle ? 1 : Math.max(2, this.wrong.size))) return false;
    const { accepted, ranges } = this.standing;
    const ends = this.step.entries.flatMap((entry) => hull(accepted[entry])).map((end) => Math.abs(toFloat(end)));
    const span = 2 * Math.max(...ends);
    const unit = toFloat(ranges.unit);
    const width = (entry) => candidate.results(entry).reduce((sum, [low, high]) => sum + (toFloat(high - low) + unit), 0);
    const choices = given.reduce((count, _, i) => (count * (this.wrong.size - i)) / (i + 1), 1);
    return choices * given.reduce((chance, entry) => chance * (width(entry) / span), 1) * CHANCE <= 1;
  }
}
