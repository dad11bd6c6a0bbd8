// The range of values that a result can have on paper. Both ends are included, and each is rounded outwards.
//
// Each operation may be rounded as the sheet is, rounded or cut off with more decimals, or not rounded at all. Ties go
// away from zero or to the even digit.

import { ONE, cos, down, exp, isTooLarge, log, parsed, rounded, sin, tanh, turns, up } from "./exact.js";
import { Impossible, evaluate } from "./replay.js";

const least = (numbers) => numbers.reduce((a, b) => (b < a ? b : a));
const greatest = (numbers) => numbers.reduce((a, b) => (b > a ? b : a));
const corners = (a, b) => a.flatMap((x) => b.map((y) => [x, y]));

function product(a, b) {
  const products = corners(a, b).map(([x, y]) => x * y);
  return [down(least(products), ONE), up(greatest(products), ONE)];
}

function quotient(a, b) {
  if (b[0] <= 0n && b[1] >= 0n) throw new Impossible("division by zero");
  const pairs = corners(a, b);
  return [least(pairs.map(([x, y]) => down(x * ONE, y))), greatest(pairs.map(([x, y]) => up(x * ONE, y)))];
}

function exponential([low, high]) {
  return [exp(low) - 1n, exp(high) + 2n];
}

function logarithm([low, high]) {
  if (low <= 0n) throw new Impossible("logarithm of nothing");
  return [log(low) - 1n, log(high) + 2n];
}

function hyperbolicTangent([low, high]) {
  return [tanh(low) - 1n, tanh(high) + 2n];
}

// sin and cos are 1 at the crest, which is this many quarter turns from 0, and -1 half a turn further on.
function wave(run, crest) {
  return ([low, high]) => {
    const between = (quarters) => turns(low, quarters) < turns(high, quarters);
    const ends = [run(low), run(high)];
    return [between(crest + 2n) ? -ONE : least(ends) - 1n, between(crest) ? ONE : greatest(ends) + 2n];
  };
}

const OPERATIONS = {
  "+": (a, b) => [a[0] + b[0], a[1] + b[1]],
  "-": (a, b) => [a[0] - b[1], a[1] - b[0]],
  "*": product,
  "/": quotient,
  neg: (a) => [-a[1], -a[0]],
  exp: exponential,
  log: logarithm,
  sin: wave(sin, 1n),
  cos: wave(cos, 0n),
  tanh: hyperbolicTangent,
};

export class Ranges {
  constructor(places) {
    this.places = places;
    this.unit = ONE / 10n ** BigInt(places);
    this.guard = this.unit / 10n;
  }

  constant(text) {
    const number = parsed(text);
    return [number, number];
  }

  // All numbers that print as this one with this many decimals, by default the sheet's.
  printed(number, decimals = this.places) {
    const half = 5n * ONE / 10n ** BigInt(decimals + 1);
    return [number - half, number + half];
  }

  // The accepted numbers that print as this one, or all that do if this one is not accepted. A number with too few
  // decimals is itself included: the reader may go on from exactly that.
  standingFor({ number, decimals }, accepted) {
    if (decimals >= this.places && !within(number, accepted)) return this.printed(number); // not just a shared end
    const [low, high] = this.printed(number, Math.min(decimals, this.places));
    const met = accepted
      .filter((range) => meets([low, high], [range]))
      .map((range) => [greatest([low, range[0]]), least([high, range[1]])]);
    if (met.length && decimals < this.places) met.push([number, number]);
    return met.length ? hull(met) : this.printed(number);
  }

  operate(operation, ...operands) {
    const [low, high] = OPERATIONS[operation](...operands);
    if (isTooLarge(low) || isTooLarge(high)) throw new Impossible("a number that is too large");
    const [lowest, highest] = this.#written([low, high]);
    return [least([lowest, -this.#guarded(-low)]), greatest([highest, this.#guarded(high)])];
  }

  // The largest value that guard digits can give a number, rounded or cut off towards 0.
  #guarded(number) {
    if (number < 0n) return up(number, this.guard) * this.guard;
    const finer = this.guard / 10n;
    return greatest([rounded(number, this.places + 1), up(number, finer) * finer]);
  }

  // A range, widened to include its ends as the sheet would round them, with ties either way.
  #written([low, high]) {
    return [
      least([low, rounded(low, this.places), rounded(low, this.places, true)]),
      greatest([high, rounded(high, this.places), rounded(high, this.places, true)]),
    ];
  }

  // Every value that an expression can have: one range, or one for each branch that is possible.
  results(expression, known) {
    return this.#exact(expression, known).map((exact) => this.#written(exact));
  }

  // The same, cut off after the sheet's last decimal instead of rounded.
  cut(expression, known) {
    return this.#exact(expression, known).map((exact) => exact.map((end) => end - (end % this.unit)));
  }

  // The ranges before the result itself is rounded.
  #exact(expression, known) {
    if (expression.hinge === undefined) return [evaluate(expression, known, this)];
    const [low, high] = known[expression.hinge];
    const branches = [...(high >= 0n ? [expression.above] : []), ...(low <= 0n ? [expression.below] : [])];
    return branches.map((branch) => evaluate(branch, known, this));
  }
}

export const within = (number, accepted) => accepted.some(([low, high]) => low <= number && number <= high);

/** @type {(numbers: bigint[], accepted: bigint[][]) => boolean} */
export const meets = ([from, to], accepted) => accepted.some(([low, high]) => low <= to && from <= high);

export const hull = (accepted) => [least(accepted.map(([low]) => low)), greatest(accepted.map(([, high]) => high))];
