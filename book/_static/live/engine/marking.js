// Marking that follows the reader's own numbers. Tests check that it agrees with workbook.mark to the last word.

import { within } from "./accepted.js";
import { conventions, keepsTo, mayKeepTo } from "./conventions.js";
import { parsed, rounded, shortened } from "./exact.js";
import { Explanations } from "./explanations.js";
import { Unreadable, isBlank, readNumber, trimmed } from "./reading.js";
import program from "./program.js";
import { Impossible, branch, sources, evaluate } from "./replay.js";
import { inSkippedLines } from "./skipped.js";
import { Standing } from "./standing.js";

// A sheet with fewer numbers than this is always followed, whatever is on it.
const FEW = 10;

// A habit is named only if it explains at least this many entries; of several habits, the one that explains most. If
// only one step shows it, a slip that explains that step as well is named beside it.
const OFTEN = 3;

const ASTRAY = "Most of the numbers on this sheet are wrong. Start again here.";
const UNEXPLAINED = "No known slip gives this number. Check the signs, then the numbers that you copied.";

// The state while a sheet is read: what has been read, which entries are off, and what the sheet's rule gives.
class Reader {
  constructor(problem) {
    this.problem = problem;
    this.standing = new Standing(problem);
    this.off = new Set();
    this.skipped = new Set();
    this.onPaper = problem.givens.map((text) => problem.paper.constant(text));
    this.byTheRule = [];
  }

  expression(entry) {
    return this.problem.record[entry - this.problem.givens.length];
  }

  // Judge the next step, and go on from it. A missing entry may have any number that is accepted.
  judge(step, written) {
    this.standing.read(step, written, this.problem.accepted);
    if (!step.entries.some((entry) => written[entry])) this.skipped.add(step.name);
    const verdicts = step.entries.map((entry) => this.#verdict(entry, written[entry]));
    step.entries.forEach((entry, i) => this.#goOn(entry, written[entry], verdicts[i]));
    return verdicts;
  }

  // The slips behind wrong entries: in the whole step, in earlier lines that are not written, or in part of the step.
  // Each is an index into program.slips, or an object with that index and the earlier step or the words to show.
  slips(step, written, verdicts) {
    const numbers = new Map(step.entries.filter((e) => written[e]).map((e) => [e, written[e].number]));
    const wrong = new Map([...numbers].filter(([entry]) => verdicts[entry - step.first] === "wrong here"));
    if (!wrong.size) return { slips: new Map(), habits: [] };
    const explanations = new Explanations(this.problem, this.standing, step, written, wrong);
    const { whole, habits } = explanations;
    const slips = [...whole, ...this.#inSkippedLines(numbers, whole)];
    if (slips.length) return { slips: new Map([...wrong.keys()].map((entry) => [entry, slips])), habits };
    const { likely } = explanations;
    if (habits.length || [...likely.values()].every((each) => each.length)) return { slips: likely, habits };
    const miscopied = explanations.miscopied(this.#texts);
    if (!miscopied.length) return { slips: likely, habits: [] };
    return { slips: new Map([...wrong.keys()].map((entry) => [entry, miscopied])), habits: [] };
  }

  // Every number so far as text: givens without trailing zeros, results with all their places, null if there is none.
  get #texts() {
    const { givens, paper } = this.problem;
    const text = (number, entry) => (entry < givens.length ? shortened(number) : paper.print(number));
    return this.onPaper.map((number, entry) => (number === null || number === undefined ? null : text(number, entry)));
  }

  // The slips in earlier lines that are not written, except any that explain the line itself. If only one slip is
  // possible, what it changes is taken as the reader's.
  #inSkippedLines(numbers, here) {
    const every = inSkippedLines(this.problem, this.standing, numbers, this.skipped);
    const found = every.filter(({ slip }) => !here.includes(slip));
    if (found.length === 1 && !here.length) {
      for (const [entry, number] of found[0].changed()) {
        this.standing.known[entry] = number;
        this.off.add(entry);
      }
    }
    return found;
  }

  // A remark on an entry that no slip explains, or that is right but not what the sheet's rule gives.
  note(entry, verdict, written, slips) {
    if (verdict === "wrong here" && !slips.get(entry).length) return UNEXPLAINED;
    return verdict === "right" ? this.#ofRight(entry, written[entry]) : "";
  }

  // A remark on a right entry: by which road it is right, how far, or what the sheet's rule gives.
  #ofRight(entry, { number, decimals }) {
    const { notes, accepted } = this.standing;
    if (notes[entry]) return notes[entry];
    const usual = this.byTheRule[entry];
    if (this.standing.isShort({ decimals }) && number !== usual) {
      return `Right as far as it goes: ${decimals} decimal${decimals === 1 ? "" : "s"}.`;
    }
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

  // Note what the sheet's own rule gives here, from the numbers on the sheet, and for a blank from its own. A number
  // with fewer decimals than the sheet stands for the rule's, unless it is wrong.
  #goOn(entry, written, verdict) {
    const usual = this.#onPaper(this.expression(entry));
    this.byTheRule[entry] = usual;
    const stands = written && (verdict === "wrong here" || !this.standing.isShort(written));
    this.onPaper[entry] = stands ? written.number : usual;
  }

  #onPaper(expression) {
    const { paper } = this.problem;
    try {
      return evaluate(branch(expression, (hinge) => paper.isAbove(this.onPaper[hinge])), this.onPaper, paper);
    } catch (complaint) {
      if (!(complaint instanceof Impossible)) throw complaint;
      return null;
    }
  }
}

