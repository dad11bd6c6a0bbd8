// A message with buttons in the page itself: a question, or a report with a way to undo.
// A browser may block its own dialogue boxes, which then answer "no" without being shown.

import { button, element } from "./elements.js";

export class Note {
  constructor() {
    this.element = element("div", { className: "nn-note", "aria-live": "polite" });
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    /** @type {(() => void) | null} */
    this.undo = null;
    /** @type {HTMLElement | null} */
    this.cameFrom = null;
  }

  // Ask a question below a place. Focus moves to the answer, and back when the question is closed.
  /** @type {(place: Element, words: string, yes: string, work: () => void) => void} */
  ask(place, words, yes, work) {
    this.close();
    this.cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
    const agreed = () => {
      this.close();
      work();
    };
    const answer = button(yes, agreed);
    this.#show(place, words, answer, button("Cancel", () => this.close()));
    answer.focus();
  }

  // Report what was done, and offer to undo it: by the button, or by Ctrl+Z until something else is typed.
  /** @type {(place: Element, words: string, undo?: () => void) => void} */
  tell(place, words, undo) {
    this.close();
    if (!undo) return this.#show(place, words);
    this.undo = () => {
      this.close();
      undo();
    };
    return this.#show(place, words, button("Undo", this.undo));
  }

  /** @type {(place: Element, words: string, ...buttons: HTMLButtonElement[]) => void} */
  #show(place, words, ...buttons) {
    place.after(this.element);
    const answers = buttons.length ? [element("div", { className: "nn-buttons" }, ...buttons)] : [];
    this.element.replaceChildren(element("p", {}, words), ...answers);
  }

  close() {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren();
    this.undo = null;
    if (hadFocus && this.cameFrom?.isConnected) this.cameFrom.focus();
    this.cameFrom = null;
  }
}
