// <nn-live>: the network, each of its numbers to edit. Each result follows at once, and tells how it was worked.

import { fromAddress, toAddress } from "./address.js";
import { button, element, minus, setAddress, write } from "./elements.js";
import { numberField } from "./fields.js";
import { Filling } from "./filling.js";
import { floats } from "./floats.js";
import { Network } from "./network.js";
import { Note } from "./note.js";
import { Paper } from "./paper.js";
import { givenQuantities, quantity, rightClass, steps } from "./problem.js";
import program from "./program.js";
import { Unreadable, readGiven } from "./reading.js";
import { symbol, title } from "./symbols.js";

const KINDS = { paper: new Paper(4), machine: floats };
const LABELS = { paper: "four decimals, as on paper", machine: "the machine’s numbers, six decimals shown" };
const PAUSE = 400;
const RUN = "Let steps run";
const STOP = "There this page stops.";
const NOT_NEEDED = "The step does not need it.";
const GRADIENT_OF = { W1: "dW1", b1: "db1", W2: "dW2", b2: "db2", H: "dH", y_hat: "delta2" };

class Live extends HTMLElement {
  stage = 0;
  taken = 0;
  kind = "paper";
  texts = program.assignment;
  network = new Network(program.assignment, KINDS.paper);
  shown = element("p", { className: "nn-said", "aria-live": "polite" });
  said = element("p", { className: "nn-said", role: "status" });
  place = element("p", { className: "nn-place", role: "status" });
  lines = element("div", { className: "nn-now" });
  target = element("select", { id: "nn-target" });
  slopes = button("Gradients on the drawing", () => this.showSlopes());
  running = button(RUN, () => (this.timer === undefined ? this.run() : this.stop()));
  // A number of the reader's own is asked for before others overwrite it.
  filling = new Filling(new Note(), (input) => input.value !== program.assignment[this.inputs.indexOf(input)]);
  /** @type {HTMLInputElement[]} */
  inputs = [];
  /** @type {{ entry: number, how: HTMLElement, value: HTMLElement, row: HTMLElement, step: object }[]} */
  rows = [];
  /** @type {number | undefined} */
  timer;
  /** @type {object | undefined} */
  shownStep;

  connectedCallback() {
    const query = new URLSearchParams(location.search);
    const { texts, unread } = fromAddress(query, program.assignment);
    this.texts = texts;
    this.kind = query.get("kind") === "machine" ? "machine" : "paper";
    this.figure = this.querySelector("svg");
    this.replaceChildren(
      this.#kinds(),
      element("div", {}, this.figure ?? ""),
      this.shown,
      this.said,
      this.#buttons(),
      this.#givens(),
      this.#walk(),
      this.#table(),
    );
    this.draw();
    if (unread.length) {
      const names = unread.join(", ");
      this.said.textContent = `The address could not be read for ${names}: the assignment’s numbers stand there.`;
    }
  }

  disconnectedCallback() {
    this.stop();
  }

