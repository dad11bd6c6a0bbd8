// A reader's progress through fresh problems. Help is withdrawn after a problem without slips and given back after one
// with slips, and the steps of recent slips come up again. The progress is kept in this browser only.

import { remember, remembered } from "./answers.js";
import { isObject } from "./files.js";
import { PROBLEMS } from "./engine/problem.js";
import { replay } from "./engine/replay.js";

const KEY = "practice";
const HELP = { first: 12, less: 5, more: 3 };
const LATELY = 3;

/**
 * A problem that the reader has met: whether it was completed correctly, and the names of its slips, by step.
 * @typedef {{ name: string, isRight: boolean, slips: Record<string, string[]> }} Met
 */

export class Practice {
  /** @type {Met[]} */
  met = [];
  help = HELP.first;
  hunts = 0;

  constructor() {
    this.read(remembered(KEY) ?? "");
  }

  // Restore progress from storage or from a file. Returns whether it could be read.
  /** @type {(text: string) => boolean} */
  read(text) {
    try {
      const { met, help, hunts = 0 } = JSON.parse(text);
      if (!Array.isArray(met) || !met.every(isMet) || ![help, hunts].every(Number.isInteger) || hunts < 0) return false;
      Object.assign(this, { met, help, hunts });
      return true;
    } catch {
      return false;
    }
  }

  get text() {
    return JSON.stringify({ met: this.met, help: this.help, hunts: this.hunts });
  }

  // Record the marks of a sheet. Its first slip, or the first time that it is right without one, changes the help.
  /** @type {(name: string, marks: { verdict: string, names: string[], step: string }[]) => void} */
  meet(name, marks) {
    const known = this.met.find((each) => each.name === name);
    const its = known ?? { name, isRight: false, slips: {} };
    const hadSlipped = Object.keys(its.slips).length > 0;
    const hadBeenRight = its.isRight;
    for (const { verdict, names, step } of marks) {
      const sure = names.length === 1 ? names : []; // of several, only one was made
      if (verdict === "wrong here") its.slips[step] = [...new Set([...(its.slips[step] ?? []), ...sure])];
    }
    its.isRight ||= marks.every(({ verdict }) => verdict === "right" || verdict === "follows");
    const hasSlipped = Object.keys(its.slips).length > 0;
    if (hasSlipped && !hadSlipped) this.help += HELP.more;
    if (its.isRight && !hadBeenRight && !hasSlipped) this.help -= HELP.less;
    if (!known && (its.isRight || hasSlipped)) this.met.push(its);
    remember(KEY, this.text);
  }

  // The number of the first problem that the reader has not met.
  get next() {
    const names = new Set(this.met.map(({ name }) => name));
    const seeds = Array.from({ length: PROBLEMS }, (_, seed) => seed);
    return seeds.find((seed) => !names.has(`problem ${seed}`)) ?? 0;
  }

  // The number of a problem for the next hunt, from the last one down, so that none is seen before its turn to practise.
  hunt() {
    const seed = PROBLEMS - 1 - (this.hunts % PROBLEMS);
    this.hunts += 1;
    remember(KEY, this.text);
    return seed;
  }

  // How many of `count` steps to work out for the reader.
  /** @type {(count: number) => number} */
  worked(count) {
    return Math.min(Math.max(this.help, 0), count - 1);
  }

  // The steps of recent slips, which are left to the reader again.
  get again() {
    return new Set(this.met.slice(-LATELY).flatMap(({ slips }) => Object.keys(slips)));
  }

  get hasOneRight() {
    return this.met.some(({ isRight }) => isRight);
  }

  // A plain account, without praise.
  get words() {
    if (!this.met.length) return "Nothing has been marked yet.";
    const right = this.met.filter(({ isRight }) => isRight).length;
    const names = this.met.flatMap(({ slips }) => Object.values(slips).flat());
    const count = (name) => names.filter((each) => each === name).length;
    const most = [...new Set(names)].sort((a, b) => count(b) - count(a));
    const listed = most.map((name) => `${name} (${count(name)})`);
    const slips = listed.length ? `Your slips: ${listed.join(", ")}.` : "No slip was named.";
    return `Problems tried: ${this.met.length}, completed correctly: ${right}. ${slips}`;
  }
}

/** @type {(each: any) => boolean} */
const isMet = (each) =>
  typeof each?.name === "string" &&
  typeof each.isRight === "boolean" &&
  isObject(each.slips) &&
  Object.values(each.slips).every(isNames);

/** @type {(value: any) => boolean} */
const isNames = (value) => Array.isArray(value) && value.every((name) => typeof name === "string");

/**
 * A problem computed with one slip, as far as the step after it: the texts of its results, the slip and its step. The
 * same seed gives the same slip.
 * @type {(problem: import("./engine/problem.js").Problem, seed: number) => { texts: string[], slip: number, step: string }}
 */
export function slipped(problem, seed) {
  const { slipsAt, steps, givens, paper, printedSolution } = problem;
  const known = givens.map((text) => paper.constant(text));
  for (let turn = 0; ; turn += 1) {
    const { slip, step, record } = slipsAt[(seed * 7 + turn) % slipsAt.length];
    const at = steps.findIndex(({ name }) => name === step);
    const instead = [...problem.record];
    instead.splice(steps[at].first - givens.length, record.length, ...record);
    const numbers = replay(instead, known, paper).slice(givens.length);
    const texts = numbers.map((number) => (number === null ? "" : paper.print(number)));
    const end = (steps[at + 1] ?? steps[at]).entries.slice(-1)[0] - givens.length;
    const isSeen = texts.slice(0, end + 1).some((text, i) => text && text !== printedSolution[i]);
    if (isSeen) return { texts: texts.map((text, i) => (i <= end ? text : "")), slip, step };
  }
}
