// <nn-live>: the network, with every given editable in the drawing or in a field. The results update at once, and each
// shows how it is computed and what it was before.

import { Chips } from "./chips.js";
import { whyNot } from "./dashes.js";
import { drawing } from "./drawing.js";
import { Editor } from "./editor.js";
import { button, counted, define, element, minus, setAddress, withSign } from "./elements.js";
import { Filling } from "./filling.js";
import { Givens } from "./givens.js";
import { History } from "./history.js";
import { Losses, Rates } from "./losses.js";
import { moved } from "./moved.js";
import { Note } from "./note.js";
import { Picture } from "./picture.js";
import { Results } from "./results.js";
import { symbol, title } from "./symbols.js";
import { Walk } from "./walk.js";
import { fromAddress, toAddress, usual } from "./engine/address.js";
import { floats } from "./engine/floats.js";
import { theAssignments } from "./engine/form.js";
import { Lineage } from "./engine/lineage.js";
import { Network } from "./engine/network.js";
import { Paper } from "./engine/paper.js";
import { readGiven } from "./engine/reading.js";

const PAUSE = 400;
const RUN = "Run";
const AT_ONCE = 20; // steps in a batch: the reader can stop a run between batches
const SAME = "The step changed nothing: every change rounds to zero.";
// Icons: curved arrows back and forward, and three dots.
const BACK = "M7 4 3 8l4 4M3 8h9a5 5 0 0 1 0 10H8";
const FORTH = "m13 4 4 4-4 4m4-4H8a5 5 0 0 0 0 10h4";
const DOTS = "M4 10h.01M10 10h.01M16 10h.01";
const DECIMALS =
  "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(" ");

class Live extends HTMLElement {
  stage = 0;
  taken = 0;
  kind = "paper";
  form = theAssignments;
  texts = usual(theAssignments);
  places = 4;
  history = new History();
  network = new Network(this.texts, floats);
  shown = element("p", { className: "nn-said", "aria-live": "polite" });
  said = element("p", { className: "nn-said", role: "status" });
  moved = element("p", { className: "nn-said nn-count", "aria-live": "polite" });
  answer = element("p", { className: "nn-said", "aria-live": "polite" });
  place = element("p", { className: "nn-place", role: "status" });
  lines = element("div", { className: "nn-now" });
  stepping = this.#stepping();
  slopes = button("Gradients in the drawing", () => this.showSlopes());
  running = button(RUN, () => (this.timer === undefined ? this.run() : this.stop()));
  undoing = withSign(button("Undo", () => this.goTo(this.history.undo(this.texts))), BACK);
  redoing = withSign(button("Redo", () => this.goTo(this.history.redo(this.texts))), FORTH);
  losses = new Losses();
  rates = new Rates(() => this.network);
  // Ask before overwriting a number that the reader has changed.
  filling = new Filling(new Note(), (input) => input.value !== usual(this.form)[this.givens?.entryOf(input) ?? 0]);
  /** @type {Givens | undefined} */
  givens;
  /** @type {Chips | undefined} */
  chips;
  /** @type {Picture | undefined} */
  picture;
  /** @type {Editor | undefined} */
  editor;
  /** @type {Walk | undefined} */
  walk;
  /** @type {Results | undefined} */
  results;
  /** @type {number | undefined} */
  timer;
  /**
   * What was shown before the last change.
   * @type {import("./moved.js").Shown | undefined}
   */
  earlier;
  /** @type {string[]} */
  stood = [];
  /** @type {string[]} */
  prints = [];
  lineage = new Lineage([], 0);
  /** @type {any[]} */
  record = [];
  /** The entries that the selected result is computed from, and those computed from it. */
  from = new Set();
  to = new Set();
  /** @type {object | undefined} */
  shownStep;
  /** @type {number | undefined} */
  asked;
  isEditing = false;

