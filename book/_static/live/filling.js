// Fills several fields at once. It asks before it overwrites the reader's numbers, and can be undone.

import { counted } from "./elements.js";
import { isReadable, pieces } from "./engine/reading.js";

/** @type {(input: HTMLInputElement, text: string) => void} */
function put(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @typedef {[input: HTMLInputElement, text: string, stood: string]} Place */

// Fill the fields, say so, and offer to undo it, except in fields that have changed since.
/** @type {(places: Place[], note: import("./note.js").Note, below: Element, words: string) => void} */
function writeAll(places, note, below, words) {
  places.forEach(([input, text]) => put(input, text));
  const changed = () => places[0]?.[0].dispatchEvent(new Event("change", { bubbles: true }));
  changed();
  note.tell(below, words, () => {
    places.forEach(([input, text, stood]) => input.value === text && put(input, stood));
    changed();
    places[0]?.[0].focus();
  });
}

// A sequence of number fields that share one note.
export class Filling {
  /**
   * @param {import("./note.js").Note} note
   * @param {(input: HTMLInputElement) => boolean} isTaken
   */
  constructor(note, isTaken) {
    this.note = note;
    this.isTaken = isTaken;
    /** @type {HTMLInputElement[]} */
    this.inputs = [];
    this.stood = "";
  }

  // Watch a field. The note about it appears after the element `below`.
  /** @type {(input: HTMLInputElement, below: Element) => void} */
  add(input, below) {
    this.inputs.push(input);
    input.addEventListener("focus", () => (this.stood = input.value));
    input.addEventListener("paste", (event) => this.#pasted(event, input, below));
    input.addEventListener("change", () => this.#typed(input, below));
    input.addEventListener("keydown", (event) => this.#pressed(event, input, below));
    input.addEventListener("input", (event) => event.isTrusted && this.note.close());
  }

  /** @type {(event: ClipboardEvent, input: HTMLInputElement, below: Element) => void} */
  #pasted(event, input, below) {
    const texts = pieces(event.clipboardData?.getData("text") ?? "");
    if (texts.length < 2 || input.readOnly) return;
    event.preventDefault();
    this.#spread(texts, this.#from(input), below);
  }

  // The reader chose to type over this field's old text, so there is no question about it; undo restores it. Words
  // typed into a field are not taken for several numbers.
  /** @type {(input: HTMLInputElement, below: Element) => boolean} */
  #typed(input, below) {
    const texts = pieces(input.value);
    const stood = this.stood;
    this.stood = input.value;
    if (texts.length < 2 || !texts.filter(Boolean).every(isReadable)) return false;
    const places = this.#from(input);
    places[0][1] = stood;
    this.#spread([texts[0] || stood, ...texts.slice(1)], places, below, input);
    return true;
  }

  // The writable fields from this one on, with their texts.
  /** @type {(first: HTMLInputElement) => [HTMLInputElement, string][]} */
  #from(first) {
    const inputs = this.inputs.slice(this.inputs.indexOf(first)).filter((input) => !input.readOnly);
    return inputs.map((input) => [input, input.value]);
  }

  // Write the texts, except blanks. Ask first if that would overwrite the reader's numbers.
  /** @type {(texts: string[], from: [HTMLInputElement, string][], below: Element, own?: HTMLInputElement) => void} */
  #spread(texts, from, below, own) {
    /** @type {Place[]} */
    const places = from.slice(0, texts.length).map(([input, stood], i) => [input, texts[i], stood]);
    const written = places.filter(([input], i) => texts[i] || input === own);
    const surplus = texts.slice(from.length).filter(Boolean).length;
    const left = surplus ? ` ${counted(surplus, "more number")} did not fit.` : "";
    const work = () => writeAll(written, this.note, below, `${counted(written.length, "number")} filled in.${left}`);
    const taken = written.filter(([input, text, stood]) => input !== own && this.isTaken(input) && stood !== text);
    const question = `This would overwrite ${taken.length} of your numbers.`;
    if (taken.length) setTimeout(() => this.note.ask(below, question, "Overwrite", work));
    else work();
    if (!taken.length && document.activeElement === from[0][0]) written.at(-1)?.[0].focus();
  }

  // Enter moves to the next field; Ctrl+Z undoes the last filling.
  /** @type {(event: KeyboardEvent, input: HTMLInputElement, below: Element) => void} */
  #pressed(event, input, below) {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && this.note.undo) {
      event.preventDefault();
      this.note.undo();
    }
    const next = this.inputs.slice(this.inputs.indexOf(input) + 1).find((each) => !each.readOnly);
    if (event.key !== "Enter" || event.isComposing || !next) return;
    event.preventDefault();
    if (this.#typed(input, below)) return;
    next.focus();
    next.select();
  }
}

// Clear these fields, after asking. Answers that are not in view are kept.
/** @type {(inputs: HTMLInputElement[], note: import("./note.js").Note, below: Element) => void} */
export function clearAll(inputs, note, below) {
  const filled = inputs.filter((input) => input.value);
  if (!filled.length) return note.tell(below, "There is nothing to clear.");
  /** @type {() => Place[]} */
  const places = () => filled.map((input) => [input, "", input.value]);
  const question = `Clear your ${counted(filled.length, "number")}, here and on your sheet?`;
  return note.ask(below, question, "Clear them", () => writeAll(places(), note, below, "Cleared."));
}
