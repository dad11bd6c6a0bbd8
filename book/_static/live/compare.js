// Shows beside a wrong entry, on request, its line from the reader's own numbers, correct and with the slip, and then
// the line in the solution.

import { button, element, minus } from "./elements.js";
import { symbol } from "./symbols.js";
import { contrast } from "./engine/contrast.js";

const NO_LINE = "This line cannot be computed from your numbers.";

/** @type {(label: string, its: HTMLElement, line: string | null) => HTMLElement[]} */
function worked(label, its, line) {
  const words = line === null ? [NO_LINE] : [its.cloneNode(true), ` = ${minus(line)}`];
  return [element("dt", {}, label), element("dd", {}, ...words)];
}

function panel(problem, texts, entry) {
  const { correct, slips, solution } = contrast(problem, texts, entry);
  const its = symbol(problem.form, entry);
  const lines = element(
    "dl",
    {},
    ...worked("From your numbers", its, correct),
    ...slips.flatMap(([name, line]) => worked(`With this slip: ${name}`, its, line)),
  );
  const more = button("Show the line from the solution", () => {
    lines.append(...worked("In the solution", its, solution));
    more.remove();
  });
  return [lines, more];
}

/**
 * A button, with space for the comparison below it. `texts` are those that the sheet was marked with.
 * @type {(problem: import("./engine/problem.js").Problem, texts: string[], entry: number) => HTMLElement}
 */
export function compare(problem, texts, entry) {
  const room = element("div", { className: "nn-contrast", "aria-live": "polite" });
  const opener = button("Compare", () => {
    const isOpen = room.hasChildNodes();
    room.replaceChildren(...(isOpen ? [] : panel(problem, texts, entry)));
    opener.setAttribute("aria-expanded", String(!isOpen));
  });
  opener.setAttribute("aria-expanded", "false");
  opener.dataset.entry = String(entry);
  return element("div", { className: "nn-compare" }, opener, room);
}

// Pressing a button takes the focus from a field, which redraws the marks and replaces the button before the click. The
// click is therefore passed on to the new button.
/** @type {(place: HTMLElement) => void} */
export function keepPresses(place) {
  const opener = (event) => event.target.closest?.("button[data-entry]");
  place.addEventListener("pointerdown", (event) => {
    const pressed = opener(event);
    if (!pressed) return;
    const released = () => {
      const again = place.querySelector(`[data-entry="${pressed.dataset.entry}"]`);
      if (!pressed.isConnected && again instanceof HTMLButtonElement) again.click();
    };
    addEventListener("pointerup", released, { once: true });
  });
}
