// The dependencies between entries: `from` and `to` hold the direct ones, and `reach` also follows the indirect ones.

import { sources } from "./replay.js";

export class Lineage {
  // The entries of the record are numbered from `givenCount`.
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

  // Every entry that depends on any of these, directly or not.
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
