// A problem and a sheet as the JSON file that workbook.load reads and workbook.save writes.

import { Problem, givenQuantities, quantity } from "./problem.js";
import { readNumber } from "./reading.js";

const table = ({ rows, columns }, texts) =>
  Array.from({ length: rows }, (_, i) => texts.slice(i * columns, (i + 1) * columns));

function tables(quantities, texts) {
  const own = ({ entries }) => texts.splice(0, entries.length);
  return Object.fromEntries(quantities.map((each) => [each.name, table(each, own(each))]));
}

export function toJson(problem, texts) {
  const content = {
    problem: problem.name,
    places: problem.places,
    givens: tables(givenQuantities, [...problem.givens]),
    sheet: tables(problem.steps, texts.map((text) => text || null)),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

// A quantity's texts, if it is a table of the shape that is wanted; a plain list is a column.
function flat({ name, rows, columns }, quantity) {
  const lines = Array.isArray(quantity) ? quantity.map((row) => (Array.isArray(row) ? row : [row])) : [[quantity]];
  const isTable = lines.length === rows && lines.every((line) => line.length === columns);
  if (!isTable) throw new Error(`${name}: expected ${rows} by ${columns} numbers`);
  return lines.flat().map((cell) => String(cell ?? "").trim());
}

function content(text) {
  try {
    const found = JSON.parse(text);
    if (found?.givens && typeof found.givens === "object") return found;
  } catch {
    throw new Error("This is no JSON file.");
  }
  throw new Error('Expected a file with "problem", "places", "givens" and "sheet", as workbook.save writes it.');
}

// The problem and the reader's texts. Throws an Error with a word for the reader.
export function fromJson(text) {
  const { problem, places, givens, sheet } = content(text);
  const texts = givenQuantities.flatMap((each) => flat(each, givens[each.name])).map(readNumber);
  const target = quantity("y").entries.map((entry) => Number(texts[entry]));
  if (target.filter(Boolean).length !== 1 || !target.includes(1)) throw new Error("y: expected one 1, and 0 elsewhere");
  if (!(Number(places) >= 3 && Number(places) <= 12)) throw new Error("places: expected 3 to 12");
  const made = new Problem(String(problem), texts, Number(places));
  if (made.solution.includes(null)) throw new Error("These givens lead to a number that cannot be written down.");
  const written = made.steps.flatMap((step) =>
    sheet?.[step.name] === undefined ? step.entries.map(() => "") : flat(step, sheet[step.name]),
  );
  return { problem: made, texts: written };
}
