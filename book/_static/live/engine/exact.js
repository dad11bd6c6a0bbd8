// Fixed-point decimals as integers, so that sums, products and comparisons of the numbers that people write are exact.

import program from "./program.js";

const DIGITS = program.limits.decimals;
export const ONE = 10n ** BigInt(DIGITS);

// Every result must be smaller than this in absolute value.
const LIMIT = ONE * 10n ** BigInt(program.limits.digits);
/** @type {(a: bigint) => boolean} */
export const isTooLarge = (a) => absolute(a) >= LIMIT;

// A quotient, rounded down or up.
/** @type {(a: bigint, b: bigint) => bigint} */
export const down = (a, b) => (a < 0n !== b < 0n && a % b ? a / b - 1n : a / b);
/** @type {(a: bigint, b: bigint) => bigint} */
export const up = (a, b) => -down(-a, b);

/** @type {(a: bigint) => bigint} */
export const absolute = (a) => (a < 0n ? -a : a);

// Parse digits with an optional point and exponent. Excess decimals are rounded away from 0, so that a tiny number
// does not become 0.
export function parsed(text) {
  const [, sign, whole, part = "", exponent = "0"] = text.match(/^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i);
  const digits = BigInt(whole + part);
  const shift = DIGITS - part.length + Number(exponent);
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : up(digits, 10n ** BigInt(-shift));
  return sign === "-" ? -size : size;
}

// The exact value of a float, rounded down to the last decimal.
/** @type {(number: number) => bigint} */
function ofFloat(number) {
  let shift = 0n;
  for (; number % 1; number *= 2) shift += 1n;
  return down(BigInt(number) * ONE, 1n << shift);
}

export const toFloat = (a) => Number(printed(a, DIGITS));

// a / parts, rounded to this many places. Ties go away from zero or, with `toEven`, to the even digit.
/** @type {(a: bigint, places: number, toEven?: boolean, parts?: bigint) => bigint} */
export function rounded(a, places, toEven = false, parts = 1n) {
  const unit = 10n ** BigInt(DIGITS - places);
  const size = absolute(a);
  const whole = size / (unit * parts);
  const twice = 2n * (size % (unit * parts));
  const isUp = twice > unit * parts || (twice === unit * parts && !(toEven && whole % 2n === 0n));
  return (isUp ? whole + 1n : whole) * (a < 0n ? -unit : unit);
}

// A number as text with exactly this many places.
export function printed(a, places) {
  const unit = 10n ** BigInt(DIGITS - places);
  const digits = String(absolute(rounded(a, places)) / unit).padStart(places + 1, "0");
  const sign = a < 0n && /[1-9]/.test(digits) ? "-" : "";
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

// A number as text without trailing zeros.
export const shortened = (a) => printed(a, DIGITS).replace(/\.?0+$/, "");

// e^a and ln a are computed with extra decimals and then rounded down, e^a by its Taylor series. Beyond these limits
// e^a is too large, or smaller than the last decimal.
const LEAST = -ONE * 150n;
const MOST = ONE * 150n;
const MORE = 10n ** 90n;
const FINE = ONE * MORE;

/** @type {(term: bigint, next: (term: bigint, n: bigint) => bigint) => bigint} */
function series(term, next) {
  let sum = 0n;
  for (let n = 1n; term; n += 1n) {
    sum += term;
    term = next(term, n);
  }
  return sum;
}

/** @param {bigint} a */
function fineExp(a) {
  const halvings = 12n;
  const small = a >> halvings;
  let power = series(FINE, (term, n) => (term * small) / (FINE * n));
  for (let n = 0n; n < halvings; n += 1n) power = (power * power) / FINE;
  return power;
}

/** @type {(a: bigint) => bigint} */
export function exp(a) {
  if (a > MOST) return LIMIT;
  if (a < LEAST) return 0n;
  return a < 0n ? down(FINE * ONE, fineExp(-a * MORE)) : down(fineExp(a * MORE), MORE);
}

// tanh a, rounded down, from e^(-2|a|).
/** @type {(a: bigint) => bigint} */
export function tanh(a) {
  const shrunk = (FINE * FINE) / fineExp(2n * (absolute(a) < MOST ? absolute(a) : MOST) * MORE);
  return down((a < 0n ? shrunk - FINE : FINE - shrunk) * ONE, FINE + shrunk);
}

// pi as six times the arcsine of a half, and sin a and cos a, rounded down. The series are those of the recipes in the
// documentation of Python's decimal module.
const PI = series(3n * FINE, (term, n) => (term * (2n * n - 1n) ** 2n) / (8n * n * (2n * n + 1n)));

// Without its whole turns the angle is small, so fewer decimals are enough.
const FEWER = 10n ** 10n;
const WAVE = ONE * FEWER;
/** @type {(a: bigint) => bigint} */
const withoutTurns = (a) => ((a * MORE) % (2n * PI)) / (MORE / FEWER);

/** @type {(a: bigint) => bigint} */
export function sin(a) {
  const angle = withoutTurns(a);
  const square = (angle * angle) / WAVE;
  return down(series(angle, (term, n) => (-term * square) / (WAVE * (2n * n * (2n * n + 1n)))), FEWER);
}

/** @type {(a: bigint) => bigint} */
export function cos(a) {
  const angle = withoutTurns(a);
  const square = (angle * angle) / WAVE;
  return down(series(WAVE, (term, n) => (-term * square) / (WAVE * (2n * n * (2n * n - 1n)))), FEWER);
}

// The number of whole turns from this many quarter turns to the angle a, rounded down.
/** @type {(a: bigint, quarters: bigint) => bigint} */
export const turns = (a, quarters) => down(2n * a * MORE - quarters * PI, 4n * PI);

// Start from a float's logarithm. Each of Halley's steps triples the number of correct digits.
export function log(a) {
  let found = ofFloat(Math.log(toFloat(a))) * MORE;
  for (let n = 0; n < 3; n += 1) {
    const power = found < 0n ? (FINE * FINE) / fineExp(-found) : fineExp(found);
    found += (2n * FINE * (a * MORE - power)) / (a * MORE + power);
  }
  return down(found, MORE);
}
