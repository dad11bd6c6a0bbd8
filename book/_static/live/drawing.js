// Draws a network of any size in the style of the book's drawing of the assignment: layers from left to right, weights
// on the edges, biases under the units. It shows only the first example.

import { shape } from "./elements.js";
import program from "./engine/program.js";

const [ROW, GAP, RADIUS, SIZE, TOP, SIDE, BOTTOM] = [88, 220, 28, 16, 20, 40, 10];
const LABEL = 56; // across from the centre of a unit to that of a weight beside it
const LINE = 18; // from a weight to the next one below
const TALL = 500; // the tallest drawing that may stay in view while the rest scrolls

const colourOf = (name) => `var(--nn-${program.quantities[name].colour})`;

function label([x, y], name, ...words) {
  const style =
    `font: ${SIZE}px KaTeX_Main, serif; text-anchor: middle; fill: ${colourOf(name)}; ` +
    "stroke: var(--nn-paper); stroke-width: 4; paint-order: stroke";
  return shape("text", { x, y: y + 0.3 * SIZE, style }, ...words);
}

// A label for one entry. <nn-live> writes the number into its empty text node.
const entry = (name, i, place, ...words) =>
  shape("g", { "data-entry": `${name} ${i}` }, label(place, name, ...words, document.createTextNode("")));

const column = (x, count, middle, row) =>
  Array.from({ length: count }, (_, i) => [x, middle + (i - (count - 1) / 2) * row]);

// Wide enough for a layer's weights to form one column without overlapping.
const gap = (ends) => Math.max(GAP, LABEL * (ends + 1));

function edges(starts, ends, name) {
  const near = LABEL / (ends[0][0] - starts[0][0]);
  const between = ([x1, y1], [x2, y2]) => [x1 + near * (x2 - x1), y1 + near * (y2 - y1)];
  const style = `stroke: ${colourOf(name)}; stroke-opacity: 0.35`;
  const pairs = ends.flatMap((end) => starts.map((start) => [start, end]));
  return [
    ...pairs.map(([[x1, y1], [x2, y2]]) => shape("line", { x1, y1, x2, y2, style })),
    ...pairs.map(([start, end], i) => entry(name, i, between(start, end))),
  ];
}

function units(places, name) {
  const style = `fill: var(--nn-paper); stroke: ${colourOf(name)}; stroke-width: 2`;
  return places.flatMap(([cx, cy], i) => [
    shape("circle", { cx, cy, r: RADIUS, style }),
    entry(name, i, [cx, cy]),
  ]);
}

const slanted = (letter) => shape("tspan", { style: "font-style: italic; font-family: KaTeX_Math, KaTeX_Main" }, letter);

// A bias that the whole layer shares is drawn under its last unit.
function biases(places, quantity) {
  const own = quantity ? places.slice(-quantity.entries.length) : [];
  return own.map(([x, y], i) => entry(quantity.name, i, [x, y + RADIUS + 14], slanted("b\u2009=\u2009")));
}

/** @type {(form: import("./engine/form.js").Form) => SVGElement} */
export function drawing(form) {
  const { D, K, C } = form.sizes;
  const row = Math.max(ROW, LINE * (Math.max(K, C) + 1));
  const height = TOP + row * Math.max(D, K, C) + BOTTOM;
  const xs = [SIDE, SIDE + gap(K), SIDE + gap(K) + gap(C)];
  const width = xs[2] + SIDE;
  const [inputs, hidden, outputs] = [D, K, C].map((count, i) => column(xs[i], count, (TOP + height - BOTTOM) / 2, row));
  const words = `A network of ${D} inputs, ${K} hidden units and ${C} outputs with its numbers. The table below lists them too.`;
  return shape(
    "svg",
    {
      class: height > TALL ? "nn-figure nn-tall" : "nn-figure",
      role: "img",
      viewBox: `0 0 ${width} ${height}`,
      style: `--across: ${width}px; --shape: ${width / height}`,
      "aria-label": words,
    },
    ...edges(inputs, hidden, "W1"),
    ...edges(hidden, outputs, "W2"),
    ...units(inputs, "x"),
    ...units(hidden, "H"),
    ...units(outputs, "y_hat"),
    ...biases(hidden, form.quantity("b1")),
    ...biases(outputs, form.quantity("b2")),
    ...["x", "H", "ŷ"].map((letter, i) => label([xs[i], 12], ["x", "H", "y_hat"][i], slanted(letter))),
  );
}
