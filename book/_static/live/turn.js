// <nn-turn steps="sin_Z1 H">: fields for the reader's own numbers of these steps, marked; then the worked lines unfold.

import { Answers } from "./answers.js";
import { button, element } from "./elements.js";
import { Fields } from "./fields.js";
import { mark } from "./marking.js";
import { theAssignment } from "./problem.js";
import { summary } from "./summary.js";

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
        element("a", { className: "nn-link", href: "sheet.html" }, "Your whole sheet"),
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
    const own = this.fields
      .flatMap(({ step }) => step.entries)
      .map((entry) => marks[entry - answers.problem.givens.length]);
    const has = (word) => own.some(({ verdict }) => verdict === word);
    const isDone = !has("wrong here") && !has("missing");
    this.said.replaceChildren(
      isDone && !has("follows") ? "All right." : summary(own),
      has("follows") ? FOLLOWS : "",
      isDone ? " The worked lines are open below." : "",
      ...lines,
      answers.isKept ? "" : NOT_KEPT,
    );
    if (isDone) this.unfold();
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

const FOLLOWS = " What follows is rightly worked from an earlier number that is off.";
const NOT_KEPT = " This browser keeps nothing: your numbers are gone when you leave the page.";

customElements.define("nn-turn", Turn);
