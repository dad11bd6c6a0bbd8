// What the reader wrote, kept in this browser for each problem; in this page alone, where nothing may be kept.

import { theAssignments } from "./form.js";

/** @type {(key: string) => [string, string][]} */
function stored(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "{}");
    return Object.entries(found).filter(([, text]) => typeof text === "string");
  } catch {
    return [];
  }
}

// Where storage is forbidden the page has a stand-in, which forgets.
function isLasting() {
  try {
    return localStorage instanceof Storage;
  } catch {
    return false;
  }
}

// A choice that holds for the next visit too, where it may be kept.
/** @type {(key: string) => string | null} */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @type {(key: string, value: string) => void} */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it holds for this visit.
  }
}

export class Answers {
  /** @param {import("./problem.js").Problem} problem */
  constructor(problem) {
    this.problem = problem;
    const its = problem.form === theAssignments ? "" : ` of ${JSON.stringify([problem.form.network, problem.form.sizes])}`;
    this.key = `answers to ${problem.givens.join(" ")}, ${problem.places} places${its}`;
    this.names = problem.steps.flatMap(({ name, entries }) => entries.map((_, i) => `${name} ${i + 1}`));
    this.written = new Map(stored(this.key));
    this.isKept = isLasting();
    /** @type {((entry: number) => void)[]} */
    this.readers = [];
  }

  // The texts of all results, in their order; what is blank is "".
  get texts() {
    return this.names.map((name) => this.written.get(name) ?? "");
  }

  /** @param {number} entry */
  text(entry) {
    return this.written.get(this.names[entry - this.problem.givens.length]) ?? "";
  }

  // Another page may have written in the meantime.
  follow() {
    this.#change(() => this.#reread());
  }

  /** @type {(entry: number, text: string) => void} */
  write(entry, text) {
    this.#change(() => {
      this.#reread();
      this.written.set(this.names[entry - this.problem.givens.length], text);
      this.keep();
    });
  }

  #reread() {
    if (this.isKept) this.written = new Map(stored(this.key));
  }

  // All readers learn the first entry that is another now.
  /** @param {() => void} work */
  #change(work) {
    const before = this.texts;
    work();
    const first = this.texts.findIndex((text, i) => text !== before[i]);
    if (first >= 0) this.readers.forEach((reader) => reader(first + this.problem.givens.length));
  }

  /** @param {string[]} texts */
  replace(texts) {
    this.written = new Map(texts.map((text, i) => [this.names[i], text]));
    this.keep();
  }

  keep() {
    const filled = [...this.written].filter(([, text]) => text);
    try {
      if (filled.length) localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(filled)));
      else localStorage.removeItem(this.key);
      this.isKept = isLasting();
    } catch {
      this.isKept = false;
    }
  }
}

// Work to do when another page of the book, or this one before it was left and come back to, has written.
/** @param {() => void} work */
export function whenWritten(work) {
  addEventListener("storage", work);
  addEventListener("pageshow", (event) => event.persisted && work());
}
