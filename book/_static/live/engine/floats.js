// Floating-point arithmetic, with results shown to six decimals unless asked for fewer.

import { Impossible } from "./replay.js";

const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  neg: (a) => -a,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
};

const PLACES = 6;

// Round as NumPy does: the scaled number goes to the nearest integer, and ties go to the even one.
function rounded(number, places) {
  const scaled = number * 10 ** places;
  if (!Number.isFinite(scaled)) return number;
  const low = Math.floor(scaled);
  const part = scaled - low;
  const whole = part > 0.5 || (part === 0.5 && low % 2 !== 0) ? low + 1 : low;
  return whole / 10 ** places + 0;
}

export const floats = {
  constant: Number,

  operate(operation, ...operands) {
    const result = operands.includes(null) ? NaN : OPERATIONS[operation](...operands);
    if (!Number.isFinite(result)) throw new Impossible(operation);
    return result;
  },

  toFloat: Number,

  isAbove: (number) => number > 0,

  print: (number, places = PLACES) => rounded(number, places).toFixed(places),
};
