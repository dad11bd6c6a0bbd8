// Reads numbers that were typed or pasted, or says what to change. The rules are data, shared with Python's own reader.

import { ONE, absolute, parsed } from "./exact.js";
import program from "./program.js";

const { reading, limits } = program;
const LARGEST = BigInt(limits.largest) * ONE;

const whole = (form) => new RegExp(`^(?:${form})$`);
const NUMBER = whole(reading.number);
const TWO_READINGS = whole(reading.two);
const DATE = whole(reading.date);
const REPLACED = reading.replaced.map(([form, instead]) => [new RegExp(form, "g"), instead]);
const GROUPS = reading.groups.map(([parting, form]) => [new RegExp(parting, "g"), whole(form)]);
/** @type {[kind: string, form: RegExp][]} */
const KINDS = Object.entries(reading.unreadable).map(([kind, form]) => [kind, whole(form)]);

const CHARACTERS = new Map(Object.entries(reading.characters));
for (const zero of reading.zeros) {
  for (let digit = 0; digit < 10; digit += 1) CHARACTERS.set(String.fromCodePoint(zero + digit), String(digit));
}

export class Unreadable extends Error {}

/** @param {string} text */
const translated = (text) => [...text].map((character) => CHARACTERS.get(character) ?? character).join("");

/**
 * The text of the number, without anything that people write around it.
 * @param {string} text
 */
const bareOf = (text) => REPLACED.reduce((bare, [form, instead]) => bare.replace(form, instead), translated(text));

/** @param {string} bare */
function ungrouped(bare) {
  const [parting] = GROUPS.find(([, form]) => form.test(bare)) ?? [/$^/];
  return bare.replace(parting, "");
}

/**
 * A text as a message quotes it, cut short if it is long, without invisible characters.
 * @param {string} text
 */
export function shortened(text) {
  const seen = [...text].filter((character) => !reading.invisible.includes(character));
  const letters = seen.map((character) => (reading.spaces.includes(character) ? " " : character));
  return `‘${letters.length > limits.longest ? `${letters.slice(0, limits.longest - 1).join("")}…` : letters.join("")}’`;
}

/**
 * The text without the spaces and the invisible characters around it.
 * @param {string} text
 */
export function trimmed(text) {
  const around = ` ${reading.spaces}${reading.invisible}`;
  let [first, end] = [0, text.length];
  while (first < end && around.includes(text[first])) first += 1;
  while (first < end && around.includes(text[end - 1])) end -= 1;
  return text.slice(first, end);
}

/**
 * @param {string} kind
 * @param {...string} said
 */
const unreadable = (kind, ...said) =>
  new Unreadable(reading.complaints[kind].split("{}").reduce((line, part, i) => `${line}${said[i - 1]}${part}`));

/**
 * Whether a text has no visible characters.
 * @param {string} text
 */
export const isBlank = (text) => !/[^ ]/.test(translated(text));

/**
 * The text of a number in the form that `parsed` takes. Throws Unreadable.
 * @param {string} text
 */
export function readNumber(text) {
  if (isBlank(text)) throw unreadable("blank");
  const bare = ungrouped(bareOf(text));
  const number = bare.replace(",", ".");
  if (TWO_READINGS.test(bare)) throw unreadable("two", shortened(text), number, bare.replace(",", ""));
  if (DATE.test(bare)) throw unreadable("date", shortened(text));
  if (NUMBER.test(bare) && number.length <= limits.longest && absolute(parsed(number)) < LARGEST) return number;
  const [kind] = KINDS.find(([, form]) => form.test(bare)) ?? [""];
  throw unreadable(kind, shortened(text));
}

/**
 * The same for a given of the live network, which has its own limits. Throws Unreadable.
 * @param {string} text
 * @param {string} name
 */
export function readGiven(text, name) {
  const { largest, longest } = limits.live;
  const plain = readNumber(text);
  const number = parsed(plain);
  if (name === "learning_rate" && number < 0n) throw new Unreadable(`${shortened(text)}: expected a learning rate of 0 or more`);
  if (absolute(number) > BigInt(largest) * ONE) {
    throw new Unreadable(`${shortened(text)}: this page takes numbers from −${largest} to ${largest}`);
  }
  if (plain.length > longest) {
    throw new Unreadable(`${shortened(text)}: this page takes numbers of at most ${longest} characters`);
  }
  return plain;
}

