// What each entry is worked from, and what is worked from it: at once, and all the way.

import { sources } from "./replay.js";

export class Lineage {
  // The record of a form, whose entries begin after this many givens.
  /**
   * @param {any[]} record
   * @param {number} givenCount
   */
  constructor(record, givenCount) {
    this.from = new Map(record.map((expression, i) => [givenCount + i, sources(expression)]));
    /** @type {Map<number, Set<number>>} */
    this.to = new Map();
    for (const [entry, its] of this.from) {
      for (const source of its) this.to.set(source, (this.to.get(source) ?? new Set()).add(entry));
    }
  }

  // Every entry that depends on one of these.
  /** @type {(entries: Iterable<number>) => Set<number>} */
  reach(entries) {
    const found = new Set();
    const ahead = [...entries];
    for (let entry = ahead.pop(); entry !== undefined; entry = ahead.pop()) {
      for (const next of this.to.get(entry) ?? []) {
        if (!found.has(next)) {
          found.add(next);
          ahead.push(next);
        }
      }
    }
    return found;
  }
}
