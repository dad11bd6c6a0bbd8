// A slip in a line that is not written down: it shows in the next line that is. This mirrors workbook.marking.skipped.

import { hull, within } from "./accepted.js";
import { Impossible, sources } from "./replay.js";

// Each slip in a skipped earlier line that gives the whole step as it is written: its index, its step, and `changed`,
// which computes the ranges in the line with the slip and in every skipped line that is computed from it.
export function inSkippedLines(problem, standing, numbers, skipped) {
  const { record, givens, steps } = problem;
  const stepOf = (entry) => steps.find(({ entries }) => entries.includes(entry));
  const found = [];
  for (const each of problem.slipsAt.filter(({ step }) => skipped.has(step))) {
    const expression = (entry) => {
      const { name, first } = stepOf(entry);
      return name === each.step ? each.record[entry - first] : record[entry - givens.length];
    };
    const computed = new Map();
    const known = new Proxy(standing.known, {
      get(target, key) {
        const entry = Number(key);
        if (entry < givens.length || !skipped.has(stepOf(entry).name)) return target[entry];
        if (!computed.has(entry)) computed.set(entry, hull(standing.ranges.results(expression(entry), known)));
        return computed.get(entry);
      },
    });
    const changed = () => {
      const ranges = new Map();
      for (const { name, entries } of steps.filter((step) => skipped.has(step.name))) {
        for (const entry of entries) {
          if (name !== each.step && ![...sources(expression(entry))].some((source) => ranges.has(source))) continue;
          try {
            ranges.set(entry, known[entry]);
          } catch (complaint) {
            if (!(complaint instanceof Impossible)) throw complaint;
          }
        }
      }
      return ranges;
    };
    const gives = ([entry, number]) => within(number, standing.results(record[entry - givens.length], known));
    if ([...numbers].every(gives)) found.push({ slip: each.slip, step: each.step, changed });
  }
  return found;
}
