// Numbers on paper: every result is rounded, half away from zero.

import { ONE, down, exp, log, ofFloat, parsed, printed, rounded, toFloat } from "./exact.js";
import { Impossible } from "./replay.js";

const ENDLESS = 200n * ONE;

/** @type {Record<string, (...operands: bigint[]) => bigint>} */
const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => down(a * b, ONE),
  "/": (a, b) => down(a * ONE, b),
  neg: (a) => -a,
  exp,
  log,
  sin: (a) => ofFloat(Math.sin(toFloat(a))),
  cos: (a) => ofFloat(Math.cos(toFloat(a))),
};

/** @type {(operation: string, operands: any[]) => boolean} */
const hasNoResult = (operation, [a, b]) =>
  (operation === "/" && b === 0n) || (operation === "log" && a <= 0n) || (operation === "exp" && a > ENDLESS);

export class Paper {
  constructor(places) {
    this.places = places;
  }

  plain(text) {
    return parsed(text);
  }

  operate(operation, ...operands) {
    if (operands.includes(null) || hasNoResult(operation, operands)) throw new Impossible(operation);
    return rounded(OPERATIONS[operation](...operands), this.places);
  }

  isAbove(number) {
    return number > 0n;
  }

  toFloat(number) {
    return toFloat(number);
  }

  print(number) {
    return printed(number, this.places);
  }
}
