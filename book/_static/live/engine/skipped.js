// A slip in a line that is not written down: it shows in the next line that is. This mirrors workbook.marking.skipped.

import { hull, within } from "./accepted.js";

// Each slip in a skipped earlier line that gives the whole step as it is written: its index, its step, and the ranges
// that it gives to entries of skipped lines.
export function inSkippedLines(problem, standing, numbers, skipped) {
  const { record, givens, steps } = problem;
  const stepOf = (entry) => steps.find(({ entries }) => entries.includes(entry));
  const found = [];
  for (const each of problem.slipsAt.filter(({ step }) => skipped.has(step))) {
    const expression = (entry) => {
      const { name, first } = stepOf(entry);
      return name === each.step ? each.record[entry - first] : record[entry - givens.length];
    };
    const changed = new Map();
    const known = new Proxy(standing.known, {
      get(target, key) {
        const entry = Number(key);
        if (entry < givens.length || !skipped.has(stepOf(entry).name)) return target[entry];
        if (!changed.has(entry)) changed.set(entry, hull(standing.ranges.results(expression(entry), known)));
        return changed.get(entry);
      },
    });
    const gives = ([entry, number]) => within(number, standing.results(record[entry - givens.length], known));
    if ([...numbers].every(gives)) found.push({ slip: each.slip, step: each.step, changed });
  }
  return found;
}
