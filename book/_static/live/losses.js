// The loss before each step that was taken, drawn against the steps.

import { element } from "./elements.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, EDGE] = [520, 120, 8];

export class Losses {
  /** @type {number[]} */
  values = [];

  constructor() {
    this.line = document.createElementNS(SVG, "polyline");
    this.line.setAttribute("style", "fill: none; stroke: var(--nn-delta); stroke-width: 2");
    this.svg = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "nn-figure", role: "img" })) {
      this.svg.setAttribute(name, value);
    }
    this.svg.append(this.line);
    this.words = element("figcaption", {});
    this.element = element("figure", { className: "nn-losses", hidden: true }, this.svg, this.words);
  }

  clear() {
    this.values = [];
    this.element.hidden = true;
  }

  /** @param {number} loss */
  add(loss) {
    if (Number.isNaN(loss)) return;
    this.values.push(loss);
    this.element.hidden = this.values.length < 2;
    const [top, bottom] = [Math.max(...this.values), Math.min(...this.values, 0)];
    const x = (i) => EDGE + (i / (this.values.length - 1)) * (WIDTH - 2 * EDGE);
    const y = (value) => HEIGHT - EDGE - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 2 * EDGE);
    const points = this.values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
    if (this.values.length > 1) this.line.setAttribute("points", points.join(" "));
    const words = `The loss against the steps: ${this.values[0].toFixed(4)} before the first, ${loss.toFixed(4)} before the last of ${this.values.length}.`;
    this.svg.setAttribute("aria-label", words);
    this.words.textContent = words;
  }
}
