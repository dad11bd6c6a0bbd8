// How a result is computed, with its numbers substituted, as a person writes it.

const WRITTEN = {
  "*": (a, b) => `(${a})(${b})`,
  "/": (a, b) => `${a} / ${b}`,
  exp: (a) => `exp(${a})`,
  log: (a) => `ln(${a})`,
  sin: (a) => `sin(${a})`,
  cos: (a) => `cos(${a})`,
  tanh: (a) => `tanh(${a})`,
};

// The terms of a sum, in the order in which they are added.
/** @type {(expression: any) => any[]} */
export const summands = (expression) =>
  Array.isArray(expression) && expression[0] === "+" ? [...summands(expression[1]), expression[2]] : [expression];

// A sum's terms with their signs: + (-0.1) is written - 0.1.
function terms(formula, print, sign = 1) {
  if (Array.isArray(formula)) {
    const [operation, a, b] = formula;
    if (operation === "+") return [...terms(a, print, sign), ...terms(b, print, sign)];
    if (operation === "-") return [...terms(a, print, sign), ...terms(b, print, -sign)];
    if (operation === "neg") return terms(a, print, -sign);
    const operands = formula.slice(1).map((operand) => {
      const words = inWords(operand, print);
      return operation === "/" && terms(operand, print).length > 1 ? `(${words})` : words;
    });
    return [[sign, WRITTEN[operation](...operands)]];
  }
  const text = typeof formula === "number" ? print(formula) : formula;
  return [text.startsWith("-") ? [-sign, text.slice(1)] : [sign, text]];
}

export function inWords(formula, print) {
  const [[first, head], ...rest] = terms(formula, print);
  const line = rest.map(([sign, text]) => ` ${sign > 0 ? "+" : "-"} ${text}`).join("");
  return `${first > 0 ? "" : "-"}${head}${line}`;
}
