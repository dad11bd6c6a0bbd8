// What a change has moved: how many results changed, and why the others did not.

import { counted } from "./elements.js";

/** @typedef {{ texts: string[], prints: string[], record: any[] }} Shown The givens, the printed numbers and the record. */

/** @type {(before: Shown, now: Shown, lineage: import("./engine/lineage.js").Lineage) => string} */
export function moved(before, now, lineage) {
  const givenCount = now.texts.length;
  const results = now.prints.map((_, entry) => entry).slice(givenCount);
  const edited = now.texts.flatMap((text, entry) => (text === before.texts[entry] ? [] : [entry]));
  // Another target selects other outputs, so the loss has another formula.
  const formula = ({ record }, entry) => JSON.stringify(record[entry - givenCount]);
  const isOther = (entry) => formula(now, entry) !== formula(before, entry);
  const rewritten = now.record === before.record ? [] : results.filter(isOther);
  const reached = new Set([...lineage.reach(edited), ...rewritten]);
  const unchanged = results.filter((entry) => now.prints[entry] === before.prints[entry]);
  const same = unchanged.filter((entry) => reached.has(entry)).length;
  const others = unchanged.length - same;
  const words = [`${counted(results.length - unchanged.length, "result")} changed.`];
  if (same) words.push(`${same} could have changed, but ${same === 1 ? "shows" : "show"} the same digits.`);
  if (others) words.push(`${others} ${others === 1 ? "does" : "do"} not depend on the change.`);
  return words.join(" ");
}
