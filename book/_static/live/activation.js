// <nn-activation>: a point that moves along f, with the tangent of slope f'. With the attribute "slope", it moves along
// f' itself. At the kink it shows both slopes and names the convention.

import { define, minus } from "./elements.js";
import { Plot } from "./plot.js";
import { slider } from "./slider.js";
import { floats } from "./engine/floats.js";
import { theAssignments } from "./engine/form.js";
import { theAssignment } from "./engine/problem.js";
import { branch, evaluate } from "./engine/replay.js";

const REACH = 1.5;
const first = (name) => theAssignments.quantity(name).first;

// f and f' at z, evaluated from the record's expressions for the first hidden unit.
function at(z, side = z) {
  const { record, givens } = theAssignment();
  const known = [];
  known[first("Z1")] = z;
  for (const name of ["sin_Z1", "H", "cos_Z1", "f_prime"]) {
    const expression = branch(record[first(name) - givens.length], () => side > 0);
    known[first(name)] = evaluate(expression, known, floats);
  }
  return { f: known[first("H")], slope: known[first("f_prime")] };
}

const shown = (number, places = 4) => minus(number.toFixed(places));

class Activation extends HTMLElement {
  connectedCallback() {
    const plot = new Plot(this.querySelector("svg[data-frame]"));
    const show = (z) => {
      const { f, slope } = at(z);
      const words = `z = ${shown(z, 2)}, f(z) = ${shown(f)}, f′(z) = ${shown(slope)}`;
      const right = z === 0 ? at(z, 1).slope : slope;
      if (this.hasAttribute("slope")) plot.draw([[z, slope], [z, right]], []);
      else plot.draw([[z, f]], [plot.ray([z, f], slope, -REACH), plot.ray([z, f], right, REACH)]);
      if (z !== 0) return words;
      const kink = `${shown(slope)} on the left and ${shown(right)} on the right`;
      return `${words} by convention. At the kink there is no single slope: it is ${kink}.`;
    };
    const ends = { min: Math.ceil(plot.x0), max: Math.floor(plot.x1) };
    this.append(slider({ label: "Move z", ...ends, step: 0.05, value: ends.min }, show));
  }
}

define("nn-activation", Activation);
