// Earlier numbers, for undo and redo.

const MOST = 1000;

export class History {
  /** @type {string[][]} */
  before = [];
  /** @type {string[][]} */
  after = [];

  // Remember the current numbers before a change.
  /** @param {string[]} texts */
  keep(texts) {
    this.before.push([...texts]);
    if (this.before.length > MOST) this.before.shift();
    this.after = [];
  }

  // The numbers before the last change, or undefined if there are none.
  /** @type {(now: string[]) => string[] | undefined} */
  undo(now) {
    return History.#move(this.before, this.after, now);
  }

  /** @type {(now: string[]) => string[] | undefined} */
  redo(now) {
    return History.#move(this.after, this.before, now);
  }

  /** @type {(from: string[][], to: string[][], now: string[]) => string[] | undefined} */
  static #move(from, to, now) {
    const texts = from.pop();
    if (texts) to.push([...now]);
    return texts;
  }
}