  connectedCallback() {
    const query = new URLSearchParams(location.search);
    const { form, texts, places, unread } = fromAddress(query, readGiven);
    Object.assign(this, { form, texts, places });
    this.stood = [...texts];
    this.kind = query.get("kind") === "machine" ? "machine" : "paper";
    const figure = form === theAssignments ? this.querySelector("svg.nn-figure") : drawing(form);
    this.givens = new Givens(form, texts, {
      read: readGiven,
      filling: this.filling,
      edited: () => this.edited(),
      written: () => this.written(),
    });
    this.editor = new Editor(this.givens);
    this.walk = new Walk(form, () => this.#walked());
    this.chips = new Chips(form, this.givens, (entry, chip) => this.#open(entry, chip));
    this.picture = new Picture(form, /** @type {SVGElement | null} */ (figure), (entry, spot) => this.#open(entry, spot));
    this.replaceChildren(
      this.#kinds(),
      this.#buttons(),
      element(
        "div",
        { className: "nn-stage" },
        element("div", { className: "nn-drawing", tabIndex: 0, role: "group", "aria-label": "The drawing" }, figure ?? ""),
        this.editor.element,
        this.walk.element,
        this.shown,
        this.answer,
        this.moved,
        this.chips.element,
      ),
      this.said,
      this.losses.element,
      this.rates.element,
      this.stepping,
      this.givens.element,
    );
    this.draw();
    this.setAttribute("aria-busy", "true");
    const names = unread.join(", ");
    const instead = form === theAssignments ? "the assignment’s numbers are" : "0 is";
    setTimeout(() => this.#tabulate(names && `In the address, ${names} could not be read: ${instead} used instead.`));
  }

  // The table is long and below the viewport, so it is added after the first paint.
  #tabulate(complaint) {
    this.results = new Results(this.form, (entry) => this.ask(entry));
    this.append(this.results.element);
    this.#drawTable();
    if (complaint) this.said.textContent = complaint;
    this.removeAttribute("aria-busy");
  }

  disconnectedCallback() {
    this.stop();
  }

  #kinds() {
    const labels = {
      paper: `${DECIMALS[this.places]} decimals, as on paper`,
      machine: "the machine’s numbers, six decimals shown",
    };
    const choices = Object.entries(labels).map(([kind, label]) => {
      const input = element("input", { type: "radio", name: "nn-kind", value: kind, checked: kind === this.kind });
      input.addEventListener("change", () => {
        this.kind = kind;
        this.earlier = undefined;
        this.draw();
        this.setAddress();
      });
      return element("label", { className: "nn-choice" }, input, ` ${label}`);
    });
    return element("fieldset", { className: "nn-kinds" }, element("legend", {}, "Kind of number"), ...choices);
  }

  // Opening a given shows the editor; opening a result selects it.
  #open(entry, spot) {
    const field = this.givens?.inputs[entry];
    if (!field && entry < this.form.givenCount) return;
    this.walk?.close();
    if (field) this.editor?.open(entry, spot);
    else this.ask(entry);
  }

  #buttons() {
    this.slopes.setAttribute("aria-pressed", "false");
    // On a narrow screen these are behind a button.
    const rest = element(
      "div",
      { className: "nn-buttons nn-rest" },
      button("Run to the end", () => this.runToTheEnd()),
      button("Reset", () => this.reset()),
      this.slopes,
    );
    const more = withSign(
      button("More", () => more.setAttribute("aria-expanded", String(rest.classList.toggle("nn-open")))),
      DOTS,
    );
    more.classList.add("nn-more");
    more.setAttribute("aria-expanded", "false");
    const starters = ["Walk forward", "Walk backward"].map((label, i) => {
      const starter = button(label, () => this.#startWalk(Boolean(i), starter));
      return starter;
    });
    return element(
      "div",
      {},
      element(
        "div",
        { className: "nn-buttons" },
        button("Take one step", () => this.takeStep()),
        this.running,
        this.undoing,
        this.redoing,
        ...starters,
        more,
      ),
      rest,
    );
  }

  #startWalk(isBackward, starter) {
    this.editor?.close();
    this.asked = undefined;
    this.slopes.setAttribute("aria-pressed", String(isBackward));
    this.walk?.start(isBackward, starter);
  }

