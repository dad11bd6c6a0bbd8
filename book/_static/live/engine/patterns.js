// Slips that can occur in any step. This mirrors workbook.marking.patterns.
//
// A candidate is {slip, results}: an index into program.slips, and the slip's results as a function of the entry.

import { absolute, parsed, printed, rounded } from "./exact.js";
import { within } from "./accepted.js";
import program from "./program.js";
import { sources } from "./replay.js";

const { patterns } = program;

// The whole step computed from numbers with too few decimals, or with its results cut off.
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

// By how many entries the row or the column of a quantity can be moved, if the expression uses only one.
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

// An accepted number with the other sign.
export function ownSignLost(accepted) {
  const results = (entry) => accepted[entry].map(([low, high]) => [-high, -low]);
  return { slip: patterns.ownSign, isSingle: true, results };
}

// The wrong entries that would be right if they changed places in pairs.
export function exchangedEntries(wrong, accepted) {
  const all = [...wrong];
  const has = ([entry, number]) =>
    all.some(
      ([other, its]) => other !== entry && within(number, accepted[other]) && within(its, accepted[entry]),
    );
  return { slip: patterns.entries, given: all.filter(has).map(([entry]) => entry) };
}

// The entries that would be right with two neighbouring digits exchanged. A number with too many decimals is left out:
// it has been rounded, so its digits are not those that were written.
export function exchangedDigits(wrong, written, accepted, places) {
  const has = (entry) => {
    const { number, decimals } = written[entry];
    return decimals <= places && [...exchanges(number, decimals)].some((other) => within(other, accepted[entry]));
  };
  return { slip: patterns.digits, given: [...wrong.keys()].filter(has) };
}

// The number with two neighbouring digits exchanged, for each two that differ. Leading zeros are not exchanged.
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
