// Another convention, just as correct if a sheet keeps to it: δ2 is y - ŷ, and the update adds. This mirrors
// workbook.marking.conventions.

import { Problem } from "./problem.js";
import program from "./program.js";

const { sign, ascent, signed, updated } = program.convention;
export const CONVENTION = program.convention.note;

// The problem for a reader who follows this convention.
export function updateAdds(problem) {
  const other = new Problem(problem.name, problem.givens, problem.places, problem.form);
  const { givens, steps, slipsAt } = problem;
  other.record = [...problem.record];
  for (const { slip, step, record } of slipsAt) {
    const { first } = steps.find(({ name }) => name === step);
    if (slip === sign || slip === ascent) other.record.splice(first - givens.length, record.length, ...record);
  }
  return other;
}

// Whether δ2 may have the opposite sign: it is wrong, or it is missing and its sign shows in later lines.
export function mayAdd(problem, marks) {
  const shows = marks.some(({ slips }) => slips.some((each) => (each.slip ?? each) === sign));
  return shows || verdictsAt(signed, problem, marks).includes("wrong here");
}

// Whether a sheet keeps to this convention, judging by its marks under the usual one and under this one: δ2 is
// consistent with it, and so is the update. A step of 0 fits both conventions.
export function keepsToIt(problem, usual, other) {
  const inUsual = fits(problem, usual);
  const inOther = fits(problem, other);
  const adds = inOther.filter((each, i) => each && !inUsual[i]).length;
  const subtracts = inUsual.filter((each, i) => each && !inOther[i]).length;
  const isConsistent = inOther.includes(true) && (adds > subtracts || !subtracts);
  return isConsistent && !verdictsAt(signed, problem, other).includes("wrong here");
}

// Whether each entry of the update is right, or follows.
function fits(problem, marks) {
  return verdictsAt(updated, problem, marks).map((verdict) => ["right", "follows"].includes(verdict));
}

function verdictsAt(names, { steps, givens }, marks) {
  const entries = steps.filter(({ name }) => names.includes(name)).flatMap((step) => step.entries);
  return entries.map((entry) => marks[entry - givens.length].verdict);
}
