// Which slips explain what is wrong in a step: each is made on the reader's own numbers, and must give what was
// written. The choice among them is that of workbook.marking.explanations.

import { hull, within } from "./accepted.js";
import { toFloat } from "./exact.js";
import { careless, exchangedDigits, exchangedEntries, lineMistaken, ownSignLost } from "./patterns.js";

const CHANCE = 1000;

const once = (slips) => [...new Set(slips)];

// For each wrong entry the slips that give it; and habits that would give the whole step. Numbers are a map, by entry.
export function explanations(problem, standing, step, written, wrong) {
  const { accepted } = standing;
  const expression = (entry) => problem.record[entry - problem.givens.length];
  const given = (way) => [...wrong].filter(([entry, n]) => within(n, way.results(entry))).map(([entry]) => entry);
  const givesTheRest = (way) =>
    step.entries.every((e) => !written[e] || wrong.has(e) || within(written[e].number, way.results(e)));
  const everywhere = (slips) => new Map([...wrong.keys()].map((entry) => [entry, slips]));
  const isAll = (entries) => entries.length === wrong.size;

  const isWhole = ([way, entries]) => isAll(entries) && givesTheRest(way);
  const found = problem.ways
    .filter((way) => way.step === step.name)
    .map((way) => ({ ...way, results: (entry) => standing.results(way.record[entry - step.first]) }))
    .map((way) => [way, given(way)]);
  const whole = once(found.filter(isWhole).map(([way]) => way.slip));
  if (whole.length) return { slips: everywhere(whole), habits: [] };

  const ends = step.entries.flatMap((entry) => hull(accepted[entry])).map((end) => Math.abs(toFloat(end)));
  const span = 2 * Math.max(...ends);
  const unit = toFloat(standing.ranges.unit);
  const width = (way) => (entry) =>
    way.results(entry).reduce((sum, [low, high]) => sum + (toFloat(high - low) + unit), 0);
  const isNoChance = (way, entries) =>
    entries.map(width(way)).reduce((chance, each) => chance * (each / span), 1) * CHANCE <= 1;
  const single = [lineMistaken(step, expression, standing), ownSignLost(accepted)].map((way) => [way, given(way)]);
  const likely = [...found, ...single]
    .filter(([way, entries]) => entries.length >= (way.isSingle ? 1 : 2) && isNoChance(way, entries))
    .map(([way, entries]) => ({ slip: way.slip, given: entries }));
  likely.push(exchangedEntries(wrong, accepted), exchangedDigits(wrong, written, accepted, problem.places));
  const common = once(likely.filter((each) => isAll(each.given)).map(({ slip }) => slip));
  const behind = (entry) => once(likely.filter((each) => each.given.includes(entry)).map(({ slip }) => slip));
  const habits = careless(step, expression, standing).filter((way) => isWhole([way, given(way)]));
  return {
    slips: common.length ? everywhere(common) : new Map([...wrong.keys()].map((entry) => [entry, behind(entry)])),
    habits: habits.map(({ slip }) => slip),
  };
}