  #walked() {
    if (!this.walk?.isOn) {
      this.slopes.setAttribute("aria-pressed", "false");
      this.asked = undefined;
    }
    this.draw();
  }

  // A walk would go on showing its own numbers among these, so it ends.
  showSlopes() {
    const isSlope = this.slopes.getAttribute("aria-pressed") === "true";
    this.walk?.close();
    this.slopes.setAttribute("aria-pressed", String(!isSlope));
    this.draw();
  }

  #stepping() {
    const move = (by) => {
      this.stage = (this.stage + by + this.form.steps.length) % this.form.steps.length;
      this.asked = undefined;
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

  // Select a result, to show its line, what it is computed from, and what is computed from it.
  /** @param {number} entry */
  ask(entry) {
    this.#lookAt(entry);
    this.draw();
  }

  #lookAt(entry) {
    this.asked = entry;
    this.stage = this.form.steps.findIndex(({ entries }) => entries.includes(entry));
  }

  edited() {
    if (!this.isEditing) this.#begin();
    this.isEditing = true;
    this.taken = 0;
    this.losses.clear();
    this.draw();
  }

  written() {
    this.isEditing = false;
    this.setAddress();
  }

  // Remember what is shown, before a change.
  #begin() {
    this.history.keep(this.stood);
    this.#remember();
  }

  #remember() {
    this.earlier = { texts: this.stood, prints: this.prints, record: this.record };
  }

  // Compute everything from the givens again, and show it.
  draw() {
    const network = this.#worked(this.texts);
    const lineage = this.#lineageOf(network);
    const stop = this.walk?.isOn ? this.walk.stop(network.record) : undefined;
    // A walk shows each line itself, and has a button of its own for the next one.
    this.stepping.hidden = Boolean(stop);
    if (stop) this.#lookAt(stop.entry);
    const step = this.form.steps[this.stage];
    const asked = this.asked ?? -1;
    this.from = (stop ? this.walk?.from(stop, network.record) : lineage.from.get(asked)) ?? new Set();
    this.to = (stop ? undefined : lineage.to.get(asked)) ?? new Set();
    this.network = network;
    this.stood = [...this.texts];
    this.prints = network.known.map((_, entry) => network.print(entry));
    this.#drawTable();
    this.#drawNumbers(network);
    if (stop) this.walk?.tell(network);
    this.#tellStep(step);
    this.#tellWhatMoved(lineage);
    const loss = network.print(this.form.quantity("loss").first);
    const count = this.taken ? ` Steps taken: ${this.taken}.` : "";
    this.shown.textContent = `Loss ${minus(loss)}, after the step ${minus(network.lossAfter)}.${count}`;
    this.said.textContent = whyNot(network) || this.#whyNotAfter(network);
    this.undoing.disabled = !this.history.before.length;
    this.redoing.disabled = !this.history.after.length;
    this.editor?.follow();
    this.losses.draw();
    this.rates.follow();
  }

  #worked(texts) {
    return new Network(texts, this.kind === "paper" ? new Paper(this.places) : floats, this.form);
  }

  #lineageOf({ record }) {
    if (this.record !== record) Object.assign(this, { record, lineage: new Lineage(record, this.form.givenCount) });
    return this.lineage;
  }

  #tellStep(step) {
    const place = `${this.stage + 1} of ${this.form.steps.length}: `;
    if (this.shownStep !== step) this.place.replaceChildren(place, ...title(step.name));
    this.shownStep = step;
    const entries = this.asked === undefined ? step.entries : [this.asked];
    this.lines.replaceChildren(...entries.map((entry) => element("p", {}, ...this.#lineOf(entry))));
    const isAsked = this.asked !== undefined && !this.walk?.isOn;
    this.answer.replaceChildren(...(isAsked ? this.#lineOf(this.asked) : []));
  }

  #lineOf(entry) {
    return [symbol(this.form, entry), ` = ${minus(this.network.formula(entry))} = ${minus(this.network.print(entry))}`];
  }

  #tellWhatMoved(lineage) {
    const now = { texts: this.texts, prints: this.prints, record: this.record };
    this.moved.textContent = this.earlier ? moved(this.earlier, now, lineage) : "";
  }

  // Why there is a dash in place of the loss after the step.
  #whyNotAfter(network) {
    const isShown = network.lossAfter !== "–" || !network.canStep;
    return isShown ? "" : `With the numbers after the step: ${whyNot(this.#worked(network.nextTexts))}`;
  }

  #drawTable() {
    this.results?.show(this.network, this.earlier?.prints);
    this.results?.mark(this.form.steps[this.stage].name, this.from, this.to);
  }

  #drawNumbers(network) {
    const { asked, from, to, prints } = this;
    // During a walk, each place shows the number that is used there at this stop.
    const entries = this.walk?.isOn ? [...from, Number(asked)] : [];
    const inPlay = new Map(entries.map((entry) => [Number(this.walk?.placeOf(entry)), entry]));
    const isSlope = this.slopes.getAttribute("aria-pressed") === "true";
    this.picture?.show({ network, isSlope, inPlay, asked, from, to, prints, before: this.earlier?.prints });
    this.chips?.show(network);
  }

  takeStep() {
    if (!this.network.canStep) {
      this.said.textContent = `No step can be taken. ${whyNot(this.network)}`;
      return false;
    }
    const next = this.network.nextTexts;
    const isSame = next.every((text, i) => Number(text) === Number(this.texts[i]));
    this.#begin();
    if (!this.taken) this.losses.clear();
    this.losses.add(this.network.lossNumber);
    this.taken += 1;
    this.#show(next);
    if (isSame) this.said.textContent = SAME;
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

  // Take steps until one changes nothing. The page stays responsive, and the run can be stopped.
  runToTheEnd() {
    this.stop();
    if (!this.network.canStep) return this.takeStep();
    this.#begin();
    if (!this.taken) this.losses.clear();
    this.running.textContent = "Stop";
    const start = this.taken;
    let { network } = this;
    const some = () => {
      let isOver = false;
      for (let i = 0; i < AT_ONCE && !isOver; i += 1) {
        const next = network.nextTexts;
        isOver = next.every((text, at) => Number(text) === Number(network.texts[at]));
        this.losses.add(network.lossNumber);
        this.taken += 1;
        network = this.#worked(next);
        isOver ||= !network.canStep;
      }
      this.#show(network.texts);
      if (!isOver) return;
      this.stop();
      if (network.canStep) this.said.textContent = `${counted(this.taken - start, "step")} taken. ${SAME}`;
    };
    this.timer = window.setInterval(some);
    return true;
  }

  // Show other givens, in the fields too.
  #show(texts) {
    this.texts = [...texts];
    this.givens?.fill(this.texts);
    this.draw();
    this.setAddress();
  }

  /** @param {string[] | undefined} texts */
  goTo(texts) {
    if (!texts) return;
    this.stop();
    this.taken = 0;
    this.losses.clear();
    this.#remember();
    this.#show(texts);
  }

  reset() {
    this.stop();
    this.#begin();
    this.taken = 0;
    this.stage = 0;
    this.asked = undefined;
    this.losses.clear();
    this.#show(usual(this.form));
    this.earlier = undefined;
    this.draw();
  }

  setAddress() {
    const query = toAddress(this.form, this.texts, this.places);
    if (this.kind !== "paper") query.set("kind", this.kind);
    setAddress(query);
  }
}

define("nn-live", Live);
