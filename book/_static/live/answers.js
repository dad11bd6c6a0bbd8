// The reader's answers to each problem, kept in this browser, or only on this page if storage is blocked.

import { theAssignments } from "./engine/form.js";

/** @type {(key: string) => [string, string][]} */
function stored(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "{}");
    return Object.entries(found).filter(([, text]) => typeof text === "string");
  } catch {
    return [];
  }
}

// If storage is blocked, the page replaces it with an object that lasts only as long as the page.
function isLasting() {
  try {
    return localStorage instanceof Storage;
  } catch {
    return false;
  }
}

// A setting that is kept for the next visit, if storage allows.
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
    // The setting then lasts for this visit only.
  }
}

export class Answers {
  /**
   * Corrections to a sheet with a slip are kept apart from the reader's own answers.
   * @param {import("./engine/problem.js").Problem} problem
   * @param {"answers" | "corrections"} kind
   */
  constructor(problem, kind = "answers") {
    this.problem = problem;
    const its = problem.form === theAssignments ? "" : ` of ${JSON.stringify([problem.form.network, problem.form.sizes])}`;
    this.key = `${kind} to ${problem.givens.join(" ")}, ${problem.places} places${its}`;
    this.names = problem.steps.flatMap(({ name, entries }) => entries.map((_, i) => `${name} ${i + 1}`));
    this.written = new Map(stored(this.key));
    this.isKept = isLasting();
    /** @type {((entry: number) => void)[]} */
    this.readers = [];
  }

  // The texts of all results, in order, with "" for a blank.
  get texts() {
    return this.names.map((name) => this.written.get(name) ?? "");
  }

  /** @param {number} entry */
  text(entry) {
    return this.written.get(this.names[entry - this.problem.givens.length]) ?? "";
  }

  // Pick up what another page has written in the meantime.
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

  // Call every reader with the first entry that has changed.
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

// Run `work` when another page of the book has written, or when the browser restores this page from its cache.
/** @param {() => void} work */
export function whenWritten(work) {
  addEventListener("storage", work);
  addEventListener("pageshow", (event) => event.persisted && work());
}
