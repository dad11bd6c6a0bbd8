// The drawing on the page. Each of its places can be opened, and shows its number, whether that number has changed, and
// what it has to do with the selected result.

import { minus, write } from "./elements.js";

const BIAS = "b\u2009=\u2009"; // as in the drawing, with thin spaces
const SLOPE_OF_BIAS = `∂L/∂${BIAS}`;
const HEADS = [["x", "x"], ["H", "∂L/∂H"], ["ŷ", "δ₂"]];
const GRADIENT_OF = { W1: "dW1", b1: "db1", W2: "dW2", b2: "db2", H: "dH", y_hat: "delta2" };

/**
 * What to show: the network's numbers, or gradients in their places. `inPlay` holds the numbers that a walk uses at this
 * stop, under the places where it shows them. `before` holds the printed numbers before the last change.
 * @typedef {object} View
 * @property {import("./engine/network.js").Network} network
 * @property {boolean} isSlope
 * @property {Map<number, number>} inPlay
 * @property {number | undefined} asked
 * @property {Set<number>} from
 * @property {Set<number>} to
 * @property {string[]} prints
 * @property {string[] | undefined} before
 */

export class Picture {
  /**
   * Calls `opened` with an entry and its place when the reader clicks that place or presses Enter on it.
   * @param {import("./engine/form.js").Form} form
   * @param {SVGElement | null} figure
   * @param {(entry: number, spot: SVGElement) => void} opened
   */
  constructor(form, figure, opened) {
    this.form = form;
    this.figure = figure;
    figure?.setAttribute("role", "group");
    for (const [spot, entry] of this.#spots()) {
      spot.setAttribute("tabindex", "0");
      spot.setAttribute("role", "button");
      const open = () => opened(entry, spot);
      spot.addEventListener("click", open);
      spot.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        open();
      });
    }
  }

  /** @type {() => [spot: SVGElement, entry: number][]} */
  #spots() {
    const spots = /** @type {SVGElement[]} */ ([...(this.figure?.querySelectorAll("[data-entry]") ?? [])]);
    return spots.map((spot) => {
      const [name, i] = (spot.getAttribute("data-entry") ?? "").split(" ");
      return [spot, this.form.drawn(name)[Number(i)]];
    });
  }

  /** @param {View} view */
  show(view) {
    this.#showHeads(view.isSlope);
    this.#light(view.inPlay);
    for (const [spot, own] of this.#spots()) this.#showAt(spot, own, view);
  }

  #showHeads(isSlope) {
    const heads = this.figure?.querySelectorAll(":scope > text") ?? [];
    [...heads].forEach((head, i) => write(head.firstElementChild ?? head, HEADS[i][Number(isSlope)]));
  }

  // The lines of the drawing are the weights, in order.
  #light(inPlay) {
    const weights = ["W1", "W2"].flatMap((name) => this.form.quantity(name).entries);
    const lines = this.figure?.querySelectorAll("line") ?? [];
    [...lines].forEach((line, i) => line.classList.toggle("nn-lit", inPlay.has(weights[i])));
  }

  /** @type {(spot: SVGElement, own: number, view: View) => void} */
  #showAt(spot, own, { network, isSlope, inPlay, asked, from, to, prints, before }) {
    const name = this.form.nameOf(own);
    const gradient = isSlope ? this.form.quantity(GRADIENT_OF[name]) : undefined;
    const entry = inPlay.get(own) ?? (gradient ? gradient.entries[own - this.form.quantity(name).first] : own);
    write(spot.querySelector("text")?.lastChild, minus(network.printShort(entry)));
    write(spot.querySelector("tspan"), gradient && entry !== own ? SLOPE_OF_BIAS : BIAS);
    spot.setAttribute("aria-label", `${spot.textContent}, ${this.form.placeOf(entry)}`);
    spot.classList.toggle("nn-moved", before?.[entry] !== undefined && before[entry] !== prints[entry]);
    spot.classList.toggle("nn-from", from.has(entry));
    spot.classList.toggle("nn-to", to.has(entry));
    spot.classList.toggle("nn-asked", asked === entry);
    spot.classList.toggle("nn-slope", isSlope);
  }
}
