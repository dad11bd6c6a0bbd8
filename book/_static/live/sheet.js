// <nn-sheet>: a problem's givens, a field for each of its results, and marking as the reader types or on request.

import { Answers, remember, remembered, whenWritten } from "./answers.js";
import { keepPresses } from "./compare.js";
import { button, define, element, minus, setAddress } from "./elements.js";
import { Fields } from "./fields.js";
import { fromFile, problemOf, saveAsFile, saveText, tablesOf } from "./files.js";
import { Filling, clearAll } from "./filling.js";
import { Note } from "./note.js";
import { Practice, slipped } from "./practice.js";
import { symbol, symbolOf, title } from "./symbols.js";
import { fromAddress, tellsGivens, toAddress } from "./engine/address.js";
import { isSame } from "./engine/form.js";
import { mark } from "./engine/marking.js";
import { inChoices } from "./engine/networks.js";
import { PROBLEMS, problem, theAssignment } from "./engine/problem.js";
import program from "./engine/program.js";
import { summary } from "./engine/summary.js";

/** @typedef {import("./engine/problem.js").Problem} Problem */

const NOT_KEPT = " This browser does not keep your numbers: save your sheet before you leave.";
const REPLACE = "You already have other numbers for this problem.";
const OWN = "your own homework";
const HUNT = "One step of this sheet has a slip. Find it, correct every number that it affects, and press Check.";
const REMARKS = 5;
const NO_PRINTER = "Nothing was printed: this page is not allowed to print where it is shown. Open it in its own window.";
const AT_ONCE = ["insertFromPaste", "insertFromDrop"];
const MARKED_AT_ONCE = "sheets are marked as one types";

// An integer from 0 to `largest`, or null if the text is anything else.
/** @type {(text: string | null, largest: number) => number | null} */
function whole(text, largest) {
  const number = /^\d{1,6}$/.test(text ?? "") ? Number(text) : NaN;
  return number <= largest ? number : null;
}

// A field for an integer. It is a text field, because the mouse wheel would change a number field.
/** @type {(id: string, value: string, chosen: (text: string) => void) => HTMLInputElement} */
function countField(id, value, chosen) {
  const input = element("input", { id, type: "text", inputMode: "numeric", autocomplete: "off", value });
  input.addEventListener("change", () => chosen(input.value.trim()));
  return input;
}

class Sheet extends HTMLElement {
  said = element("div", { className: "nn-said", role: "status" });
  heading = element("h3", { className: "nn-title" });
  network = element("p", {});
  givens = element("div", { className: "nn-givens" });
  lines = element("div", { className: "nn-lines" });
  note = new Note();
  atOnce = element("input", { id: "nn-at-once", type: "checkbox", checked: remembered(MARKED_AT_ONCE) !== "false" });
  practice = new Practice();
  account = element("p", {});
  answers = new Answers(theAssignment());
  /** @type {ReturnType<typeof slipped> | null} */
  hunted = null;
  isPractice = false;
  complaint = "";
  /** @type {Fields[]} */
  fields = [];

