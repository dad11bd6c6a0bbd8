// <nn-sheet>: a problem's givens, a field for each of its results, and the marking of all of them as they are written.

import { Answers } from "./answers.js";
import { button, element, minus } from "./elements.js";
import { Fields } from "./fields.js";
import { fromJson, toJson } from "./files.js";
import { mark } from "./marking.js";
import { PROBLEMS, givenQuantities, problem, theAssignment } from "./problem.js";
import program from "./program.js";
import { summary } from "./summary.js";
import { symbolOf, title } from "./symbols.js";

const NOT_KEPT = " This browser keeps nothing: save your sheet before you leave.";
const REPLACE = "Replace the numbers that you have for this problem?";

// A whole number of the address, if it is one from 0 to the largest.
function counted(text, largest) {
  const number = /^\d{1,6}$/.test(text ?? "") ? Number(text) : NaN;
  return number <= largest ? number : null;
}

class Sheet extends HTMLElement {
  connectedCallback() {
    const address = new URLSearchParams(location.search);
    const seed = counted(address.get("problem"), PROBLEMS - 1);
    this.steps = theAssignment().steps;
    this.worked = counted(address.get("worked"), this.steps.length) ?? 0;
    this.said = element("div", { className: "nn-said", role: "status" });
    this.givens = element("div", { className: "nn-givens" });
    this.lines = element("div", { className: "nn-lines" });
    this.heading = element("h3", { className: "nn-title" });
    this.replaceChildren(this.#controls(seed), this.heading, this.givens, this.lines, this.said);
    this.#open(seed === null ? theAssignment() : problem(seed));
    for (const [key, largest] of Object.entries({ problem: PROBLEMS - 1, worked: this.steps.length })) {
      const asked = address.get(key) ?? "0";
      if (counted(asked, largest) === null) {
        this.say(`The address asks for ${key} “${asked.slice(0, 20)}”. There is 0 to ${largest}.`);
      }
    }
  }

  #controls(seed) {
    this.number = element("input", {
      type: "number",
      min: 0,
      max: PROBLEMS - 1,
      placeholder: "–",
      value: seed ?? "",
      id: "nn-problem",
    });
    this.number.addEventListener("change", () => {
      const chosen = counted(this.number.value, PROBLEMS - 1);
      if (this.number.value && chosen === null) return this.say(`There are problems 0 to ${PROBLEMS - 1}.`);
      return this.#open(chosen === null ? theAssignment() : problem(chosen));
    });
    const size = { min: 0, max: this.steps.length };
    this.given = element("input", { type: "number", ...size, value: this.worked, id: "nn-worked" });
    this.given.addEventListener("change", () => {
      this.worked = counted(this.given.value, this.steps.length) ?? 0;
      this.given.value = this.worked;
      this.#open(this.answers.problem);
    });
    const chosen = element("input", { type: "file", accept: ".json,application/json", hidden: true });
    chosen.addEventListener("change", () => this.#load(chosen));
    return element(
      "div",
      { className: "nn-controls" },
      element("label", { htmlFor: this.number.id }, `Problem, 0 to ${PROBLEMS - 1}; blank is the assignment`),
      this.number,
      element("label", { htmlFor: this.given.id }, "Steps worked for you"),
      this.given,
      element(
        "div",
        { className: "nn-buttons" },
        button("Save", () => this.#save()),
        button("Load", () => chosen.click()),
        button("Print", () => window.print()),
        button("Clear", () => this.#clear()),
        chosen,
      ),
    );
  }

  say(...words) {
    this.said.replaceChildren(...words);
  }

  // Show a problem, with the answers that are kept for it.
  #open(made) {
    this.answers = new Answers(made);
    const [, seed] = made.name.match(/^problem (\d+)$/) ?? [];
    this.number.value = seed ?? "";
    const name = made.name || "a problem without a name";
    this.heading.replaceChildren(`${name[0].toUpperCase()}${name.slice(1)}`);
    this.givens.replaceChildren(...givenQuantities.map((quantity) => given(quantity, made)));
    this.fields = made.steps.map((step) => new Fields(step, this.answers));
    this.lines.replaceChildren(
      ...this.fields.map((fields) =>
        element(
          "section",
          { className: "nn-step", "aria-label": program.quantities[fields.step.name].meaning },
          element("h4", {}, ...title(fields.step.name)),
          fields.element,
          (fields.words = element("div", { className: "nn-words" })),
        ),
      ),
    );
    this.fields.slice(0, this.worked).forEach((fields) => {
      fields.inputs.forEach((input, i) => {
        input.value = made.printedSolution[fields.step.entries[i] - made.givens.length];
        input.readOnly = true;
      });
    });
    this.lines.onchange = () => this.check();
    this.#tellAddress(seed);
    this.check();
  }

  #tellAddress(seed) {
    const told = new URLSearchParams();
    if (seed !== undefined) told.set("problem", seed);
    if (this.worked) told.set("worked", this.worked);
    history.replaceState(null, "", `${location.pathname}${told.size ? `?${told}` : ""}${location.hash}`);
  }

  get texts() {
    return this.fields.flatMap(({ inputs }) => inputs.map((input) => input.value));
  }

  check() {
    const marks = mark(this.answers.problem, this.texts);
    this.fields.forEach((fields) => fields.words.replaceChildren(...fields.show(marks)));
    this.say(summary(marks), this.answers.isKept ? "" : NOT_KEPT);
  }

  #clear() {
    if (window.confirm("Clear all numbers of this sheet?")) {
      this.answers.clear();
      this.#open(this.answers.problem);
    }
  }

  #save() {
    const content = toJson(this.answers.problem, this.texts);
    const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    element("a", { href: address, download: "sheet.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address));
  }

  async #load(chosen) {
    const [file] = chosen.files;
    chosen.value = "";
    try {
      const { problem: made, texts } = fromJson(await file.text());
      const kept = new Answers(made);
      if (kept.texts.some((text) => text) && !window.confirm(REPLACE)) return;
      kept.replace(texts);
      this.#open(made);
    } catch (complaint) {
      this.say(`${file.name}: ${complaint.message}`);
    }
  }
}

// A given quantity as a table.
function given(quantity, { givens }) {
  const rows = Array.from({ length: quantity.rows }, (_, i) =>
    element(
      "tr",
      {},
      ...Array.from({ length: quantity.columns }, (__, j) =>
        element("td", {}, minus(givens[quantity.first + i * quantity.columns + j])),
      ),
    ),
  );
  return element(
    "table",
    { className: "nn-given" },
    element("caption", {}, symbolOf(quantity.name)),
    element("tbody", {}, ...rows),
  );
}

customElements.define("nn-sheet", Sheet);
