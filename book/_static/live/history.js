// The numbers that stood there before, to go back to and forward again.

const MOST = 1000;

export class History {
  /** @type {string[][]} */
  before = [];
  /** @type {string[][]} */
  after = [];

  // What stands there now is about to be changed.
  /** @param {string[]} texts */
  keep(texts) {
    this.before.push([...texts]);
    if (this.before.length > MOST) this.before.shift();
    this.after = [];
  }

  // What stood there before, or nothing.
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