  #kinds() {
    const choices = Object.entries(LABELS).map(([kind, label]) => {
      const input = element("input", { type: "radio", name: "nn-kind", value: kind, checked: kind === this.kind });
      input.addEventListener("change", () => {
        this.kind = kind;
        this.draw();
        this.setAddress();
      });
      return element("label", { className: "nn-choice" }, input, ` ${label}`);
    });
    return element("fieldset", { className: "nn-kinds" }, element("legend", {}, "Kind of number"), ...choices);
  }

  #givens() {
    this.inputs = [];
    const fields = givenQuantities
      .filter(({ name }) => name !== "y")
      .map((each) =>
        element(
          "fieldset",
          { className: "nn-quantity" },
          element("legend", {}, ...title(each.name)),
          this.#fields(each),
        ),
      );
    const classes = quantity("y").entries.map((_, i) => element("option", { value: i }, `class ${i + 1}`));
    this.target.replaceChildren(...classes);
    this.target.value = String(rightClass(this.texts));
    this.target.addEventListener("change", () => {
      quantity("y").entries.forEach((entry, i) => {
        this.texts[entry] = String(Number(i === Number(this.target.value)));
      });
      this.edited();
      this.setAddress();
    });
    const target = element(
      "fieldset",
      { className: "nn-quantity" },
      element("legend", {}, ...title("y")),
      element("label", { htmlFor: "nn-target" }, "Right class "),
      this.target,
    );
    return element("div", { className: "nn-givens" }, ...fields, target);
  }

  #fields(each) {
    const below = element("div", { className: "nn-cells", style: `--columns: ${each.columns}` });
    below.append(...each.entries.map((entry) => this.#field(entry, each.name, below)));
    return below;
  }

  #field(entry, name, below) {
    const id = `nn-given-${entry}`;
    const complaint = element("span", { className: "nn-verdict", id: `${id}-said` });
    const read = () => {
      try {
        this.texts[entry] = readGiven(input.value, name);
        complaint.textContent = "";
        input.removeAttribute("aria-invalid");
        this.edited();
      } catch (problem) {
        if (!(problem instanceof Unreadable)) throw problem;
        complaint.textContent = problem.message;
        input.setAttribute("aria-invalid", "true");
      }
    };
    const input = numberField(id, this.texts[entry], complaint.id, read);
    this.filling.add(input, below);
    this.inputs[entry] = input;
    input.addEventListener("change", () => this.setAddress());
    return element("div", { className: "nn-cell" }, element("label", { htmlFor: id }, symbol(entry)), input, complaint);
  }

  #buttons() {
    this.slopes.setAttribute("aria-pressed", "false");
    return element(
      "div",
      { className: "nn-buttons" },
      button("Take the step", () => this.takeStep()),
      this.running,
      button("Reset", () => this.reset()),
      this.slopes,
    );
  }

  showSlopes() {
    this.slopes.setAttribute("aria-pressed", String(this.slopes.getAttribute("aria-pressed") !== "true"));
    this.draw();
  }

  #walk() {
    const move = (by) => {
      this.stage = (this.stage + by + steps.length) % steps.length;
      this.draw();
    };
    return element(
      "section",
      { className: "nn-walk", "aria-label": "Step by step" },
      element(
        "div",
        { className: "nn-buttons" },
        button("Back", () => move(-1)),
        button("Next", () => move(1)),
      ),
      this.place,
      this.lines,
    );
  }

  #table() {
    this.rows = steps.flatMap((step) =>
      step.entries.map((entry) => {
        const [how, value] = [element("td", { className: "nn-how" }), element("td", { className: "nn-value" })];
        const row = element("tr", {}, element("th", { scope: "row" }, symbol(entry)), how, value);
        return { entry, how, value, row, step };
      }),
    );
    const head = ["Result", "How it is worked", "Value"].map((title) => element("th", { scope: "col" }, title));
    return element(
      "table",
      { className: "table nn-results" },
      element("caption", {}, "All results, in the order in which they are worked"),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...this.rows.map(({ row }) => row)),
    );
  }

  edited() {
    this.taken = 0;
    this.draw();
  }

  // Everything that is shown, from the givens alone.
  draw() {
    const network = new Network(this.texts, KINDS[this.kind]);
    const step = steps[this.stage];
    this.network = network;
    for (const { entry, how, value, row, step: own } of this.rows) {
      write(how, minus(network.formula(entry)));
      write(value, minus(network.print(entry)));
      row.classList.toggle("nn-now", own === step);
    }
    this.#drawNumbers(network);
    if (this.shownStep !== step) this.place.replaceChildren(`${this.stage + 1} of ${steps.length}: `, ...title(step.name));
    this.shownStep = step;
    this.lines.replaceChildren(
      ...step.entries.map((entry) =>
        element("p", {}, symbol(entry), ` = ${minus(network.formula(entry))} = ${minus(network.print(entry))}`),
      ),
    );
    const loss = network.print(quantity("loss").first);
    const count = this.taken ? ` Steps taken: ${this.taken}.` : "";
    this.shown.textContent = `Loss ${minus(loss)}, after the step ${minus(network.lossAfter)}.${count}`;
    this.said.textContent = this.#whyNot();
  }

  // Why there is no number from here on: the first dash, and what it would have come from.
  #whyNot() {
    const entry = this.network.known.indexOf(null);
    if (entry < 0) return "";
    if (this.network.isOutOfRange) return `A logit has left the range from −${program.safe} to ${program.safe}. ${STOP}`;
    const { name, entries } = steps.find((step) => step.entries.includes(entry)) ?? steps[0];
    const end = this.network.canStep ? NOT_NEEDED : STOP;
    const which = entries.length > 1 ? `, number ${entry - entries[0] + 1},` : "";
    return `${program.quantities[name].meaning}${which} would be ${minus(this.network.formula(entry))}, and that has no value. ${end}`;
  }

  #drawNumbers(network) {
    const isSlope = this.slopes.getAttribute("aria-pressed") === "true";
    for (const spot of this.figure?.querySelectorAll("[data-entry]") ?? []) {
      const [name, i] = (spot.getAttribute("data-entry") ?? "").split(" ");
      const shown = (isSlope && GRADIENT_OF[name]) || name;
      write(spot.querySelector("text")?.lastChild, minus(network.print(quantity(shown).entries[i])));
    }
  }

  takeStep() {
    if (!this.network.canStep) {
      this.said.textContent = `No step can be taken. ${this.#whyNot()}`;
      return false;
    }
    const next = this.network.nextTexts;
    const isSame = next.every((text, i) => Number(text) === Number(this.texts[i]));
    this.texts = next;
    this.taken += 1;
    this.#fill();
    this.draw();
    this.setAddress();
    if (isSame) this.said.textContent = "The step changed nothing: each change is rounded away.";
    return !isSame && this.network.canStep;
  }

  run() {
    this.running.textContent = "Stop";
    this.timer = window.setInterval(() => this.takeStep() || this.stop(), PAUSE);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.running.textContent = RUN;
  }

  reset() {
    this.stop();
    this.texts = [...program.assignment];
    this.taken = 0;
    this.stage = 0;
    this.#fill();
    this.draw();
    this.setAddress();
  }

  #fill() {
    this.inputs.forEach((input, entry) => {
      input.value = this.texts[entry];
      input.removeAttribute("aria-invalid");
      input.nextElementSibling?.replaceChildren();
    });
    this.target.value = String(rightClass(this.texts));
  }

  setAddress() {
    const query = toAddress(this.texts, program.assignment);
    if (this.kind !== "paper") query.set("kind", this.kind);
    setAddress(query);
  }
}

customElements.define("nn-live", Live);
