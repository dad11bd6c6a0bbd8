// Marking that follows the reader's own numbers, as workbook.mark has it: equal to the last word, by tests.

import { absolute, parsed, printed, rounded } from "./exact.js";
import { within } from "./accepted.js";
import { Unreadable, isBlank, readNumber } from "./reading.js";
import { Impossible, branch, work } from "./replay.js";
import { Standing } from "./standing.js";

function sources(expression, found = new Set()) {
  if (typeof expression === "number") found.add(expression);
  else if (Array.isArray(expression)) expression.slice(1).forEach((operand) => sources(operand, found));
  else if (expression.hinge !== undefined) Object.values(expression).forEach((part) => sources(part, found));
  return found;
}

// A reader at work: what has been read so far, which entries are off, and what the sheet's rule makes of them.
class Reader {
  constructor(problem) {
    this.problem = problem;
    this.standing = new Standing(problem);
    this.off = new Set();
    this.onPaper = problem.givens.map((text) => problem.paper.plain(text));
    this.byTheRule = [];
  }

  expression(entry) {
    return this.problem.record[entry - this.problem.givens.length];
  }

  // Judge the next step, and go on from it. What is missing stands for anything that is accepted.
  judge(step, written) {
    this.standing.work(step, written, this.problem.accepted);
    const verdicts = step.entries.map((entry) => this.#verdict(entry, written[entry]));
    step.entries.forEach((entry) => this.#goOn(entry, written[entry]));
    return verdicts;
  }

  // What there is to say of an entry that is right: how far, by which road, and what the sheet has there.
  note(entry, written) {
    const { notes, accepted } = this.standing;
    if (notes[entry]) return notes[entry];
    const { number, decimals } = written;
    if (!within(number, [...accepted[entry], ...this.problem.accepted[entry]])) {
      return `As far as it is written: ${decimals} decimal${decimals === 1 ? "" : "s"}.`;
    }
    const usual = this.byTheRule[entry];
    if (usual === null || usual === number || !within(number, accepted[entry])) return "";
    return `The sheet's own rule gives ${this.problem.paper.print(usual)}.`;
  }

  #verdict(entry, written) {
    const follows = [...sources(this.expression(entry))].some((source) => this.off.has(source));
    let verdict = "missing";
    if (written) {
      const fits = this.standing.fits(written, this.standing.accepted[entry]);
      if (this.standing.fits(written, this.problem.accepted[entry]) || (fits && !follows)) return "right";
      verdict = fits ? "follows" : "wrong here";
    }
    if (follows || verdict === "wrong here") this.off.add(entry);
    return verdict;
  }

  // What the sheet's own rule gives here, from the numbers that are written, and where none is, from its own.
  #goOn(entry, written) {
    const usual = this.#onPaper(this.expression(entry));
    this.byTheRule[entry] = usual;
    this.onPaper[entry] = written && !this.standing.isShort(written) ? written.number : usual;
  }

  #onPaper(expression) {
    const { paper } = this.problem;
    try {
      return work(branch(expression, (hinge) => paper.isAbove(this.onPaper[hinge])), this.onPaper, paper);
    } catch (complaint) {
      if (!(complaint instanceof Impossible)) throw complaint;
      return null;
    }
  }
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
function explanations(problem, standing, step, wrong) {
  const ways = problem.ways.filter((way) => way.step === step.name);
  const found = [...wrong].map(([entry, number]) => {
    const behind = ways
      .filter(({ record }) => within(number, standing.results(record[entry - step.first]) ?? []))
      .map(({ slip }) => slip);
    const isExchanged = [...exchanges(number, problem.places)].some((other) =>
      within(other, standing.accepted[entry]),
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

// What is written, with no more decimals than the sheet; null where there is nothing to read.
function read(text, places) {
  try {
    if (isBlank(text)) return { written: null, note: "" };
    const digits = readNumber(text);
    const [mantissa, exponent = "0"] = digits.split("e");
    const decimals = Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
    const number = decimals > places ? rounded(parsed(digits), places) : parsed(digits);
    return { written: { number, decimals: Math.min(decimals, places) }, note: "" };
  } catch (complaint) {
    if (!(complaint instanceof Unreadable)) throw complaint;
    return { written: null, note: complaint.message };
  }
}

// The verdict on each result, and what there is to say to it. The texts are in the sheet's order; what is blank is "".
export function mark(problem, texts) {
  const reader = new Reader(problem);
  const found = texts.map((text) => read(text, problem.places));
  const written = [...problem.givens.map(() => null), ...found.map((each) => each.written)];
  return problem.steps.flatMap((step) => {
    const verdicts = reader.judge(step, written);
    const wrong = new Map();
    step.entries.forEach((entry, i) => {
      if (verdicts[i] === "wrong here") wrong.set(entry, written[entry].number);
    });
    const named = wrong.size ? explanations(problem, reader.standing, step, wrong) : [];
    const slips = new Map([...wrong.keys()].map((entry, i) => [entry, named[i].map((slip) => problem.slips[slip])]));
    return step.entries.map((entry, i) => {
      const said = verdicts[i] === "right" ? reader.note(entry, written[entry]) : "";
      const note = found[entry - problem.givens.length].note || said;
      return { verdict: verdicts[i], explanation: explained(slips.get(entry) ?? [], note) };
    });
  });
}
