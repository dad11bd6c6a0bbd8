// <nn-turn steps="sin_Z1 H">: fields for the reader's own numbers of these steps, marked; then the worked lines unfold.

import { Answers } from "./answers.js";
import { button, element } from "./elements.js";
import { Fields } from "./fields.js";
import { mark } from "./marking.js";
import { theAssignment } from "./problem.js";

const answers = new Answers(theAssignment());

class Turn extends HTMLElement {
  connectedCallback() {
    const steps = this.getAttribute("steps").split(" ");
    this.fields = answers.problem.steps
      .filter(({ name }) => steps.includes(name))
      .map((step) => new Fields(step, answers));
    this.said = element("div", { className: "nn-said", role: "status" });
    const form = element(
      "form",
      { className: "nn-form", noValidate: true },
      ...this.fields.map((fields) => fields.element),
      element(
        "div",
        { className: "nn-buttons" },
        element("button", { className: "nn-button", type: "submit" }, "Check"),
        button("Clear", () => this.clear()),
      ),
      this.said,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    this.replaceChildren(form);
  }

  check() {
    if (this.fields.every((fields) => fields.isEmpty)) {
      this.said.replaceChildren("Write your numbers into the fields first.");
      this.fields[0].inputs[0].focus();
      return;
    }
    const marks = mark(answers.problem, answers.texts);
    const lines = this.fields.flatMap((fields) => fields.show(marks));
    const verdicts = this.fields
      .flatMap(({ step }) => step.entries)
      .map((entry) => marks[entry - answers.problem.givens.length].verdict);
    this.said.replaceChildren(summary(verdicts), ...lines, ...(answers.isKept ? [] : [NOT_KEPT]));
    if (verdicts.every((verdict) => ["right", "follows"].includes(verdict))) this.unfold();
  }

  clear() {
    for (const { inputs } of this.fields) {
      inputs.forEach((input) => {
        input.value = "";
        input.dispatchEvent(new Event("input"));
      });
    }
    this.said.replaceChildren();
    this.fields[0].inputs[0].focus();
  }

  // The worked lines stand behind the box that this one is in.
  unfold() {
    const worked = this.closest(".admonition").nextElementSibling;
    if (worked?.matches("details")) worked.open = true;
  }
}

const NOT_KEPT = "This browser keeps nothing: your numbers are gone when you leave the page.";

function summary(verdicts) {
  const count = (word) => verdicts.filter((verdict) => verdict === word).length;
  if (count("right") === verdicts.length) return "All right. The worked lines are open below.";
  const words = ["right", "follows", "wrong here", "missing"].filter(count);
  const line = words.map((word) => `${count(word)} ${word}`).join(", ");
  const follows = " What follows is rightly worked from an earlier number that is off.";
  return `${line}.${count("follows") ? follows : ""}`;
}

customElements.define("nn-turn", Turn);
