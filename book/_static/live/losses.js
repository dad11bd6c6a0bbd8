// Two curves: the loss before each step taken, and the loss after the next step against the learning rate.

import { Curve } from "./curve.js";
import { element, minus } from "./elements.js";
import { floats } from "./engine/floats.js";
import { Network } from "./engine/network.js";

const [COUNT, REACH] = [60, 1.5]; // intervals, up to this rate or to twice the current one
const SOON = 100;

export class Losses {
  /** @type {number[]} */
  values = [];
  curve = new Curve();

  constructor() {
    this.element = this.curve.element;
    this.element.classList.add("nn-losses");
    this.element.hidden = true;
  }

  clear() {
    this.values = [];
    this.element.hidden = true;
  }

  /** @param {number} loss */
  add(loss) {
    if (!Number.isNaN(loss)) this.values.push(loss);
  }

  draw() {
    const { values } = this;
    this.element.hidden = values.length < 2;
    if (this.element.hidden) return;
    const [first, last] = [values[0], values[values.length - 1]].map((loss) => loss.toFixed(4));
    const words = `The loss at each step: ${first} before the first, ${last} before the last of ${values.length}.`;
    this.curve.draw(values.map((loss, i) => [i + 1, loss]), words);
  }
}

// Computed in floating point, only while it is open, and after a pause in typing.
export class Rates {
  curve = new Curve();

  /** @param {() => Network} now */
  constructor(now) {
    this.now = now;
    this.element = element(
      "details",
      { className: "nn-rates" },
      element("summary", {}, "The loss after this step, plotted against the learning rate"),
      this.curve.element,
    );
    this.element.addEventListener("toggle", () => this.follow());
  }

  follow() {
    clearTimeout(this.timer);
    if (this.element.open) this.timer = setTimeout(() => this.#draw(), SOON);
  }

  #draw() {
    const { texts, form } = this.now();
    const now = new Network(texts, floats, form);
    const { rate, lossNumber: before } = now;
    const end = Math.max(REACH, 2 * rate);
    const all = Array.from({ length: COUNT + 1 }, (_, i) => (i * end) / COUNT);
    /** @type {[number, number][]} */
    const points = all.map((each) => [each, now.atRate(each).lossAfterNumber]);
    const there = points.filter(([, loss]) => Number.isFinite(loss));
    if (!there.length) return this.curve.words.replaceChildren("The loss after the step has no value here.");
    const [best, least] = there.reduce((one, other) => (other[1] < one[1] ? other : one));
    const larger = there.find(([each, loss]) => each > 0 && loss > before);
    const own = now.lossAfterNumber;
    const words = [
      `With the machine’s numbers, for rates from 0 to ${end}. Dashed: the loss before the step, ${before.toFixed(4)}.`,
      Number.isFinite(own) ? `At your rate, ${rate}, the loss becomes ${own.toFixed(4)}.` : "",
      best ? `Of the rates shown, ${Number(best.toFixed(4))} gives the smallest loss, ${Number(least.toPrecision(4))}.` : "",
      larger ? `The first rate at which the loss becomes larger is ${Number(larger[0].toFixed(4))}.` : "At none of them does the loss become larger.",
      there.length < points.length ? "Where the curve ends, a logit is too large for this page." : "",
    ];
    return this.curve.draw(points, minus(words.filter(Boolean).join(" ")), before, [rate, own]);
  }
}