  connectedCallback() {
    const address = new URLSearchParams(location.search);
    const seed = whole(address.get("problem"), PROBLEMS - 1);
    const hunt = whole(address.get("hunt"), PROBLEMS - 1);
    this.worked = whole(address.get("worked"), this.steps.length) ?? 0;
    this.replaceChildren(this.#controls(), this.#practice(), this.heading, this.network, this.givens, this.lines, this.said);
    keepPresses(this.lines);
    keepPresses(this.said);
    this.lines.addEventListener("change", () => this.changed());
    this.lines.addEventListener("input", (event) => {
      if (event instanceof InputEvent && AT_ONCE.includes(event.inputType)) this.changed();
    });
    if (hunt === null) this.open(this.#asked(address, seed));
    else this.#openHunt(hunt);
    whenWritten(() => this.follow());
    if (this.complaint) this.say(this.complaint);
    for (const [key, largest] of Object.entries({ problem: PROBLEMS - 1, hunt: PROBLEMS - 1, worked: this.steps.length })) {
      const asked = address.get(key) ?? "0";
      if (whole(asked, largest) === null) {
        this.say(`The address asks for ${key} “${asked.slice(0, 20)}”: expected a number from 0 to ${largest}.`);
      }
    }
  }

  // The problem that the address asks for.
  /** @type {(address: URLSearchParams, seed: number | null) => Problem} */
  #asked(address, seed) {
    if (seed !== null) return problem(seed);
    if (!tellsGivens(address)) return theAssignment();
    const { form, texts, places, unread } = fromAddress(address);
    this.complaint = unread.length ? `In the address, ${unread.join(", ")} could not be read.` : "";
    try {
      return problemOf(OWN, tablesOf(form, texts), String(places), form.network);
    } catch (complaint) {
      this.complaint = complaint instanceof Error ? complaint.message : String(complaint);
      return theAssignment();
    }
  }

  #controls() {
    this.number = countField("nn-problem", "", (text) => {
      const chosen = whole(text, PROBLEMS - 1);
      if (text && chosen === null) return this.say(`Problem: expected a number from 0 to ${PROBLEMS - 1}, got “${text.slice(0, 20)}”.`);
      return this.open(chosen === null ? theAssignment() : problem(chosen));
    });
    this.number.placeholder = "–";
    this.given = countField("nn-worked", String(this.worked), (text) => {
      const chosen = whole(text || "0", this.steps.length);
      if (chosen === null) return this.say(`Steps: expected a number from 0 to ${this.steps.length}, got “${text.slice(0, 20)}”.`);
      this.worked = chosen;
      return this.open(this.answers.problem);
    });
    const chosen = element("input", { type: "file", accept: ".json,application/json", hidden: true });
    chosen.addEventListener("change", () => this.#load(chosen));
    this.atOnce.addEventListener("change", () => {
      remember(MARKED_AT_ONCE, String(this.atOnce.checked));
      this.changed();
    });
    this.buttons = element(
      "div",
      { className: "nn-buttons" },
      button("Check", () => this.check()),
      button("Save", () => this.#save()),
      button("Load", () => chosen.click()),
      button("Print", () => this.#print()),
      button("Clear", () => clearAll(this.fields.flatMap(({ own }) => own), this.note, this.below)),
      chosen,
    );
    return element(
      "div",
      { className: "nn-controls" },
      element("label", { htmlFor: this.number.id }, `Problem, 0 to ${PROBLEMS - 1} (blank for the assignment)`),
      this.number,
      element("label", { htmlFor: this.given.id }, "Steps worked out for you"),
      this.given,
      element("label", { htmlFor: this.atOnce.id }, "Mark as I type"),
      this.atOnce,
      this.buttons,
    );
  }

  #practice() {
    const chosen = element("input", { type: "file", accept: ".json,application/json", hidden: true });
    chosen.addEventListener("change", async () => {
      const isRead = this.practice.read((await chosen.files?.[0]?.text()) ?? "");
      remember("practice", this.practice.text);
      this.#account();
      this.say(isRead ? "Your progress has been loaded." : "That file does not contain your progress.");
    });
    this.#account();
    return element(
      "details",
      { className: "nn-practice" },
      element("summary", {}, "Practise one problem after another"),
      element(
        "p",
        {},
        "The next problem comes with some steps worked out for you: fewer if yours were right, more if they were not. ",
        "Any step in which you have recently slipped is left for you to do again. ",
        "Once you have completed one sheet correctly, Find the slip gives you a sheet with an error to find.",
      ),
      element(
        "div",
        { className: "nn-buttons" },
        button("Next problem", () => this.next()),
        button("Find the slip", () => this.hunt()),
        button("Save my progress", () => saveText(this.practice.text, "practice.json")),
        button("Load my progress", () => chosen.click()),
        chosen,
      ),
      this.account,
    );
  }

  #account() {
    this.account.textContent = this.practice.words;
  }

  // Open a fresh problem, with as much help as the earlier ones call for.
  next() {
    const made = problem(this.practice.next);
    this.worked = this.practice.worked(made.steps.length);
    this.isPractice = true;
    this.open(made);
  }

  hunt() {
    if (!this.practice.hasOneRight) return this.say("First complete one sheet correctly: then you will know what to look for.");
    return this.#openHunt(this.practice.hunt());
  }

  // Open a problem computed with one slip that the reader must find and correct.
  /** @param {number} seed */
  #openHunt(seed) {
    const made = problem(seed);
    this.worked = 0;
    this.open(made, slipped(made, seed));
  }

