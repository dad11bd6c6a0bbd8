// An editor for one number beside the drawing: a field, a slider, and buttons for one step down or up.

import { button, element } from "./elements.js";
import { symbol } from "./symbols.js";

const REACH = { learning_rate: [0, 1], other: [-2, 2] };
const STEPS = 80;

// A sum of decimals, without its floating-point error.
/** @type {(number: number) => string} */
const plain = (number) => String(Number(number.toFixed(10)));

export class Editor {
  /** @param {import("./givens.js").Givens} givens */
  constructor(givens) {
    this.givens = givens;
    this.entry = 0;
    this.label = element("label", { htmlFor: "nn-editor" });
    this.field = element("input", { id: "nn-editor", type: "text", autocomplete: "off", spellcheck: false });
    this.range = element("input", { type: "range", "aria-label": "Slide" });
    this.complaint = element("span", { className: "nn-verdict", role: "status" });
    this.element = element(
      "div",
      { className: "nn-editor", role: "group", "aria-label": "Edit a number", hidden: true },
      this.label,
      this.field,
      button("−", () => this.#by(-1)),
      button("+", () => this.#by(1)),
      button("Done", () => this.close()),
      this.range,
      this.complaint,
    );
    const [less, more] = this.element.querySelectorAll("button");
    less.setAttribute("aria-label", "One step down");
    more.setAttribute("aria-label", "One step up");
    this.field.addEventListener("input", () => this.#write(this.field.value));
    this.range.addEventListener("input", () => this.#write(plain(Number(this.range.value))));
    for (const input of [this.field, this.range]) input.addEventListener("change", () => this.#written());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || (event.key === "Enter" && event.target === this.field)) this.close();
    });
    /** @type {HTMLInputElement | null} */
    this.elsewhere = null;
    /** @type {SVGElement | HTMLElement | null} */
    this.cameFrom = null;
  }

  // Edits go through the entry's own field elsewhere on the page, so that there is only one way in.
  /** @type {(entry: number, cameFrom: SVGElement | HTMLElement) => void} */
  open(entry, cameFrom) {
    const { form, inputs } = this.givens;
    const elsewhere = inputs[entry];
    this.cameFrom?.classList.remove("nn-edited");
    Object.assign(this, { entry, elsewhere, cameFrom });
    cameFrom.classList.add("nn-edited");
    const [least, most] = REACH[form.nameOf(entry)] ?? REACH.other;
    const own = Number(this.#read);
    this.label.replaceChildren(symbol(form, entry), " =");
    Object.assign(this.range, {
      min: String(Math.min(least, Math.floor(own))),
      max: String(Math.max(most, Math.ceil(own))),
      step: String((most - least) / STEPS),
    });
    this.field.value = elsewhere.value;
    this.range.value = this.#read;
    this.complaint.textContent = "";
    this.element.hidden = false;
    this.field.focus();
    this.field.select();
  }

  // The number as the page has read it: the last one that it could read.
  get #read() {
    return this.givens.texts[this.entry];
  }

  // Change the number by a step of the slider.
  #by(direction) {
    this.#write(plain(Number(this.#read) + direction * Number(this.range.step)));
    this.#written();
  }

  #write(text) {
    if (!this.elsewhere) return;
    if (document.activeElement !== this.field || this.field.value !== text) this.field.value = text;
    this.elsewhere.value = text;
    this.elsewhere.dispatchEvent(new Event("input", { bubbles: true }));
    this.range.value = this.#read;
    this.complaint.textContent = this.elsewhere.nextElementSibling?.textContent ?? "";
    if (this.complaint.textContent) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }

  #written() {
    this.elsewhere?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Pick up a number that was changed elsewhere.
  follow() {
    if (!this.elsewhere || this.element.contains(document.activeElement)) return;
    this.field.value = this.elsewhere.value;
    this.range.value = this.#read;
  }

  close() {
    this.element.hidden = true;
    this.cameFrom?.classList.remove("nn-edited");
    const back = this.cameFrom;
    Object.assign(this, { elsewhere: null, cameFrom: null });
    back?.focus();
  }
}
