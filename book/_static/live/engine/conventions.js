// Other conventions, each just as correct if a sheet keeps to it. This mirrors workbook.marking.conventions.

import { Problem } from "./problem.js";
import program from "./program.js";

const { adds, dividesLast } = program.conventions;
const { slopes, scaled } = program.gradients;

const copyOf = ({ name, givens, places, form }) => new Problem(name, givens, places, form);

// The problem for a reader whose δ2 is y - ŷ, and whose update adds.
function updateAdds(problem) {
  const other = copyOf(problem);
  const { givens, steps, slipsAt } = problem;
  other.record = [...problem.record];
  for (const { slip, step, record } of slipsAt) {
    const { first } = steps.find(({ name }) => name === step);
    if ([adds.slip, program.ascent].includes(slip)) other.record.splice(first - givens.length, record.length, ...record);
  }
  return other;
}

// The problem for a reader who divides the gradients by the number of examples, and not δ2.
function gradientsDivided(problem) {
  const other = copyOf(problem);
  const { form, givens, record, roads } = problem;
  const { early } = dividesLast;
  const divided = (step, made) => (early.includes(step) ? made[1] : ["/", made, String(form.sizes.N)]);
  const changed = (steps, step, made) => (steps.includes(step) ? divided(step, made) : made);
  const inRecord = [...early, ...slopes];
  other.record = record.map((made, i) => changed(inRecord, form.nameOf(givens.length + i), made));
  const inRoads = roads.map((road) => {
    const made = road.record.map((each) => changed([...inRecord, ...scaled], road.step, each));
    return { ...road, record: made };
  });
  Object.defineProperty(other, "roads", { value: inRoads });
  return other;
}

// The conventions that a sheet of this problem may follow: what is known of each, and the problem for its reader.
/** @type {(problem: Problem) => { known: typeof adds, change: (problem: Problem) => Problem }[]} */
export function conventions({ form }) {
  const divides = form.network.reduction === "mean" && form.sizes.N > 1;
  const found = [{ known: adds, change: updateAdds }];
  return divides ? [...found, { known: dividesLast, change: gradientsDivided }] : found;
}

// Whether a sheet may follow the convention: an early step is wrong, or is missing and shows in later lines.
export function mayKeepTo({ slip, early }, problem, marks) {
  const shows = marks.some(({ slips }) => slips.some((each) => (each.slip ?? each) === slip));
  return shows || verdictsAt(early, problem, marks).includes("wrong here");
}

// Whether a sheet keeps to the convention, judging by its marks under the usual one and under this one: the early steps
// are consistent with it, and so are the late ones, and no step between them is right under the usual convention and
// wrong under this one. A step of 0 fits every convention.
export function keepsTo({ early, late }, problem, usual, other) {
  const isSpoiled = problem.steps.some(({ name, entries }) => {
    const marks = entries.map((entry) => entry - problem.givens.length);
    const written = marks.filter((i) => !late.includes(name) && usual[i].verdict !== "missing");
    return written.length && written.every((i) => usual[i].verdict === "right" && other[i].verdict === "wrong here");
  });
  if (isSpoiled) return false;
  const inUsual = fits(late, problem, usual);
  const inOther = fits(late, problem, other);
  const gained = inOther.filter((each, i) => each && !inUsual[i]).length;
  const lost = inUsual.filter((each, i) => each && !inOther[i]).length;
  const isConsistent = inOther.includes(true) && (gained > lost || !lost);
  return isConsistent && !verdictsAt(early, problem, other).includes("wrong here");
}

// Whether each entry of these steps is right, or follows.
function fits(steps, problem, marks) {
  return verdictsAt(steps, problem, marks).map((verdict) => ["right", "follows"].includes(verdict));
}

function verdictsAt(names, { steps, givens }, marks) {
  const entries = steps.filter(({ name }) => names.includes(name)).flatMap((step) => step.entries);
  return entries.map((entry) => marks[entry - givens.length].verdict);
}
