// The lines to compare with a wrong one: computed from the reader's own numbers, correctly and with each named slip,
// and taken from the solution.

import { inWords } from "./formula.js";
import { judged } from "./marking.js";
import program from "./program.js";
import { Impossible, branch, evaluate } from "./replay.js";

// An expression with its numbers substituted, and its result; null if there is none.
function line(expression, numbers, problem) {
  const { paper, givens } = problem;
  const print = (entry) => (entry < givens.length ? givens[entry] : paper.print(numbers[entry]));
  try {
    const formula = branch(expression, (hinge) => paper.isAbove(numbers[hinge]));
    const result = evaluate(formula, numbers, paper);
    return `${inWords(formula, print)} = ${paper.print(result)}`;
  } catch (complaint) {
    if (!(complaint instanceof Impossible)) throw complaint;
    return null;
  }
}

/**
 * The lines for a wrong entry: correct, with each named slip of this step, and in the solution.
 * @type {(made: import("./problem.js").Problem, texts: string[], entry: number) =>
 *   { correct: string | null, slips: [name: string, line: string][], solution: string | null }}
 */
export function contrast(made, texts, entry) {
  const { marks, own, problem } = judged(made, texts);
  const at = entry - made.givens.length;
  const { name, first } = made.form.quantity(made.form.nameOf(entry));
  const named = marks[at].slips.filter((slip) => typeof slip === "number");
  const written = ` = ${problem.paper.print(own[entry])}`;
  const slips = new Map();
  for (const { slip, record } of problem.slipsAt.filter((each) => each.step === name && named.includes(each.slip))) {
    const worked = line(record[entry - first], own, problem);
    // A slip may be made in several ways: the way that gives the reader's number is the one to show.
    if (worked && (!slips.has(slip) || worked.endsWith(written))) slips.set(slip, worked);
  }
  const solved = [...own.slice(0, made.givens.length), ...made.solution];
  return {
    correct: line(problem.record[at], own, problem),
    slips: [...slips].map(([slip, worked]) => [program.slips[slip].name, worked]),
    solution: line(made.record[at], solved, made),
  };
}
