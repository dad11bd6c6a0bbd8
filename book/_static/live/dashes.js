// Why there are dashes instead of numbers.

import { minus } from "./elements.js";
import program from "./engine/program.js";

const STOP = "This page stops there.";
const NOT_NEEDED = "The step does not need it.";

// The first entry that has no value, and its formula; nothing if there is none.
/** @type {(network: import("./engine/network.js").Network) => string} */
export function whyNot(network) {
  const entry = network.known.indexOf(null);
  if (entry < 0) return "";
  if (network.isOutOfRange) return `A logit is outside the range from −${network.safe} to ${network.safe}. ${STOP}`;
  const { steps } = network.form;
  const { name, entries } = steps.find((step) => step.entries.includes(entry)) ?? steps[0];
  const end = network.canStep ? NOT_NEEDED : STOP;
  const which = entries.length > 1 ? `, number ${entry - entries[0] + 1},` : "";
  return `The result “${program.quantities[name].meaning}”${which} would be ${minus(network.formula(entry))}, which has no value. ${end}`;
}
