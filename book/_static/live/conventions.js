// Another convention, as right where a sheet keeps to it: as workbook.marking.conventions has it.

import { Problem } from "./problem.js";
import program from "./program.js";

export const { note: CONVENTION } = program.convention;
const { sign, ascent } = program.convention;

// The problem as somebody works it who has y - ŷ, and an update that adds.
export function updateAdds(problem) {
  const other = new Problem(problem.name, problem.givens, problem.places);
  const { givens, steps, slipsAt } = problem;
  other.record = [...problem.record];
  for (const { slip, step, record } of slipsAt) {
    const { first } = steps.find(({ name }) => name === step);
    if (slip === sign || slip === ascent) other.record.splice(first - givens.length, record.length, ...record);
  }
  return other;
}

// Whether δ2 has the sign of the other convention.
export const mayAdd = (marks) => marks.some(({ slips }) => slips.some((each) => (each.slip ?? each) === sign));

// Whether the update of a sheet marked by this convention is there, and adds.
export function keepsToIt(problem, marks) {
  const isUpdated = new Set(problem.slipsAt.filter(({ slip }) => slip === ascent).map(({ step }) => step));
  const entries = problem.steps.filter(({ name }) => isUpdated.has(name)).flatMap((step) => step.entries);
  const updated = new Set(entries.map((entry) => marks[entry - problem.givens.length].verdict));
  updated.delete("missing");
  return updated.size > 0 && !updated.has("wrong here");
}
