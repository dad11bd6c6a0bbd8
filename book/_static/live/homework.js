// <nn-homework>: another network or exercise, put together from choices and numbers, and passed to the sheet and to the
// live network in their addresses.

import { button, define, element, setAddress } from "./elements.js";
import { problemOf, saveAsFile, tablesOf } from "./files.js";
import { Filling } from "./filling.js";
import { Givens } from "./givens.js";
import { Note } from "./note.js";
import { fromAddress, toAddress, usual } from "./engine/address.js";
import { formOf, theAssignments } from "./engine/form.js";
import { CHOICES, DECIMALS, chosen, targetOf } from "./engine/networks.js";
import program from "./engine/program.js";
import { readNumber } from "./engine/reading.js";

/** @typedef {import("./engine/form.js").Form} Form */

const UNITS = { D: "Inputs", K: "Hidden units", C: "Outputs", N: "Examples" };
/** @type {[string, string][]} */
const ROWS = [
  ["false", "the weights into one unit"],
  ["true", "the weights out of one input or unit"],
];
const NONE = "Choose one, or change the settings below";

/** @type {(id: string, label: string, options: [value: string, text: string][], own: string, chosen: (value: string) => void) => HTMLElement} */
function choice(id, label, options, own, chosen) {
  const made = options.map(([value, text]) => element("option", { value }, text));
  const select = element("select", { id, value: own }, ...made);
  select.value = own;
  select.addEventListener("change", () => chosen(select.value));
  return element("div", { className: "nn-chosen" }, element("label", { htmlFor: id }, label), select);
}

/** @type {(least: number, most: number) => [string, string][]} */
const numbers = (least, most) => Array.from({ length: most - least + 1 }, (_, i) => [String(least + i), String(least + i)]);

class Homework extends HTMLElement {
  form = theAssignments;
  texts = usual(theAssignments);
  places = 4;
  isByInputs = false;
  said = element("p", { className: "nn-said", role: "status" });
  source = element("p", { className: "nn-source" });
  toSheet = element("a", { className: "nn-button" }, "Work through it on the sheet");
  toLive = element("a", { className: "nn-button" }, "See it live");
  buttons = element("div", { className: "nn-buttons" }, this.toSheet, this.toLive, button("Save", () => this.#save()));

  connectedCallback() {
    for (const link of [this.toSheet, this.toLive]) {
      link.onclick = (event) => this.#isRead() || event.preventDefault();
    }
    const { form, texts, places, unread } = fromAddress(new URLSearchParams(location.search));
    this.open(form, texts, places);
    if (unread.length) this.said.textContent = `In the address, ${unread.join(", ")} could not be read.`;
  }

  // Show a form with these numbers.
  /** @type {(form: Form, texts: string[], places: number, exercise?: string) => void} */
  open(form, texts, places, exercise = "") {
    Object.assign(this, { form, texts, places });
    if (!exercise) this.source.textContent = "";
    const focused = document.activeElement?.id;
    const givens = new Givens(form, texts, {
      read: readNumber,
      filling: new Filling(new Note(), (input) => input.value !== usual(form)[givens.entryOf(input)]),
      edited: () => this.#tell(),
      written: () => this.#tell(),
      isByInputs: this.isByInputs,
    });
    this.replaceChildren(this.#exercises(exercise), this.source, this.#network(), givens.element, this.buttons, this.said);
    this.#tell();
    if (focused) document.getElementById(focused)?.focus();
  }

  #exercises(own) {
    /** @type {[string, string][]} */
    const options = Object.entries(program.exercises).map(([id, { title }]) => [id, title]);
    return choice("nn-exercise", "A published exercise", [["", NONE], ...options], own, (id) => {
      if (!id) return;
      const { source, network, places, givens } = program.exercises[id];
      const made = problemOf(id, givens, String(places), network);
      this.open(made.form, [...made.givens], places, id);
      this.source.textContent = `Source: ${source}`;
    });
  }

  #network() {
    const { network, sizes } = this.form;
    const parts = CHOICES.map(({ label, choices }, i) => {
      /** @type {[string, string][]} */
      const options = choices.map(([text], j) => [String(j), text]);
      return choice(`nn-part-${i}`, label, options, String(chosen(choices, network)), (j) => this.#change(choices[Number(j)][1], {}));
    });
    const counts = Object.entries(UNITS).map(([letter, label]) =>
      choice(`nn-size-${letter}`, label, numbers(1, program.forms.largest[letter]), String(sizes[letter]), (count) =>
        this.#change({}, { [letter]: Number(count) }),
      ),
    );
    const decimals = choice("nn-places", DECIMALS, numbers(...program.limits.places), String(this.places), (count) =>
      this.open(this.form, this.texts, Number(count)),
    );
    const rows = choice("nn-rows", "Each row of weights holds", ROWS, String(this.isByInputs), (isByInputs) => {
      this.isByInputs = isByInputs === "true";
      this.open(this.form, this.texts, this.places);
    });
    return element("div", { className: "nn-network" }, ...counts, ...parts, decimals, rows);
  }

  // Change the network or its sizes, and keep the numbers that still have a place.
  #change(parts, counts) {
    const network = { ...this.form.network, ...parts };
    const sizes = { ...this.form.sizes, ...counts };
    if (network.output === "softmax" && sizes.C < 2) {
      sizes.C = 2;
      this.said.textContent = "A softmax needs two classes or more. With one output, use a sigmoid.";
    } else {
      this.said.textContent = "";
    }
    const form = formOf(network, sizes);
    this.open(form, kept(this.form, this.texts, form), this.places);
  }

  // Put the choices into this page's address and into the links.
  #tell() {
    const query = toAddress(this.form, this.texts, this.places);
    setAddress(query);
    this.toSheet.href = `sheet.html?${query}`;
    this.toLive.href = `live.html?${query}`;
  }

  // A number that cannot be read is not among the texts, so nothing is passed on until the reader has changed it.
  #isRead() {
    const unread = /** @type {HTMLElement | null} */ (this.querySelector("[aria-invalid]"));
    this.said.textContent = unread ? "First change the number that cannot be read." : "";
    unread?.focus();
    return !unread;
  }

  #save() {
    if (!this.#isRead()) return;
    try {
      const { form, texts, places } = this;
      const made = problemOf("your own homework", tablesOf(form, texts), String(places), form.network);
      saveAsFile(made, made.steps.flatMap(({ entries }) => entries.map(() => "")));
      this.said.textContent = "Your browser has been asked to save sheet.json.";
    } catch (complaint) {
      this.said.textContent = complaint instanceof Error ? complaint.message : String(complaint);
    }
  }
}

// The numbers of one form carried over to another, by row and column, with initial values elsewhere.
/** @type {(from: Form, texts: string[], to: Form) => string[]} */
function kept(from, texts, to) {
  const own = usual(to);
  for (const { name, rows, columns, first } of to.givens) {
    const before = from.quantity(name);
    const isOther = name === "y" && (targetOf(from.network) !== targetOf(to.network) || before.columns !== columns || before.rows !== rows);
    if (!before || isOther) continue;
    for (let i = 0; i < Math.min(rows, before.rows); i += 1) {
      for (let j = 0; j < Math.min(columns, before.columns); j += 1) {
        own[first + i * columns + j] = texts[before.first + i * before.columns + j];
      }
    }
  }
  return own;
}

define("nn-homework", Homework);
