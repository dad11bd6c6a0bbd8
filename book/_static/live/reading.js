// What somebody typed or pasted: a number, or a word that says why it is none.

import { ONE, absolute, parsed } from "./exact.js";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const LONGEST = 30;
const LARGEST = 10n ** 12n * ONE;

export class Unreadable extends Error {}

function quoted(text) {
  const letters = [...text.replaceAll("\n", " ")];
  return `‘${letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : letters.join("")}’`;
}

// The text of a number, as `parsed` takes it. Throws Unreadable.
export function readNumber(text) {
  const plain = text.trim().replaceAll("−", "-");
  if (NUMBER.test(plain)) {
    if (plain.length <= LONGEST && absolute(parsed(plain)) < LARGEST) return plain;
    throw new Unreadable(`${quoted(text)} is too long or too large`);
  }
  if (NUMBER.test(plain.replace(",", "."))) throw new Unreadable(`${quoted(text)}: write a point for the comma`);
  throw new Unreadable(`${quoted(text)} is no number`);
}

// The text of a number for a network that is worked at once, so that no sum of products gets out of hand.
export function readGiven(text, name) {
  const plain = readNumber(text);
  if (name === "learning_rate" && parsed(plain) < 0n) throw new Unreadable(`${quoted(text)}: a rate is 0 or more`);
  if (absolute(parsed(plain)) > 100n * ONE) throw new Unreadable(`${quoted(text)}: from −100 to 100, please`);
  if (plain.length > 12) throw new Unreadable(`${quoted(text)} has too many digits: at most twelve signs, please`);
  return plain;
}

// Several numbers in one text, as a spreadsheet or a list has them; one number is one.
export const pieces = (text) =>
  text
    .replace(/[[\](){}]/g, " ")
    .trim()
    .replace(/(\d\.\d*),/g, "$1 ")
    .split(/[\s;|]+|,\s+/)
    .filter((piece) => piece);
