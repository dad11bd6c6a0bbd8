// A curve, with labels at the ends of its axes and a caption below.

import { element, minus, shape } from "./elements.js";

const [LEFT, RIGHT, TOP, BOTTOM] = [70, 500, 12, 120];
const MOST = 400; // points: more could not be told apart

const text = (x, y, anchor, words) =>
  shape("text", { x, y, style: `font: 14px var(--nn-sans); text-anchor: ${anchor}; fill: var(--nn-ink)` }, minus(words));

export class Curve {
  constructor() {
    this.svg = shape("svg", { viewBox: "0 0 520 146", class: "nn-figure", role: "img" });
    this.words = element("figcaption", {});
    this.element = element("figure", { className: "nn-curve" }, this.svg, this.words);
  }

  // Draw points from left to right, with an optional dashed line at `level` and an optional dot at `mark`.
  /** @type {(points: [x: number, y: number][], words: string, level?: number, mark?: [x: number, y: number]) => void} */
  draw(points, words, level, mark) {
    const every = Math.ceil(points.length / MOST);
    const shown = points.filter(([, y], i) => Number.isFinite(y) && (i % every === 0 || i === points.length - 1));
    const [xs, ys] = [points.map(([x]) => x), shown.map(([, y]) => y)];
    const [left, right, bottom, top] = [xs[0], xs[xs.length - 1], Math.min(...ys), Math.max(...ys)];
    const x = (value) => (LEFT + ((value - left) / (right - left || 1)) * (RIGHT - LEFT)).toFixed(1);
    const y = (value) => (BOTTOM - ((value - bottom) / (top - bottom || 1)) * (BOTTOM - TOP)).toFixed(1);
    const line = shown.map(([a, b]) => `${x(a)},${y(b)}`).join(" ");
    const faint = "stroke: var(--nn-ink); stroke-dasharray: 4";
    this.svg.replaceChildren(
      ...(level === undefined ? [] : [shape("line", { x1: LEFT, x2: RIGHT, y1: y(level), y2: y(level), style: faint })]),
      shape("polyline", { points: line, style: "fill: none; stroke: var(--nn-delta); stroke-width: 2" }),
      ...(mark ? [shape("circle", { cx: x(mark[0]), cy: y(mark[1]), r: 5, style: "fill: var(--nn-ink)" })] : []),
      text(LEFT - 8, TOP + 5, "end", top.toFixed(4)),
      text(LEFT - 8, BOTTOM + 5, "end", bottom.toFixed(4)),
      text(LEFT, BOTTOM + 22, "middle", String(left)),
      text(RIGHT, BOTTOM + 22, "end", String(right)),
    );
    this.svg.setAttribute("aria-label", words);
    this.words.textContent = words;
  }
}
