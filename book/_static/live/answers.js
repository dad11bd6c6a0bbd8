// What the reader wrote, kept in this browser for each problem; in this page alone, where nothing may be kept.

function stored(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "{}");
    return Object.entries(found).filter(([, text]) => typeof text === "string");
  } catch {
    return [];
  }
}

export class Answers {
  constructor(problem) {
    this.problem = problem;
    this.key = `answers to ${problem.givens.join(" ")}, ${problem.places} places`;
    this.names = problem.steps.flatMap(({ name, entries }) => entries.map((_, i) => `${name} ${i + 1}`));
    this.written = new Map(stored(this.key));
    this.isKept = true;
  }

  // The texts of all results, in their order; what is blank is "".
  get texts() {
    return this.names.map((name) => this.written.get(name) ?? "");
  }

  text(entry) {
    return this.texts[entry - this.problem.givens.length];
  }

  // Another page may have written in the meantime.
  write(entry, text) {
    if (this.isKept) this.written = new Map(stored(this.key));
    this.written.set(this.names[entry - this.problem.givens.length], text);
    this.keep();
  }

  replace(texts) {
    this.written = new Map(texts.map((text, i) => [this.names[i], text]));
    this.keep();
  }

  clear() {
    this.replace([]);
  }

  keep() {
    const filled = [...this.written].filter(([, text]) => text);
    try {
      if (filled.length) localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(filled)));
      else localStorage.removeItem(this.key);
      this.isKept = true;
    } catch {
      this.isKept = false;
    }
  }
}
