// <nn-turn steps="sin_Z1 H">: fields for the reader's own numbers in these steps, and their marking. Once none is wrong
// or missing, the working unfolds.

import { Answers, whenWritten } from "./answers.js";
import { keepPresses } from "./compare.js";
import { button, define, element } from "./elements.js";
import { Fields } from "./fields.js";
import { Filling, clearAll } from "./filling.js";
import { Note } from "./note.js";
import { mark } from "./engine/marking.js";
import { theAssignment } from "./engine/problem.js";
import { summary } from "./engine/summary.js";

/** @type {Answers} */
let answers;

// One sheet for all the fields on the page.
function shared() {
  const made = new Answers(theAssignment());
  whenWritten(() => made.follow());
  return made;
}

class Turn extends HTMLElement {
  note = new Note();
  said = element("div", { className: "nn-said", role: "status" });
  isMarked = false;
  /** @type {Fields[]} */
  fields = [];

  connectedCallback() {
    answers ??= shared();
    const steps = (this.getAttribute("steps") ?? "").split(" ");
    const filling = new Filling(this.note, (input) => input.value.trim() !== "");
    this.fields = answers.problem.steps
      .filter(({ name }) => steps.includes(name))
      .map((step) => new Fields(step, answers, filling));
    const buttons = element(
      "div",
      { className: "nn-buttons" },
      element("button", { className: "nn-button", type: "submit" }, "Check"),
      button("Clear", () => clearAll(this.fields.flatMap(({ own }) => own), this.note, buttons)),
      element("a", { className: "nn-link", href: "sheet.html" }, "Your whole sheet"),
    );
    const form = element(
      "form",
      { className: "nn-form", noValidate: true },
      ...this.fields.map((fields) => fields.element),
      buttons,
      this.said,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    this.replaceChildren(form);
    keepPresses(this);
    answers.readers.push((entry) => this.changed(entry));
  }

  check() {
    if (this.fields.every((fields) => fields.isEmpty)) {
      this.said.replaceChildren("Type your numbers into the fields first.");
      this.fields[0].inputs[0].focus();
      return;
    }
    const { texts } = answers;
    const marks = mark(answers.problem, texts);
    const lines = this.fields.flatMap((fields) => fields.show(marks, texts));
    const own = this.fields
      .flatMap(({ step }) => step.entries)
      .map((entry) => marks[entry - answers.problem.givens.length]);
    const has = (word) => own.some(({ verdict }) => verdict === word);
    const isDone = !has("wrong here") && !has("missing");
    this.said.replaceChildren(
      isDone && !has("follows") ? "Everything is right." : summary(own),
      has("follows") ? FOLLOWS : "",
      isDone ? " The working is shown below." : "",
      ...lines,
      answers.isKept ? "" : NOT_KEPT,
    );
    this.isMarked = true;
    if (isDone) this.unfold();
  }

  // The marks depend on these numbers and on all earlier ones, so a change in any of them clears the marks.
  /** @param {number} entry */
  changed(entry) {
    this.fields.forEach((fields) => fields.follow());
    const last = this.fields.at(-1)?.step.entries.at(-1);
    if (!this.isMarked || entry > last) return;
    this.isMarked = false;
    this.fields.forEach((fields) => fields.inputs.forEach((_, i) => fields.clear(i)));
    this.said.replaceChildren("Your numbers have changed since they were marked. Check again.");
  }

  // The working comes directly after the box that contains this element.
  unfold() {
    const worked = this.closest(".admonition")?.nextElementSibling;
    if (worked instanceof HTMLDetailsElement) worked.open = true;
  }
}

const FOLLOWS = " A number that follows is computed correctly, but from an earlier number that is wrong.";
const NOT_KEPT = " This browser does not keep your numbers: they will be lost when you leave the page.";

define("nn-turn", Turn);
