// The network, evaluated for some givens: all its results, how each is computed, and the loss after the step.

import { theAssignments } from "./form.js";
import { inWords } from "./formula.js";
import { Problem } from "./problem.js";
import program from "./program.js";
import { Impossible, branch, evaluate, replay } from "./replay.js";

const ROOM = 4;
const THETAS = ["W1", "b1", "W2", "b2"];

export class Network {
  /** @type {any} */
  after;

  // `texts` are the givens in the form's order. `kind` is the arithmetic, on paper or in floating point.
  constructor(texts, kind, form = theAssignments) {
    this.texts = texts;
    this.kind = kind;
    this.form = form;
    this.record = new Problem("", texts, undefined, form).record;
    this.afterLogits = form.quantity("Z2").entries.at(-1) + 1;
    this.known = this.#worked(texts.map((text) => kind.constant(text)));
  }

  #worked(givens) {
    const known = replay(this.record, givens, this.kind);
    const logits = this.form.quantity("Z2").entries.map((entry) => known[entry]);
    const top = logits.includes(null) ? NaN : Math.max(...logits.map((logit) => this.kind.toFloat(logit)));
    if (Math.abs(top) <= this.safe) return known;
    return known.map((number, entry) => (entry < this.afterLogits ? number : null));
  }

  // How far the largest logit may be from 0.
  get safe() {
    return program.safe[this.form.network.loss] ?? Infinity;
  }

  get rate() {
    return Number(this.texts[this.form.quantity("learning_rate").first]);
  }

  /** @type {(rate: number) => Network} */
  atRate(rate) {
    const texts = [...this.texts];
    texts[this.form.quantity("learning_rate").first] = String(rate);
    return new Network(texts, this.kind, this.form);
  }

  // An entry as shown: a given as it was written, and a dash for a result that has no value.
  print(entry) {
    if (entry < this.texts.length) return this.texts[entry];
    return this.known[entry] === null ? "–" : this.kind.print(this.known[entry]);
  }

  // The same, with no more decimals than a drawing has room for.
  printShort(entry) {
    const text = this.print(entry);
    return (text.split(".")[1] ?? "").length > ROOM ? this.kind.print(this.known[entry], ROOM) : text;
  }

  formula(entry) {
    const isAbove = (hinge) => this.kind.isAbove(this.known[hinge]);
    return inWords(branch(this.record[entry - this.texts.length], isAbove), (each) => this.print(each));
  }

  // The value of part of a formula, as shown.
  value(expression) {
    if (typeof expression === "number") return this.print(expression);
    try {
      return this.kind.print(evaluate(expression, this.known, this.kind));
    } catch (complaint) {
      if (!(complaint instanceof Impossible)) throw complaint;
      return "–";
    }
  }

  get isOutOfRange() {
    return this.known[this.afterLogits] === null;
  }

  get canStep() {
    return this.known.at(-1) !== null;
  }

  // The entry of each parameter that is updated, with the entry of its new value.
  get updates() {
    return THETAS.map((theta) => [this.form.quantity(theta), this.form.quantity(`${theta}_new`)])
      .filter(([, updated]) => updated)
      .flatMap(([theta, updated]) => theta.entries.map((entry, i) => [entry, updated.entries[i]]));
  }

  // The slope of the loss with respect to each parameter that is updated.
  get slopes() {
    const all = THETAS.flatMap((theta) => this.form.quantity(`d${theta}`)?.entries ?? []);
    return all.map((entry) => this.known[entry]);
  }

  // The givens after the step, with the new parameters as shown.
  get nextTexts() {
    const next = [...this.texts];
    for (const [entry, updated] of this.updates) next[entry] = this.print(updated);
    return next;
  }

  // The loss as a float, or NaN if it has no value.
  get lossNumber() {
    return this.#toFloat(this.known[this.form.quantity("loss").first]);
  }

  get lossAfterNumber() {
    return this.#toFloat(this.#after);
  }

  // The loss with the new parameters, as shown.
  get lossAfter() {
    const loss = this.#after;
    return loss === null ? "–" : this.kind.print(loss);
  }

  // Computed on first use.
  get #after() {
    this.after ??= this.canStep ? this.#workAfter() : null;
    return this.after;
  }

  #workAfter() {
    const givens = this.known.slice(0, this.texts.length);
    for (const [entry, updated] of this.updates) givens[entry] = this.known[updated];
    return this.#worked(givens)[this.form.quantity("loss").first];
  }

  #toFloat(number) {
    return number === null ? NaN : this.kind.toFloat(number);
  }
}
