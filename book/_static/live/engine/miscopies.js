// A number that was copied wrongly from an earlier line, if that explains several wrong entries. This mirrors
// workbook.marking.miscopies.

import { within } from "./accepted.js";
import { parsed, shortened, toFloat } from "./exact.js";
import { floats } from "./floats.js";
import { Impossible, branch, sources, evaluate } from "./replay.js";

// By how many units a first estimate may be off. If it is within that, ranges decide.
const ROOM = 10;

// Each number that explains all the wrong entries, at least two, if it replaces another number. `texts` are those of
// every number in the earlier lines, or null.
export function miscopies(step, expression, standing, wrong, texts) {
  if (wrong.size < 2) return [];
  const entries = [...wrong.keys()];
  const all = entries.map((entry) => sources(expression(entry)));
  const shared = [...all[0]].filter((entry) => texts[entry] && all.every((each) => each.has(entry)));
  return shared.flatMap((source) => {
    const isNear = estimate(expression(entries[0]), source, wrong.get(entries[0]), standing, texts);
    return inPlaceOf(texts[source], texts)
      .filter(isNear)
      .map((number) => {
        const known = [...standing.known];
        known[source] = [number, number];
        const words = `${shortened(number)} in place of ${standing.problem.form.placeOf(source)} gives what you wrote.`;
        return { words, results: (entry) => standing.results(expression(entry), known) };
      })
      .filter((each) => [...wrong].every(([entry, there]) => within(there, each.results(entry))));
  });
}

// Every other number on the sheet, and this one with a digit changed, doubled or dropped.
function inPlaceOf(own, texts) {
  const numbers = new Set([...texts.filter(Boolean), ...misread(own)].map(parsed));
  numbers.delete(parsed(own));
  return [...numbers];
}

function* misread(text) {
  for (let i = 0; i < text.length; i += 1) {
    const [before, digit, after] = [text.slice(0, i), text[i], text.slice(i + 1)];
    if (!/\d/.test(digit)) continue;
    for (const other of "0123456789") if (other !== digit) yield before + other + after;
    yield before + digit + digit + after;
    if (/\d/.test(before + after)) yield before + after;
  }
}

// Whether another number could give about this result, as a function. If the line is not linear in it, any could.
function estimate(expression, source, number, standing, texts) {
  const known = texts.map((text) => Number(text ?? NaN));
  const formula = branch(expression, (hinge) => known[hinge] > 0);
  let at;
  try {
    at = [0, 1, 2].map((there) => evaluate(formula, Object.assign([...known], { [source]: there }), floats));
  } catch (complaint) {
    if (!(complaint instanceof Impossible)) throw complaint;
    return () => true;
  }
  const slope = at[1] - at[0];
  if (Math.abs(at[2] - at[1] - slope) > 1e-9 * Math.abs(slope)) return () => true;
  const room = ROOM * toFloat(standing.ranges.unit);
  const near = (other) => Math.abs(at[0] + slope * other - toFloat(number)) <= room * (1 + Math.abs(other));
  return (other) => near(toFloat(other));
}
