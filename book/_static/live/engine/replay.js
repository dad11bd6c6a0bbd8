// Replays the record of nnlib's own run with any kind of number.
//
// In an expression an entry is an integer, a constant is a string, and an operation is a list: ["+", 3, ["*", 1, 2]].
// {hinge, above, below} has one branch for a hinge above 0, and another for all other values.

export class Impossible extends Error {}

export function evaluate(formula, known, kind) {
  if (typeof formula === "number") return known[formula];
  if (typeof formula === "string") return kind.constant(formula);
  const [operation, ...operands] = formula;
  return kind.operate(operation, ...operands.map((operand) => evaluate(operand, known, kind)));
}

export function branch(expression, isAbove) {
  if (expression.hinge === undefined) return expression;
  return isAbove(expression.hinge) ? expression.above : expression.below;
}

// The entries that an expression is computed from.
export function sources(expression, found = new Set()) {
  if (typeof expression === "number") found.add(expression);
  else if (Array.isArray(expression)) expression.slice(1).forEach((operand) => sources(operand, found));
  else if (expression.hinge !== undefined) Object.values(expression).forEach((part) => sources(part, found));
  return found;
}

// The givens and all results. A result that cannot be computed is null, and so is every result computed from it.
export function replay(record, givens, kind) {
  const known = [...givens];
  for (const expression of record) {
    try {
      known.push(evaluate(branch(expression, (hinge) => kind.isAbove(known[hinge])), known, kind));
    } catch (complaint) {
      if (!(complaint instanceof Impossible)) throw complaint;
      known.push(null);
    }
  }
  return known;
}
