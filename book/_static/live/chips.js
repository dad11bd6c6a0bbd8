// The givens that have no place in the drawing, beside it: the target and the learning rate.

import { button, element, minus, write } from "./elements.js";
import { symbol, symbolOf } from "./symbols.js";

export class Chips {
  /**
   * Calls `opened` with an entry and its chip when the reader presses that chip.
   * @param {import("./engine/form.js").Form} form
   * @param {import("./givens.js").Givens} givens
   * @param {(entry: number, chip: HTMLElement) => void} opened
   */
  constructor(form, givens, opened) {
    const entries = ["y", "learning_rate"].flatMap((name) => form.quantity(name).entries);
    this.chips = entries
      .filter((entry) => givens.inputs[entry])
      .map((entry) => {
        const value = element("span", {});
        const chip = button("", () => opened(entry, chip));
        chip.replaceChildren(symbol(form, entry), " = ", value);
        return { entry, value, chip };
      });
    this.twins = givens.targets.map((target) => [target, twinOf(target)]);
    this.element = element(
      "div",
      { className: "nn-chips" },
      ...this.twins.map(([, twin]) => element("label", { className: "nn-chip" }, symbolOf("y"), " ", twin)),
      ...this.chips.map(({ chip }) => chip),
    );
  }

  /** @param {import("./engine/network.js").Network} network */
  show(network) {
    for (const { entry, value } of this.chips) write(value, minus(network.print(entry)));
    for (const [target, twin] of this.twins) twin.value = target.value;
  }
}

// A copy of the target's menu. Each follows the other.
/** @param {HTMLSelectElement} target */
function twinOf(target) {
  const twin = /** @type {HTMLSelectElement} */ (target.cloneNode(true));
  twin.id = `${target.id}-here`;
  twin.value = target.value;
  twin.addEventListener("change", () => {
    target.value = twin.value;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return twin;
}
