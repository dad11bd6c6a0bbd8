// Another convention, as right where a sheet keeps to it: as workbook.marking.conventions has it.

import { Problem } from "./problem.js";
import program from "./program.js";

const { sign, ascent, signed, updated } = program.convention;
export const CONVENTION = program.convention.note;

// The problem as somebody works it who has y - ŷ, and an update that adds.
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

// Whether δ2 may have the sign of the other convention: it is wrong, or it is not there and its sign shows further on.
export function mayAdd(problem, marks) {
  const shows = marks.some(({ slips }) => slips.some((each) => (each.slip ?? each) === sign));
  return shows || verdictsAt(signed, problem, marks).includes("wrong here");
}

// Whether δ2 fits a sheet marked by this convention, and more of the update fits than does not.
export function keepsToIt(problem, marks) {
  const there = verdictsAt(updated, problem, marks).filter((verdict) => verdict !== "missing");
  const wrong = there.filter((verdict) => verdict === "wrong here").length;
  return 2 * wrong < there.length && !verdictsAt(signed, problem, marks).includes("wrong here");
}

// The verdicts on these steps.
function verdictsAt(names, { steps, givens }, marks) {
  const entries = steps.filter(({ name }) => names.includes(name)).flatMap((step) => step.entries);
  return entries.map((entry) => marks[entry - givens.length].verdict);
}
