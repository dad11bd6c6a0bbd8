// Reads and writes a problem and a sheet as JSON, in the format of workbook.load and workbook.save.

import { counted, element } from "./elements.js";
import { ONE, parsed } from "./engine/exact.js";
import { THE_ASSIGNMENTS, formOf, isSame } from "./engine/form.js";
import { networkOf, targetOf } from "./engine/networks.js";
import { Problem, isOneHot } from "./engine/problem.js";
import program from "./engine/program.js";
import { Unreadable, readNumber, shortened, trimmed } from "./engine/reading.js";

const table = ({ rows, columns }, texts) =>
  Array.from({ length: rows }, (_, i) => texts.slice(i * columns, (i + 1) * columns));

function tables(quantities, texts) {
  const own = ({ entries }) => texts.splice(0, entries.length);
  return Object.fromEntries(quantities.map((each) => [each.name, table(each, own(each))]));
}

// Givens as tables by name.
/** @type {(form: import("./engine/form.js").Form, texts: string[]) => Record<string, string[][]>} */
export const tablesOf = (form, texts) => tables(form.givens, [...texts]);

export function toJson(problem, texts) {
  const { network, steps } = problem.form;
  const content = {
    problem: problem.name,
    places: problem.places,
    givens: tablesOf(problem.form, problem.givens),
    sheet: tables(steps, texts.map((text) => text || null)),
    ...(isSame(network, THE_ASSIGNMENTS) ? {} : { network }),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

// Have the browser save text as a file.
/** @type {(text: string, name: string) => void} */
export function saveText(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address));
}

/** @type {(problem: Problem, texts: string[]) => void} */
export const saveAsFile = (problem, texts) => saveText(toJson(problem, texts), "sheet.json");

// Numbers are put in quotes before parsing, because JSON.parse would round them.
const TOKEN = /"(?:[^"\\]|\\.)*"|(?:NaN|-?Infinity|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?!\s*:)/g;

/** @type {(text: string) => any} */
function content(text) {
  let found;
  try {
    found = JSON.parse(text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  } catch {
    throw new Error("not a JSON file");
  }
  if (isObject(found) && isObject(found.givens)) return found;
  throw new Error('expected an object with "problem", "places", "givens" and "sheet"');
}

/** @type {(names: string[]) => Set<string>} */
function again(names) {
  const seen = new Set();
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
}

const NAME_OR_BRACKET = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;

/**
 * The names that occur twice in one object. JSON.parse keeps the last without a warning.
 * @param {string} text
 */
function twice(text) {
  /** @type {string[][]} */
  const open = [];
  const found = [];
  for (const [token, colon] of text.matchAll(NAME_OR_BRACKET)) {
    if (/^[{[]/.test(token)) open.push([]);
    else if (colon) open.at(-1)?.push(JSON.parse(token.slice(0, -colon.length)));
    else if (!token.startsWith('"')) found.push(...again(open.pop() ?? []));
  }
  return found.sort();
}

/** @type {(value: any) => boolean} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A value as Python prints it.
 * @type {(value: any, isInside?: boolean) => string}
 */
function shown(value, isInside = false) {
  if (typeof value === "string") return isInside ? `'${value}'` : value;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (Array.isArray(value)) return `[${value.map((each) => shown(each, true)).join(", ")}]`;
  return `{${Object.entries(value).map(([name, each]) => `'${name}': ${shown(each, true)}`).join(", ")}}`;
}

/**
 * A quantity as rows of texts, or null if it is not a table. A plain list becomes a column.
 * @type {(quantity: any) => string[][] | null}
 */
function rowsOf(quantity) {
  if (isObject(quantity)) return null;
  const rows = Array.isArray(quantity) ? quantity.map((row) => (Array.isArray(row) ? row : [row])) : [[quantity]];
  if (rows.flat().some((cell) => typeof cell === "object" && cell !== null)) return null;
  return rows.map((row) => row.map((cell) => (cell === null ? "" : trimmed(shown(cell)))));
}

/** @type {(name: string, quantity: any) => string[][]} */
function given(name, quantity) {
  const rows = rowsOf(quantity);
  if (!rows?.length || !rows[0].length || rows.some((row) => row.length !== rows[0].length)) {
    throw new Error(`${name}: expected rows of numbers, all of the same length`);
  }
  if (Math.max(rows.length, rows[0].length) > program.limits.size) {
    throw new Error(`${name}: expected at most ${program.limits.size} rows and columns`);
  }
  return rows.map((row, i) => row.map((text, j) => plain(`${name}, row ${i + 1}, column ${j + 1}`, text)));
}

/** @type {(place: string, text: string) => string} */
function plain(place, text) {
  try {
    return readNumber(text);
  } catch (complaint) {
    throw complaint instanceof Unreadable ? new Error(`${place}: ${complaint.message}`) : complaint;
  }
}

/** @type {(parts: any) => import("./engine/form.js").Network} */
function networkIn(parts = {}) {
  const names = Object.keys(THE_ASSIGNMENTS);
  if (!isObject(parts) || !Object.keys(parts).every((name) => names.includes(name))) {
    throw new Error(`network: expected ${names.join(", ")} by name, got ${shown(parts, true).slice(0, 60)}`);
  }
  return networkOf(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, shown(part)])));
}

/**
 * The texts of the tables in the form's order, and the form that follows from their shapes.
 * @type {(givens: any, network: import("./engine/form.js").Network) => { texts: string[], form: import("./engine/form.js").Form }}
 */