const SIGN = /^[-+]$/;

/**
 * Join each sign that stands alone to the number after it.
 * @param {string[]} words
 */
function joined(words) {
  const numbers = [];
  let sign = "";
  for (const word of words) {
    if (SIGN.test(word) && !sign) {
      sign = word;
    } else {
      numbers.push(sign + word);
      sign = "";
    }
  }
  return sign ? [...numbers, sign] : numbers;
}

/** A number of at most three digits before one of three: the separator may be for thousands. */
const isGrouped = (words) =>
  words.some((word, i) => /^[-+]?[1-9][0-9]{0,2}$/.test(word) && /^[0-9]{3}(?:[.,][0-9]*)?$/.test(words[i + 1] ?? ""));

/** Numbers with a separate sign between each two, and none before the first, may be a sum. */
const isSum = (words) =>
  !/^[-+]/.test(words[0]) && words.filter((word) => SIGN.test(word)).length * 2 === words.length - 1;

/** @param {string} text */
function wordsOf(text) {
  const words = text.split(" ").filter((word) => word);
  const numbers = joined(words);
  const isOne = words.length < 2 || isGrouped(numbers) || (words.length > 2 && isSum(words));
  return isOne || !numbers.every((number) => /^[-+]?[.,]?[0-9]/.test(number)) ? [text.trim()] : numbers;
}

/** @param {string} text */
export function isReadable(text) {
  try {
    return Boolean(readNumber(text));
  } catch (complaint) {
    if (!(complaint instanceof Unreadable)) throw complaint;
    return false;
  }
}

/**
 * The texts between commas, if these clearly separate numbers: a space follows, or the numbers have decimal points and
 * cannot be groups of thousands.
 * @param {string} text
 */
function betweenCommas(text) {
  const chunks = text.split(/ *, */);
  const isList = /, /.test(text) || (chunks.some((chunk) => chunk.includes(".")) && !isGrouped(chunks));
  return isList ? text.split(/, /.test(text) ? / *, +/ : /,/) : [text];
}

/**
 * The numbers of one line, separated by semicolons or bars, by commas, or by spaces.
 * @param {string} line
 */
function ofLine(line) {
  if (isBlank(line)) return [""];
  if (isReadable(line)) return [line.trim()];
  const inner = bareOf(line.replace(/\\\\/g, ";").replace(/^[a-z. ]+\(/, ""))
    .replace(/[[\](){}]/g, " ")
    .replace(/^[ |]+|[ |,]+$/g, "");
  const cells = inner.split(/ *[;|] */).flatMap((cell) => (isReadable(cell) ? [cell] : betweenCommas(cell)));
  const numbers = cells.flatMap((cell) => (isReadable(cell) ? [cell] : wordsOf(cell)));
  const isList = numbers.length > 1 || isReadable(numbers[0]);
  return isList && numbers.every((number) => !number || /[0-9]/.test(number)) ? numbers : [line.trim()];
}

// A matrix as it is copied from the book's own formulas.
const MATRIX = /\\begin\{[a-zA-Z]*matrix\}([^]*?)\\end\{[a-zA-Z]*matrix\}/g;

/**
 * The numbers of a matrix in LaTeX, row by row. A text with several matrices is not split: it is ambiguous.
 * @param {RegExpMatchArray[]} matrices
 * @param {string} text
 */
const ofMatrix = ([[, inside], ...others], text) =>
  others.length ? [text.trim()] : pieces(inside.trim().replace(/\s*\\\\\s*/g, "\n"));

/**
 * The numbers in one text, as from a spreadsheet or a list: one text for each number, and "" for a blank cell.
 * A single number, or a text that cannot be split with certainty, stays one text.
 * @param {string} text
 * @returns {string[]}
 */
export function pieces(text) {
  if (!text) return [];
  const matrices = [...text.matchAll(MATRIX)];
  if (matrices.length) return ofMatrix(matrices, text);
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  if (!text.includes("\t")) return lines.flatMap(ofLine);
  return lines.flatMap((line) => line.split("\t").map((cell) => cell.trim()));
}