  get steps() {
    return this.answers.problem.steps;
  }

  // Notes about the buttons appear below this element.
  get below() {
    return /** @type {HTMLElement} */ (this.buttons);
  }

  /** @param {...(Node | string)} words */
  say(...words) {
    this.said.replaceChildren(...words);
  }

  // Show a problem, with the answers that are stored for it, or a sheet with a slip, with the stored corrections.
  /** @type {(made: Problem, hunted?: typeof this.hunted) => void} */
  open(made, hunted = null) {
    this.note.close();
    this.hunted = hunted;
    this.answers = new Answers(made, hunted ? "corrections" : "answers");
    if (hunted && !this.answers.texts.some(Boolean)) this.answers.replace(hunted.texts);
    this.answers.readers.push(() => this.fields.forEach((fields) => fields.follow()));
    const name = made.name || "a problem without a name";
    this.heading.replaceChildren(`${name[0].toUpperCase()}${name.slice(1)}`);
    this.network.textContent = inChoices(made.form.network, made.places);
    this.givens.replaceChildren(...made.form.givens.map((quantity) => given(quantity, made)));
    const filling = new Filling(this.note, (input) => input.value.trim() !== "");
    this.fields = made.steps.map((step) => new Fields(step, this.answers, filling));
    this.lines.replaceChildren(...this.fields.map(section));
    this.#workForThem(made);
    this.#tell(made);
    this.changed();
  }

