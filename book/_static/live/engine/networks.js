// The networks to choose from, with their parts named as in Python.

import { THE_ASSIGNMENTS, isSame } from "./form.js";
import program from "./program.js";

/** @typedef {import("./form.js").Network} Network */

const { hidden: HIDDEN, outputs: OUTPUTS, reductions: REDUCTIONS, biases: BIASES } = program.networks;

/** @type {(network: { output: string, loss: string }) => string} */
const pairOf = ({ output, loss }) => `${output} with ${loss}`;

// The choices for each part as a reader sees them, with the parts of the network that each choice sets.
/** @type {{ label: string, choices: [text: string, parts: Partial<Network>][] }[]} */
export const CHOICES = [
  { label: "Hidden activation", choices: HIDDEN.map((hidden) => [hidden, { hidden }]) },
  { label: "Output and loss", choices: OUTPUTS.map(({ output, loss }) => [pairOf({ output, loss }), { output, loss }]) },
  { label: "Loss for several examples", choices: REDUCTIONS.map((reduction) => [reduction, { reduction }]) },
  { label: "Biases", choices: BIASES.map((biases) => [biases, { biases }]) },
];

export const DECIMALS = "Decimals";

// Which of a part's choices a network has.
/** @type {(choices: [text: string, parts: Partial<Network>][], network: Network) => number} */
export const chosen = (choices, network) => choices.findIndex(([, its]) => isSame({ ...network, ...its }, network));

// Everything that was chosen for a network, in the words of its choices.
/** @type {(network: Network, places: number) => string} */
export function inChoices(network, places) {
  const parts = CHOICES.map(({ label, choices }) => [label, choices[chosen(choices, network)][0]]);
  return [...parts, [DECIMALS, places]].map(([label, own]) => `${label}: ${own}.`).join(" ");
}

// The kind of target that the loss takes: "one-hot", "0 or 1" or "numbers".
/** @type {(network: Network) => string} */
export const targetOf = (network) => OUTPUTS.find((each) => pairOf(each) === pairOf(network))?.target ?? "";

/**
 * A network from its parts by name, with the assignment's for any part that is not named.
 * Throws an Error with a message for the reader, the same as Python's.
 * @type {(parts: Record<string, string>) => Network}
 */
export function networkOf(parts) {
  const network = { ...THE_ASSIGNMENTS, ...parts };
  const { hidden, reduction, biases } = network;
  const pairs = OUTPUTS.map(pairOf);
  /** @type {[name: string, there: string[], comma: string, own: string][]} */
  const rules = [
    ["hidden", HIDDEN, ", ", hidden],
    ["output", pairs, "; ", pairOf(network)],
    ["reduction", REDUCTIONS, " or ", reduction],
    ["biases", BIASES, ", ", biases],
  ];
  for (const [name, there, comma, own] of rules) {
    if (!there.includes(own)) throw new Error(`${name}: expected ${there.join(comma)}, got ${own}`);
  }
  return network;
}
