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

// Whether δ2 may have the other sign: it is wrong, or it is missing and its sign shows in later lines.
export function mayAdd(problem, marks) {
  const shows = marks.some(({ slips }) => slips.some((each) => (each.slip ?? each) === sign));
  return shows || verdictsAt(signed, problem, marks).includes("wrong here");
}

// Whether δ2 fits on a sheet marked by this convention, and most of the update does.
export function keepsToIt(problem, marks) {
  const there = verdictsAt(updated, problem, marks).filter((verdict) => verdict !== "missing");
  const wrong = there.filter((verdict) => verdict === "wrong here").length;
  return 2 * wrong < there.length && !verdictsAt(signed, problem, marks).includes("wrong here");
}

function verdictsAt(names, { steps, givens }, marks) {
  const entries = steps.filter(({ name }) => names.includes(name)).flatMap((step) => step.entries);
  return entries.map((entry) => marks[entry - givens.length].verdict);
}