function explained({ slips, note }) {
  const said = slips.map((slip) => {
    const { name, advice } = program.slips[slip.slip ?? slip];
    return `${name}${slip.step ? `, in ${slip.step}` : ""}: ${slip.words ?? advice}`;
  });
  if (said.length > 1) return `One of these: ${said.join(" Or: ")}`;
  return [...said, note].join(" ").trim();
}

// The number in a text, rounded if it has more decimals than the sheet, or null; and the reason if it cannot be read.
function read(text, places) {
  try {
    if (isBlank(text)) return { written: null, note: "" };
    const digits = readNumber(text);
    const [mantissa, exponent = "0"] = digits.split("e");
    const decimals = Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
    const number = decimals > places ? rounded(parsed(digits), places) : parsed(digits);
    return { written: { number, decimals }, note: "" };
  } catch (complaint) {
    if (!(complaint instanceof Unreadable)) throw complaint;
    return { written: null, note: complaint.message };
  }
}

// The slips that are named at every entry.
/** @type {(named: any[][]) => any[]} */
const shared = ([first, ...others]) => first.filter((slip) => others.every((slips) => slips.includes(slip)));

// The mark of each result, and the reader's own numbers. `texts` are in the sheet's order, with "" for a blank.
function marked(problem, texts) {
  const reader = new Reader(problem);
  const found = texts.map((text) => read(text, problem.places));
  const written = [...problem.givens.map(() => null), ...found.map((each) => each.written)];
  const shown = new Map();
  const marks = problem.steps.flatMap((step) => {
    const verdicts = reader.judge(step, written);
    const { slips, habits } = reader.slips(step, written, verdicts);
    for (const habit of habits) shown.set(habit, [...(shown.get(habit) ?? []), ...slips.keys()]);
    return step.entries.map((entry, i) => ({
      verdict: verdicts[i],
      slips: slips.get(entry) ?? [],
      note: found[entry - problem.givens.length].note || reader.note(entry, verdicts[i], written, slips),
    }));
  });
  const before = marks.map(({ slips }) => slips);
  for (const [habit, entries] of [...shown].sort(([, a], [, b]) => a.length - b.length)) {
    if (entries.length < OFTEN) continue;
    const isOneStep = new Set(entries.map((entry) => problem.form.nameOf(entry))).size === 1;
    const beside = isOneStep ? shared(entries.map((entry) => before[entry - problem.givens.length])) : [];
    for (const entry of entries) {
      Object.assign(marks[entry - problem.givens.length], { slips: [...beside, habit], note: "" });
    }
  }
  return { marks, own: reader.onPaper.map((number, entry) => written[entry]?.number ?? number) };
}

// Whether a sheet cannot be followed: it repeats a single number, or most of its numbers are wrong and unexplained.
function isAstray(marks, texts) {
  const read = texts.filter((_, i) => marks[i].verdict !== "missing");
  const unexplained = marks.filter(({ verdict, slips }) => verdict === "wrong here" && !slips.length).length;
  const isOneNumber = new Set(read.map((text) => trimmed(text))).size === 1;
  return read.length >= FEW && unexplained > 0 && (2 * unexplained > read.length || isOneNumber);
}

// The marks with each number judged on its own.
function notFollowed(marks) {
  const alone = marks.map((mark) =>
    ["follows", "wrong here"].includes(mark.verdict) ? { verdict: "wrong here", slips: [], note: "" } : mark,
  );
  alone.find(({ verdict }) => verdict === "wrong here").note = ASTRAY;
  return alone;
}

// The marks, the problem in the reader's convention, and the reader's own numbers, with the sheet's rule for blanks.
export function judged(problem, texts) {
  const own = marked(problem, texts);
  for (const { known, change } of conventions(problem)) {
    if (!mayKeepTo(known, problem, own.marks)) continue;
    const changed = change(problem);
    const other = marked(changed, texts);
    if (!keepsTo(known, problem, own.marks, other.marks)) continue;
    const { first } = problem.form.quantity("delta2");
    other.marks[first - problem.givens.length].note = known.note;
    return { ...other, problem: changed };
  }
  return { ...own, problem };
}

// The verdict on each result, its explanation, and its slips. `texts` are in the sheet's order, with "" for a blank.
export function mark(problem, texts) {
  if (texts.every(isBlank)) return texts.map(() => ({ verdict: "missing", explanation: "", names: [] }));
  const { marks } = judged(problem, texts);
  return (isAstray(marks, texts) ? notFollowed(marks) : marks).map((each) => ({
    verdict: each.verdict,
    explanation: explained(each),
    names: each.slips.map((slip) => program.slips[slip.slip ?? slip].name),
  }));
}