  /** @param {Problem} made */
  #workForThem(made) {
    const again = this.isPractice ? this.practice.again : new Set();
    const helped = this.fields.slice(0, this.worked).filter(({ step }) => !again.has(step.name));
    helped.forEach((fields) => {
      fields.inputs.forEach((input, i) => {
        input.value = made.printedSolution[fields.step.entries[i] - made.givens.length];
        input.readOnly = true;
      });
    });
  }

  // Show which problem it is, in its field and in the address.
  /** @param {Problem} made */
  #tell(made) {
    const seed = seedOf(made);
    const query =
      seed === null
        ? toAddress(made.form, made.givens, made.places)
        : new URLSearchParams({ [this.hunted ? "hunt" : "problem"]: String(seed) });
    if (this.worked) query.set("worked", String(this.worked));
    setAddress(query);
    if (this.number) this.number.value = seed === null ? "" : String(seed);
    if (this.given) this.given.value = String(this.worked);
  }

  get texts() {
    return this.fields.flatMap(({ inputs }) => inputs.map((input) => input.value));
  }

  check() {
    const { texts } = this;
    const marks = mark(this.answers.problem, texts);
    this.fields.forEach((fields) => fields.words.replaceChildren(...fields.show(marks, texts)));
    this.say(summary(marks), this.answers.isKept ? "" : NOT_KEPT, ...this.#ways());
    if (this.hunted) this.#tellHunted(marks, texts);
    else this.#meet(marks, texts);
  }

  // Buttons that lead to the entries that are wrong here or cannot be read.
  #ways() {
    const { form, givens } = this.answers.problem;
    const inputs = this.fields.flatMap((fields) => fields.inputs);
    const wrong = inputs.flatMap((input, i) => (input.hasAttribute("aria-invalid") ? [i] : []));
    if (!wrong.length) return [];
    const ways = wrong.slice(0, REMARKS).flatMap((i) => {
      const way = element("button", { type: "button", className: "nn-ask", onclick: () => inputs[i].focus() });
      way.append(symbol(form, givens.length + i));
      way.dataset.entry = String(givens.length + i);
      return [" ", way];
    });
    const rest = wrong.length > REMARKS ? `, and ${wrong.length - REMARKS} more` : "";
    return [element("p", {}, "Look at", ...ways, rest, ".")];
  }

  // Record the marks, which decide how much help comes with the next problem.
  #meet(marks, texts) {
    const { problem: made } = this.answers;
    if (!texts.some(Boolean)) return;
    const stepOf = made.steps.flatMap(({ name, entries }) => entries.map(() => name));
    this.practice.meet(countedAs(made), marks.map((mark, i) => ({ ...mark, step: stepOf[i] })));
    this.#account();
  }

  #tellHunted(marks, texts) {
    const { slip, step, texts: planted } = /** @type {NonNullable<typeof this.hunted>} */ (this.hunted);
    const isFound = marks.every(({ verdict }, i) => (!planted[i] && !texts[i].trim()) || verdict === "right");
    const { name, advice } = program.slips[slip];
    if (isFound) this.say("Found and corrected: ", symbolOf(step), ` had the slip “${name}”. ${advice}`);
  }

  // Mark the sheet at once, or remove its marks until the reader presses Check.
  changed() {
    if (this.atOnce.checked && !this.hunted) return this.check();
    this.fields.forEach((fields) => {
      fields.words.replaceChildren();
      fields.inputs.forEach((_, i) => fields.clear(i));
    });
    const words = this.hunted ? HUNT : "Press Check to have your sheet marked.";
    return this.say(words, this.answers.isKept ? "" : NOT_KEPT);
  }

  follow() {
    this.answers.follow();
    this.changed();
  }

  #save() {
    this.follow();
    saveAsFile(this.answers.problem, this.texts);
    this.note.tell(this.below, "Your browser has been asked to save sheet.json.");
  }

  // If printing is blocked, nothing happens, and beforeprint does not fire either.
  #print() {
    let isPrinted = false;
    addEventListener("beforeprint", () => (isPrinted = true), { once: true });
    window.print();
    setTimeout(() => isPrinted || this.note.tell(this.below, NO_PRINTER), 1000);
  }

  /** @param {HTMLInputElement} chosen */
  async #load(chosen) {
    const [file] = chosen.files ?? [];
    if (!file) return;
    chosen.value = "";
    try {
      const { problem: made, texts, remarks } = await fromFile(file);
      const words = ["Loaded.", ...remarks.slice(0, REMARKS).map((remark) => `${remark}.`)];
      if (remarks.length > REMARKS) words.push(`And ${remarks.length - REMARKS} more like these.`);
      const stood = new Answers(made).texts;
      const isTaken = stood.some((text, i) => text && text !== texts[i]);
      const undo = isTaken ? () => this.#replace(made, stood) : undefined;
      const work = () => {
        this.#replace(made, texts);
        this.note.tell(this.below, words.join(" "), undo);
      };
      if (isTaken) this.note.ask(this.below, REPLACE, "Replace them", work);
      else work();
    } catch (complaint) {
      this.say(`${file.name}: ${complaint instanceof Error ? complaint.message : complaint}`);
    }
  }

  /** @type {(made: Problem, texts: string[]) => void} */
  #replace(made, texts) {
    new Answers(made).replace(texts);
    this.open(made);
  }
}

// The number of a problem, if its name has one and its givens are that problem's; otherwise null.
/** @type {(made: Problem) => number | null} */
function seedOf({ name, givens, places }) {
  const seed = whole(name.match(/^problem (\d+)$/)?.[1] ?? null, PROBLEMS - 1);
  return seed !== null && places === 4 && isSame(problem(seed).givens, givens) ? seed : null;
}

// The name under which practice counts a problem. Only its givens tell homework apart.
/** @type {(made: Problem) => string} */
const countedAs = (made) =>
  seedOf(made) === null ? `${made.name} ${toAddress(made.form, made.givens, made.places)}`.trim() : made.name;

/** @param {Fields} fields */
function section(fields) {
  const { name } = fields.step;
  return element(
    "section",
    { className: "nn-step", "aria-label": program.quantities[name].meaning },
    element("h4", {}, ...title(name)),
    fields.element,
    fields.words,
  );
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

define("nn-sheet", Sheet);
