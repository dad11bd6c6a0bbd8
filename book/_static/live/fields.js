// A field for each entry of a step, in the shape of the step, with its verdict below it.

import { element } from "./elements.js";
import program from "./program.js";
import { pieces } from "./reading.js";
import { symbol } from "./symbols.js";

// A field for one number. What is typed is told, and so are several numbers that are pasted into it.
export function numberField(id, value, describedBy, typed, pasted) {
  const input = element("input", {
    id,
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    value,
    "aria-describedby": describedBy,
  });
  input.addEventListener("input", typed);
  input.addEventListener("paste", (event) => {
    const texts = pieces(event.clipboardData.getData("text"));
    if (texts.length < 2) return;
    event.preventDefault();
    pasted(texts);
  });
  return input;
}

export class Fields {
  constructor(step, answers) {
    this.step = step;
    this.answers = answers;
    this.inputs = step.entries.map((entry, i) => this.#input(entry, `${step.name}-${i}`));
    this.verdicts = this.inputs.map((input) => element("span", { className: "nn-verdict", id: `${input.id}-verdict` }));
    const cells = step.entries.map((entry, i) =>
      element(
        "div",
        { className: "nn-cell" },
        element("label", { htmlFor: this.inputs[i].id }, symbol(entry)),
        this.inputs[i],
        this.verdicts[i],
      ),
    );
    const columns = step.columns > 1 ? step.columns : step.rows;
    this.element = element("div", { className: "nn-cells", style: `--columns: ${columns}` }, ...cells);
  }

  #input(entry, id) {
    const i = this.step.entries.indexOf(entry);
    const typed = () => {
      this.answers.write(entry, this.inputs[i].value);
      this.clear(i);
    };
    return numberField(id, this.answers.text(entry), `${id}-verdict`, typed, (texts) => this.fill(i, texts));
  }

  get isEmpty() {
    return this.inputs.every((input) => !input.value.trim());
  }

  // The texts of several entries, one after the other from this one on.
  fill(first, texts) {
    const places = this.inputs.slice(first, first + texts.length);
    places.forEach((input, i) => {
      input.value = texts[i];
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    places.at(-1).focus();
  }

  clear(i) {
    this.verdicts[i].replaceChildren();
    this.inputs[i].removeAttribute("aria-invalid");
  }

  // Each entry's verdict; what there is to say beyond it is returned, once for all entries that it holds for.
  show(marks) {
    const said = new Map();
    this.step.entries.forEach((entry, i) => {
      const { verdict, explanation } = marks[entry - this.answers.problem.givens.length];
      const isUnread = verdict === "missing" && explanation;
      const isWrong = verdict === "wrong here" || isUnread;
      const [sign, word] = isUnread ? ["!", "no number"] : [program.signs[verdict], verdict];
      const isBlank = verdict === "missing" && !isUnread;
      this.verdicts[i].replaceChildren(
        ...(isBlank ? [] : [element("span", { "aria-hidden": "true" }, sign), ` ${word}`]),
      );
      if (isWrong) this.inputs[i].setAttribute("aria-invalid", "true");
      else this.inputs[i].removeAttribute("aria-invalid");
      if (explanation) said.set(explanation, [...(said.get(explanation) ?? []), symbol(entry), " "]);
    });
    return [...said].map(([explanation, symbols]) => element("p", {}, ...symbols, explanation));
  }
}
