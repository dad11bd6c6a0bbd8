// Marking that follows the reader's own numbers, as workbook.mark has it: equal to the last word, by tests.

import { absolute, parsed, printed, rounded } from "./exact.js";
import { Ranges, hull, within } from "./accepted.js";
import { Unreadable, isBlank, readNumber } from "./reading.js";
import { Impossible } from "./replay.js";

function sources(expression, found = new Set()) {
  if (typeof expression === "number") found.add(expression);
  else if (Array.isArray(expression)) expression.slice(1).forEach((operand) => sources(operand, found));
  else if (expression.hinge !== undefined) Object.values(expression).forEach((part) => sources(part, found));
  return found;
}

// A reader at work: what each entry so far can stand for, what is accepted there, and which entries are off.
class Reader {
  constructor(problem) {
    this.problem = problem;
    this.ranges = new Ranges(problem.places);
    this.known = problem.givens.map((text) => this.ranges.plain(text));
    this.accepted = [];
    this.off = new Set();
  }

  results(expression, otherwise) {
    return resultsOrNothing(this.ranges, expression, this.known) ?? otherwise;
  }

  // Judge the next entry, and go on from it. What is missing stands for anything that is accepted.
  write(entry, number) {
    const expression = this.problem.record[entry - this.problem.givens.length];
    const onTheSolution = this.problem.accepted[entry];
    const accepted = this.results(expression, onTheSolution);
    this.accepted[entry] = accepted;
    this.known[entry] = number === null ? hull(accepted) : this.ranges.printed(number);
    const follows = [...sources(expression)].some((source) => this.off.has(source));
    let verdict = "missing";
    if (number !== null) {
      const consistent = within(number, accepted);
      if (within(number, onTheSolution) || (consistent && !follows)) return "right";
      verdict = consistent ? "follows" : "wrong here";
    }
    if (follows || verdict === "wrong here") this.off.add(entry);
    return verdict;
  }
}

function resultsOrNothing(ranges, expression, known) {
  try {
    return ranges.results(expression, known);
  } catch (complaint) {
    if (!(complaint instanceof Impossible)) throw complaint;
    return undefined;
  }
}

// What is accepted of a reader whose earlier entries are the solution's.
export function acceptedOnTheSolution(problem) {
  const ranges = new Ranges(problem.places);
  const known = [
    ...problem.givens.map((text) => ranges.plain(text)),
    ...problem.solution.map((number) => ranges.printed(number)),
  ];
  return known.map((_, entry) => {
    const expression = problem.record[entry - problem.givens.length];
    return expression === undefined ? null : resultsOrNothing(ranges, expression, known);
  });
}

// The number with two neighbouring digits exchanged, for each two that differ.
function* exchanges(number, places) {
  const digits = printed(absolute(rounded(number, places, true)), places).replace(".", "");
  for (let i = 0; i + 1 < digits.length; i += 1) {
    if (digits[i] !== digits[i + 1]) {
      const other = digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2);
      yield parsed(`${number < 0n ? "-" : ""}${other}e-${places}`);
    }
  }
}

// The slips behind a step's wrong entries: for each entry those that give it, as numbers of the program's list.
// Slips that give all of them are named rather than others.
function explanations(problem, reader, step, wrong) {
  const ways = problem.ways.filter((way) => way.step === step.name);
  const found = [...wrong].map(([entry, number]) => {
    const behind = ways
      .filter(({ record }) => within(number, reader.results(record[entry - step.first], [])))
      .map(({ slip }) => slip);
    const isExchanged = [...exchanges(number, reader.ranges.places)].some((other) =>
      within(other, reader.accepted[entry]),
    );
    return [...new Set([...behind, ...(isExchanged ? [problem.exchanged] : [])])];
  });
  const common = found[0].filter((slip) => found.every((slips) => slips.includes(slip)));
  return found.map((slips) => (common.length ? slips.filter((slip) => common.includes(slip)) : slips));
}

function explained(slips, note) {
  const said = slips.map(({ name, advice }) => `${name}: ${advice}`);
  if (said.length > 1) return `One of these: ${said.join(" Or: ")}`;
  return [...said, note].join(" ").trim();
}

function read(text) {
  try {
    return { number: isBlank(text) ? null : parsed(readNumber(text)), note: "" };
  } catch (complaint) {
    if (!(complaint instanceof Unreadable)) throw complaint;
    return { number: null, note: complaint.message };
  }
}

// The verdict on each result, and what there is to say to it. The texts are in the sheet's order; what is blank is "".
export function mark(problem, texts) {
  const reader = new Reader(problem);
  return problem.steps.flatMap((step) => {
    const wrong = new Map();
    const marks = step.entries.map((entry) => {
      const { number, note } = read(texts[entry - problem.givens.length]);
      const verdict = reader.write(entry, number);
      if (verdict === "wrong here") wrong.set(entry, number);
      return { verdict, slips: [], note };
    });
    if (wrong.size) {
      const named = explanations(problem, reader, step, wrong);
      [...wrong.keys()].forEach((entry, i) => {
        marks[entry - step.first].slips = named[i].map((slip) => problem.slips[slip]);
      });
    }
    return marks.map(({ verdict, slips, note }) => ({ verdict, explanation: explained(slips, note) }));
  });
}
