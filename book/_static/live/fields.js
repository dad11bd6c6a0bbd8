// A grid with a field for each entry of a step, and the verdict below each field.

import { compare } from "./compare.js";
import { element } from "./elements.js";
import { symbol } from "./symbols.js";
import program from "./engine/program.js";

/** @typedef {{ verdict: string, explanation: string }} Mark */

// A field for one number, which calls `typed` whenever its text changes.
/** @type {(id: string, value: string, describedBy: string, typed: () => void) => HTMLInputElement} */
export function numberField(id, value, describedBy, typed) {
  const input = element("input", {
    id,
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    value,
    "aria-describedby": describedBy,
  });
  input.addEventListener("input", typed);
  return input;
}

export class Fields {
  /**
   * @param {any} step
   * @param {import("./answers.js").Answers} answers
   * @param {import("./filling.js").Filling} filling
   */
  constructor(step, answers, filling) {
    this.step = step;
    this.answers = answers;
    this.inputs = step.entries.map((entry, i) => this.#input(entry, i));
    this.verdicts = this.inputs.map((input) => element("span", { className: "nn-verdict", id: `${input.id}-verdict` }));
    const cells = step.entries.map((entry, i) =>
      element(
        "div",
        { className: "nn-cell" },
        element("label", { htmlFor: this.inputs[i].id }, symbol(answers.problem.form, entry)),
        this.inputs[i],
        this.verdicts[i],
      ),
    );
    const columns = step.columns > 1 ? step.columns : step.rows;
    this.element = element("div", { className: "nn-cells", style: `--columns: ${columns}` }, ...cells);
    this.words = element("div", { className: "nn-words" });
    this.inputs.forEach((input) => filling.add(input, this.element));
  }

  #input(entry, i) {
    const id = `${this.step.name}-${i}`;
    return numberField(id, this.answers.text(entry), `${id}-verdict`, () => {
      this.clear(i);
      this.answers.write(entry, this.inputs[i].value);
    });
  }

  get isEmpty() {
    return this.inputs.every((input) => !input.value.trim());
  }

  // The fields left to the reader, without those already worked out.
  get own() {
    return this.inputs.filter((input) => !input.readOnly);
  }

  // Pick up what another page has written in the meantime.
  follow() {
    this.inputs.forEach((input, i) => {
      const text = this.answers.text(this.step.entries[i]);
      if (input.readOnly || input.value === text) return;
      input.value = text;
      this.clear(i);
    });
  }

  clear(i) {
    this.verdicts[i].replaceChildren();
    this.inputs[i].removeAttribute("aria-invalid");
  }

  // Show each entry's verdict. Returns each explanation once, with all the entries that share it, and with a comparison
  // for the first of them that is wrong.
  /** @type {(marks: Mark[], texts: string[]) => HTMLElement[]} */
  show(marks, texts) {
    const { problem } = this.answers;
    const said = new Map();
    const wrong = new Map();
    this.step.entries.forEach((entry, i) => {
      const { verdict, explanation } = marks[entry - problem.givens.length];
      const isUnread = verdict === "missing" && explanation;
      const isWrong = verdict === "wrong here" || isUnread;
      const [sign, word] = isUnread ? ["!", "not a number"] : [program.signs[verdict], verdict];
      const isBlank = verdict === "missing" && !isUnread;
      this.verdicts[i].replaceChildren(
        ...(isBlank ? [] : [element("span", { "aria-hidden": "true" }, sign), ` ${word}`]),
      );
      if (isWrong) this.inputs[i].setAttribute("aria-invalid", "true");
      else this.inputs[i].removeAttribute("aria-invalid");
      if (explanation) said.set(explanation, [...(said.get(explanation) ?? []), symbol(problem.form, entry), " "]);
      if (verdict === "wrong here" && !wrong.has(explanation)) wrong.set(explanation, entry);
    });
    return [...said].flatMap(([explanation, symbols]) => [
      element("p", {}, ...symbols, explanation),
      ...(wrong.has(explanation) ? [compare(problem, texts, wrong.get(explanation))] : []),
    ]);
  }
}
