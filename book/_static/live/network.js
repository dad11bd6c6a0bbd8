// The network at work on some givens: all its results, how each was worked, and the loss after the step.

import { inWords } from "./formula.js";
import { Problem, quantity } from "./problem.js";
import program from "./program.js";
import { branch, replay } from "./replay.js";

export const THETAS = ["W1", "b1", "W2", "b2"];

export class Network {
  // The texts of the givens, in the program's order, and the kind of number.
  constructor(texts, kind) {
    this.texts = texts;
    this.kind = kind;
    this.record = new Problem("", texts).record;
    this.known = this.#worked(texts.map((text) => kind.constant(text)));
  }

  #worked(givens) {
    const known = replay(this.record, givens, this.kind);
    const logits = quantity("Z2").entries.map((entry) => known[entry]);
    const top = logits.includes(null) ? NaN : Math.max(...logits.map((logit) => this.kind.toFloat(logit)));
    if (Math.abs(top) <= program.safe) return known;
    return known.map((number, entry) => (entry < quantity("e_Z2").first ? number : null));
  }

  // An entry as it is shown: a given as it was written; a dash for what cannot be written down.
  print(entry) {
    if (entry < this.texts.length) return this.texts[entry];
    return this.known[entry] === null ? "–" : this.kind.print(this.known[entry]);
  }

  formula(entry) {
    const isAbove = (hinge) => this.kind.isAbove(this.known[hinge]);
    return inWords(branch(this.record[entry - this.texts.length], isAbove), (each) => this.print(each));
  }

  get isOutOfRange() {
    return this.known[quantity("e_Z2").first] === null;
  }

  get canStep() {
    return this.known.at(-1) !== null;
  }

  // The givens after the step, with the new parameters as they are shown.
  get nextTexts() {
    const next = [...this.texts];
    for (const theta of THETAS) {
      quantity(theta).entries.forEach((entry, i) => {
        next[entry] = this.print(quantity(`${theta}_new`).entries[i]);
      });
    }
    return next;
  }

  // The loss with the new parameters.
  get lossAfter() {
    if (!this.canStep) return "–";
    const givens = this.known.slice(0, this.texts.length);
    for (const theta of THETAS) {
      quantity(theta).entries.forEach((entry, i) => {
        givens[entry] = this.known[quantity(`${theta}_new`).entries[i]];
      });
    }
    const loss = this.#worked(givens)[quantity("loss").first];
    return loss === null ? "–" : this.kind.print(loss);
  }
}
