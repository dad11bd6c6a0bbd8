r"""How a number was computed, in LaTeX, as a person would write it: numbers substituted, terms worked out, result.

>>> from nnlib.numbers import FixedPoint
>>> rate, bias = FixedPoint("0.3"), FixedPoint("-0.1")
>>> " = ".join(stages(rate * FixedPoint("0.5") + bias))
'(0.3)(0.5) - 0.1 = 0.15 - 0.1 = 0.05'
"""

from collections.abc import Callable, Mapping

from nnlib.numbers.fixed_point import FixedPoint

EXPRESSIONS = {
    "*": "({})({})",
    "/": r"\frac{{{}}}{{{}}}",
    "exp": "e^{{{}}}",
    "sin": r"\sin({})",
    "cos": r"\cos({})",
    "tanh": r"\tanh({})",
    "log": r"\ln({})",
}

WORKED = EXPRESSIONS.keys() - {"/"}
"""The operations that are worked out within a sum, if it is not known which numbers have lines of their own."""

Term = tuple[str, FixedPoint]


def stages(
    number: FixedPoint,
    has_a_line: Callable[[FixedPoint], bool] | None = None,
    expressions: Mapping[str, str] = EXPRESSIONS,
) -> list[str]:
    """The working for a number, stage by stage. A stage that would repeat the one before it is left out.

    A number that `has_a_line` of its own is written as a number; any other is worked out within this line. If no such
    function is given, the terms of a sum are worked out, but nothing within the terms.

    Args: how each operation is written, which is LaTeX by default.
    """
    line = _Line(has_a_line or (lambda part: id(part) not in worked), expressions)
    worked = {id(term) for _, term in line.terms(number) if term.operation in WORKED}
    return list(dict.fromkeys(line.written(number, done) for done in range(line.height(number) + 1)))


class _Line:
    def __init__(self, has_a_line: Callable[[FixedPoint], bool], expressions: Mapping[str, str]) -> None:
        self._has_a_line = has_a_line
        self._expressions = expressions

    def height(self, number: FixedPoint) -> int:
        """How many stages it takes to work out a number."""
        if number.operation is None:
            return 0
        if number.operation == "neg":
            return self._height_of(number.operands[0])
        parts = [part for _, part in self.terms(number)] if number.operation in "+-" else number.operands
        return 1 + max(map(self._height_of, parts))

    def written(self, number: FixedPoint, done: int) -> str:
        """The number after this many stages: its value, or what is still to be worked out."""
        if self.height(number) <= done and (done or number.operation is None or number.operation == "neg"):
            return str(number)
        if number.operation in ("+", "-", "neg"):
            return _sum([(sign, self._part(term, done)) for sign, term in self.terms(number)])
        return self._expressions[str(number.operation)].format(*(self._part(each, done) for each in number.operands))

    def _height_of(self, part: FixedPoint) -> int:
        return self.height(part) if self._is_open(part) else 0

    def _part(self, part: FixedPoint, done: int) -> str:
        return self.written(part, done) if self._is_open(part) else str(part)

    def _is_open(self, part: FixedPoint) -> bool:
        return not self._has_a_line(part)

    def terms(self, number: FixedPoint) -> list[Term]:
        match number.operation, number.operands:
            case "+", (left, right):
                return [*(self.terms(left) if self._continues(left, right) else [("+", left)]), ("+", right)]
            case "-", (left, right):
                return [("+", left), ("-", right)]
            case "neg", (operand,):
                return [("-", operand)]
        return [("+", number)]

    def _continues(self, total: FixedPoint, term: FixedPoint) -> bool:
        """A line is one sum of like terms, with a given number at its end. Anything else starts another line."""
        return total.operation == "+" and (term.operation is None or term.operation == total.operands[1].operation)


def _sum(terms: list[tuple[str, str]]) -> str:
    """Terms with their signs: + (-0.1) is written - 0.1."""
    line = ""
    for sign, text in terms:
        if text.startswith("-"):
            sign, text = "-" if sign == "+" else "+", text[1:]
        line += f" {sign} {text}" if line else text if sign == "+" else f"-{text}"
    return line
