// <nn-rate>: a slider for the learning rate, with the loss that the gradient predicts and the loss that results.

import { define, minus } from "./elements.js";
import { Plot } from "./plot.js";
import { slider } from "./slider.js";
import { floats } from "./engine/floats.js";
import { Network } from "./engine/network.js";
import program from "./engine/program.js";

const START = 0; // so that nothing is given away
const STEP = 0.005;
const END = 1.5;

// The sum of the squared slopes: how fast the loss falls at first as the learning rate grows.
function squares({ slopes }) {
  return slopes.reduce((sum, slope) => sum + slope * slope, 0);
}

class Rate extends HTMLElement {
  connectedCallback() {
    const plot = new Plot(this.querySelector("svg[data-frame]"));
    const still = new Network(program.assignment, floats);
    const before = still.lossNumber;
    const fall = squares(still);
    const show = (rate) => {
      const [promised, happens] = [before - rate * fall, still.atRate(rate).lossAfter];
      const places = [promised, happens].map((loss) => [rate, Number(loss)]);
      plot.draw(places, [places]);
      const promise = minus(floats.print(promised));
      return `Rate ${rate.toFixed(3)}. The gradient predicts a loss of ${promise}; the loss becomes ${happens}.`;
    };
    this.append(slider({ label: "Move the learning rate", min: 0, max: END, step: STEP, value: START }, show));
  }
}

define("nn-rate", Rate);
