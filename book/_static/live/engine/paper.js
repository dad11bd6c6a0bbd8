// Arithmetic as on paper: every result is rounded, half away from zero.

import { ONE, absolute, cos, exp, isTooLarge, log, parsed, printed, rounded, sin, tanh, toFloat } from "./exact.js";
import { Impossible } from "./replay.js";

/** @type {Record<string, (...operands: bigint[]) => bigint>} */
const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  neg: (a) => -a,
  exp,
  log,
  tanh,
  sin,
  cos,
};

/** @type {(operation: string, operands: any[]) => boolean} */
const hasNoResult = (operation, [a, b]) =>
  (operation === "/" && b === 0n) || (operation === "log" && a <= 0n);

export class Paper {
  constructor(places) {
    this.places = places;
  }

  constant(text) {
    return parsed(text);
  }

  operate(operation, ...operands) {
    if (operands.includes(null) || hasNoResult(operation, operands)) throw new Impossible(operation);
    const result = this.#rounded(operation, operands);
    if (isTooLarge(result)) throw new Impossible(operation);
    return result;
  }

  // Products and quotients are rounded once, from all their decimals.
  /** @type {(operation: string, operands: bigint[]) => bigint} */
  #rounded(operation, operands) {
    const [a, b] = operands;
    if (operation === "*") return rounded(a * b, this.places, false, ONE);
    if (operation === "/") return rounded(b < 0n ? -a * ONE : a * ONE, this.places, false, absolute(b));
    return rounded(OPERATIONS[operation](...operands), this.places);
  }

  isAbove(number) {
    return number > 0n;
  }

  toFloat(number) {
    return toFloat(number);
  }

  print(number, places = this.places) {
    return printed(number, places);
  }
}
