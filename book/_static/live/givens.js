// Fields for the givens of a form, with a menu of classes for each one-hot target.

import { element } from "./elements.js";
import { numberField } from "./fields.js";
import { symbol, title } from "./symbols.js";
import { targetOf } from "./engine/networks.js";
import { Unreadable } from "./engine/reading.js";

/** @typedef {import("./engine/form.js").Form} Form */

export class Givens {
  /** @type {HTMLInputElement[]} */
  inputs = [];
  /** @type {HTMLSelectElement[]} */
  targets = [];
  /**
   * The numbers before the typing that is going on.
   * @type {string[]}
   */
  before = [];

  /**
   * Keeps `texts` up to date. Calls `edited` as the reader types, and `written` when an edit is complete.
   * @param {Form} form
   * @param {string[]} texts
   * @param {{ read: (text: string, name: string) => string, edited: () => void, written: () => void,
   *   filling: import("./filling.js").Filling, isByInputs?: boolean }} how
   */
  constructor(form, texts, how) {
    this.form = form;
    this.texts = texts;
    this.how = how;
    const isChosen = (name) => name === "y" && targetOf(form.network) === "one-hot";
    const parts = form.givens.map((each) =>
      element(
        "fieldset",
        { className: "nn-quantity" },
        element("legend", {}, ...title(each.name)),
        ...(isChosen(each.name) ? this.#classes() : [this.#fields(each)]),
      ),
    );
    this.element = element("div", { className: "nn-givens" }, ...parts);
  }

  #classes() {
    const { sizes } = this.form;
    return Array.from({ length: sizes.N }, (_, column) => {
      const entries = this.form.column("y", column);
      const options = entries.map((__, i) => element("option", { value: i }, `class ${i + 1}`));
      const target = element("select", { id: `nn-target${column || ""}` }, ...options);
      target.addEventListener("change", () => {
        entries.forEach((entry, i) => {
          this.texts[entry] = String(Number(i === Number(target.value)));
        });
        this.how.edited();
        this.how.written();
      });
      this.targets.push(target);
      this.#choose(column);
      const label = sizes.N > 1 ? `Right class of example ${column + 1} ` : "Right class ";
      return element("div", {}, element("label", { htmlFor: target.id }, label), target);
    });
  }

  #choose(column) {
    const right = this.form.column("y", column).findIndex((entry) => Number(this.texts[entry]) === 1);
    this.targets[column].value = String(right);
  }

  #fields(each) {
    const { columns, entries } = this.#asWritten(each);
    const below = element("div", { className: "nn-cells", style: `--columns: ${columns}` });
    below.append(...entries.map((entry) => this.#field(entry, each.name, below)));
    return below;
  }

  // By inputs, a weight matrix has a row for each input or unit that its weights come from.
  #asWritten({ name, rows, columns, first, entries }) {
    if (!this.how.isByInputs || !name.startsWith("W")) return { columns, entries };
    const turned = entries.map((_, i) => first + (i % rows) * columns + Math.floor(i / rows));
    return { columns: rows, entries: turned };
  }

  #field(entry, name, below) {
    const id = `nn-given-${entry}`;
    const complaint = element("span", { className: "nn-verdict", id: `${id}-said` });
    const read = () => {
      this.before[entry] ??= this.texts[entry];
      try {
        this.texts[entry] = this.how.read(input.value, name);
        complaint.textContent = "";
        input.removeAttribute("aria-invalid");
        this.how.edited();
      } catch (problem) {
        if (!(problem instanceof Unreadable)) throw problem;
        complaint.textContent = problem.message;
        input.setAttribute("aria-invalid", "true");
        this.#takeBack(entry);
      }
    };
    const input = numberField(id, this.texts[entry], complaint.id, read);
    this.how.filling.add(input, below);
    this.inputs[entry] = input;
    input.addEventListener("change", () => {
      this.before = [];
      this.how.written();
    });
    const label = element("label", { htmlFor: id }, symbol(this.form, entry));
    return element("div", { className: "nn-cell" }, label, input, complaint);
  }

  // The beginning of a refused number may have been a number too.
  #takeBack(entry) {
    if (this.texts[entry] === this.before[entry]) return;
    this.texts[entry] = this.before[entry];
    this.how.edited();
  }

  /** @type {(input: HTMLInputElement) => number} */
  entryOf(input) {
    return this.inputs.indexOf(input);
  }

  // Put other numbers into the same fields.
  /** @param {string[]} texts */
  fill(texts) {
    this.texts = texts;
    this.before = [];
    this.inputs.forEach((input, entry) => {
      input.value = texts[entry];
      input.removeAttribute("aria-invalid");
      input.nextElementSibling?.replaceChildren();
    });
    this.targets.forEach((_, column) => this.#choose(column));
  }
}