function readGivens(givens, network) {
  const own = Object.keys(givens);
  if (own.includes("W3")) {
    throw new Error("givens: expected one hidden layer, with W1 and W2; a second one, with W3, is not supported here");
  }
  const names = program.givens.filter((name) => network.biases !== "none" || !["b1", "b2"].includes(name));
  if (own.length !== names.length || !names.every((name) => own.includes(name))) {
    throw new Error(`givens: expected ${names.join(", ")}, got ${shortened(own.join(", "))}`);
  }
  const read = Object.fromEntries(names.map((name) => [name, given(name, givens[name])]));
  const { W1, W2, x } = read;
  const form = formOf(network, { D: W1[0].length, K: W1.length, C: W2.length, N: x[0].length });
  for (const { name, rows, columns } of form.givens) {
    const shape = `(${read[name].length}, ${read[name][0].length})`;
    if (shape !== `(${rows}, ${columns})`) throw new Error(`${name}: expected shape (${rows}, ${columns}), got ${shape}`);
  }
  return { texts: names.flatMap((name) => read[name].flat()), form };
}

/** @type {(texts: string[], form: import("./engine/form.js").Form) => void} */
function checkNumbers(texts, form) {
  const { network, sizes } = form;
  const kind = targetOf(network);
  for (let column = 0; column < sizes.N; column += 1) {
    const own = form.column("y", column).map((entry) => texts[entry]);
    if (kind === "one-hot" && own.length === 1) {
      throw new Error("y: expected two classes or more for a softmax, got 1: with one output use a sigmoid");
    }
    if (kind === "one-hot" && !isOneHot(own)) {
      throw new Error(`y: expected one 1 and otherwise 0 in each column, got ${own.join(", ")}`);
    }
    if (kind === "0 or 1" && !own.every((text) => [0n, ONE].includes(parsed(text)))) {
      throw new Error(`y: expected 0 or 1 for a sigmoid with cross-entropy, got ${own.join(", ")}`);
    }
  }
  const rate = texts[form.quantity("learning_rate").first];
  if (parsed(rate) < 0n) throw new Error(`learning_rate: expected a finite number, 0 or more, got ${rate}`);
  const { largest } = program.forms;
  if (Object.entries(sizes).some(([letter, size]) => size > largest[letter])) {
    const { D, K, C, N } = largest;
    throw new Error(
      `this page takes at most ${D} inputs, ${K} hidden units, ${C} outputs and ${N} examples; the Python package takes more`,
    );
  }
}

/** @type {(places: any) => number} */
function placesOf(places) {
  const [least, most] = program.limits.places;
  const text = places === undefined ? "" : shown(places);
  if (/^[0-9]{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new Error(`places: expected ${least} to ${most}, got ${shortened(text)}`);
}

/** @type {(made: Problem) => Problem} */
function workable(made) {
  const failed = made.failing;
  if (failed === null) return made;
  throw new Error(`these givens lead to a number that cannot be written down: ${made.form.placeOf(failed)}`);
}

/**
 * A problem from the reader's own tables. Throws an Error with a message for the reader, the same as Python's except
 * about the limits of this page.
 * @type {(name: string, givens: any, places: any, network: import("./engine/form.js").Network) => Problem}
 */
export function problemOf(name, givens, places, network) {
  const count = placesOf(places);
  const { texts, form } = readGivens(givens, network);
  checkNumbers(texts, form);
  return workable(new Problem(name, texts, count, form));
}

/**
 * The reader's texts, and remarks on whatever has no place on the sheet.
 * @type {(steps: Problem["steps"], sheet: any) => { texts: string[], remarks: string[] }}
 */
function sheetOf(steps, sheet) {
  const quantities = sheet && sheet.length !== 0 ? sheet : {};
  if (!isObject(quantities)) throw new Error(`sheet: expected an object, got ${shortened(shown(quantities))}`);
  const remarks = [];
  const texts = new Map();
  for (const [name, value] of Object.entries(quantities)) {
    const step = steps.find((each) => each.name === name);
    const rows = rowsOf(value);
    if (!step) {
      const names = steps.map((each) => each.name).join(", ");
      remarks.push(`${shortened(name)}: there is no such result. The results are: ${names}`);
    } else if (value !== null && (!rows || rows.length !== step.rows || rows.some((row) => row.length !== step.columns))) {
      const shape = `${counted(step.rows, "row")} of ${counted(step.columns, "number")}`;
      remarks.push(`${name}: expected ${shape}, got ${shortened(shown(value))}`);
    } else if (rows && value !== null) {
      texts.set(name, rows.flat());
    }
  }
  return { texts: steps.flatMap(({ name, entries }) => texts.get(name) ?? entries.map(() => "")), remarks };
}

/**
 * The problem, the reader's texts, and remarks on whatever has no place. Throws an Error as `problemOf` does.
 * @param {string} text
 */
export function fromJson(text) {
  if (text.length > program.limits.file) {
    throw new Error(`expected at most ${program.limits.file} characters, got ${text.length}`);
  }
  const { problem, places, givens, sheet, network } = content(text);
  const made = problemOf(problem === undefined ? "" : shown(problem), givens, places, networkIn(network));
  const own = sheetOf(made.steps, sheet);
  const lost = twice(text).map((name) => `${name}: occurs twice; the last one is marked`);
  return { problem: made, texts: own.texts, remarks: [...lost, ...own.remarks] };
}

/**
 * Read the file that the reader chose, unless it is too large.
 * @param {File} file
 */
export async function fromFile(file) {
  if (file.size > program.limits.file) {
    throw new Error(`expected at most ${program.limits.file} bytes, got ${file.size}`);
  }
  return fromJson(await file.text());
}
