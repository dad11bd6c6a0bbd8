// Slips that leave their mark on numbers of any step, as workbook.marking.patterns has them.
//
// A candidate is {slip, results}: a slip, as a number of the program's list, and what it gives at an entry.

import { absolute, parsed, printed, rounded } from "./exact.js";
import { within } from "./accepted.js";
import program from "./program.js";
import { sources } from "./replay.js";

const { patterns } = program;

// The whole step worked from short inputs, or cut off.
export function careless(step, expression, standing) {
  const inputs = new Set(step.entries.flatMap((entry) => [...sources(expression(entry))]));
  const short = patterns.short.map(([decimals, slip]) => {
    const known = [...standing.known];
    for (const entry of inputs) {
      if (entry >= standing.problem.givens.length) known[entry] = known[entry].map((end) => rounded(end, decimals));
    }
    return { slip, results: (entry) => standing.results(expression(entry), known) };
  });
  return [...short, { slip: patterns.cut, results: (entry) => standing.cut(expression(entry)) }];
}

// Another row or column of one of the quantities that the step multiplies.
export function lineMistaken(step, expression, standing) {
  const results = (entry) =>
    (patterns.lines[step.name] ?? []).flatMap((name) => {
      const quantity = standing.problem.form.quantity(name);
      const others = moves(expression(entry), quantity);
      return others.flatMap((shift) => standing.results(moved(expression(entry), quantity, shift)));
    });
  return { slip: patterns.line, isSingle: true, results };
}

// By how many entries the rows and the columns of a quantity can be moved, where one of them is used.
function moves(expression, { first, rows, columns, entries }) {
  const places = [...sources(expression)].filter((entry) => entries.includes(entry)).map((entry) => entry - first);
  const others = (used, count, stride) =>
    new Set(used).size === 1
      ? Array.from({ length: count }, (_, i) => (i - used[0]) * stride).filter((shift) => shift !== 0)
      : [];
  const usedRows = places.map((at) => Math.floor(at / columns));
  const usedColumns = places.map((at) => at % columns);
  return [...others(usedRows, rows, columns), ...others(usedColumns, columns, 1)];
}

function moved(formula, { entries }, shift) {
  if (typeof formula === "number") return entries.includes(formula) ? formula + shift : formula;
  if (typeof formula === "string") return formula;
  const [operation, ...operands] = formula;
  return [operation, ...operands.map((operand) => moved(operand, { entries }, shift))];
}

// The number that could stand there, with the other sign.
export function ownSignLost(accepted) {
  const results = (entry) => accepted[entry].map(([low, high]) => [-high, -low]);
  return { slip: patterns.ownSign, isSingle: true, results };
}

// The entries that would be right where another of them stands, and it here.
export function exchangedEntries(wrong, accepted) {
  const all = [...wrong];
  const has = ([entry, number]) =>
    all.some(
      ([other, its]) => other !== entry && within(number, accepted[other]) && within(its, accepted[entry]),
    );
  return { slip: patterns.entries, given: all.filter(has).map(([entry]) => entry) };
}

// The entries that would be right with two neighbouring digits exchanged. A number that is too long has others.
export function exchangedDigits(wrong, written, accepted, places) {
  const has = (entry) => {
    const { number, decimals } = written[entry];
    return decimals <= places && [...exchanges(number, decimals)].some((other) => within(other, accepted[entry]));
  };
  return { slip: patterns.digits, given: [...wrong.keys()].filter(has) };
}

// The number with two neighbouring digits exchanged, for each two that differ. Leading zeros do not count.
function* exchanges(number, decimals) {
  const digits = printed(absolute(number), decimals).replace(".", "");
  const first = digits.search(/[1-9]|$/);
  for (let i = first; i + 1 < digits.length; i += 1) {
    if (digits[i] !== digits[i + 1] && (i > first || digits[i + 1] !== "0")) {
      const other = digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2);
      yield parsed(`${number < 0n ? "-" : ""}${other}e-${decimals}`);
    }
  }
}
