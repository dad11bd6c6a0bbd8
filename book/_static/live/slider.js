// A labelled slider, with words about its current value.

import { element } from "./elements.js";

export function slider({ label, min, max, step, value }, moved) {
  const said = element("output", { className: "nn-said" });
  const input = element("input", { type: "range", min, max, step, value });
  const move = () => {
    const words = moved(Number(input.value));
    said.replaceChildren(words);
    input.setAttribute("aria-valuetext", words);
  };
  input.addEventListener("input", move);
  move();
  return element("div", { className: "nn-slider" }, element("label", {}, element("span", {}, label), input), said);
}
