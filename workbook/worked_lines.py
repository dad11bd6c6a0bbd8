r"""How a number was made, in LaTeX, the way a person writes it: factors put in, terms worked out, result.

>>> from nnlib.numbers import FixedPoint
>>> rate, bias = FixedPoint("0.3"), FixedPoint("-0.1")
>>> " = ".join(stages(rate * FixedPoint("0.5") + bias))
'(0.3)(0.5) - 0.1 = 0.15 - 0.1 = 0.05'
"""

from nnlib.numbers.fixed_point import FixedPoint

EXPRESSIONS = {
    "*": "({})({})",
    "/": r"\frac{{{}}}{{{}}}",
    "exp": "e^{{{}}}",
    "sin": r"\sin({})",
    "cos": r"\cos({})",
    "log": r"\ln({})",
}

Term = tuple[str, FixedPoint]


def stages(number: FixedPoint) -> list[str]:
    """The number's worked line, stage by stage; a stage that would repeat the one before it is left out."""
    terms = _terms(number)
    alone = len(terms) == 1
    written = [
        _sum([(sign, _expression(term, alone)) for sign, term in terms]),
        _sum([(sign, str(term)) for sign, term in terms]),
        str(number),
    ]
    return list(dict.fromkeys(written))


def _terms(number: FixedPoint) -> list[Term]:
    match number.operation, number.operands:
        case "+", (left, right):
            return [*(_terms(left) if _continues(left, right) else [("+", left)]), ("+", right)]
        case "-", (left, right):
            return [("+", left), ("-", right)]
        case "neg", (operand,):
            return [("-", operand)]
    return [("+", number)]


def _continues(total: FixedPoint, term: FixedPoint) -> bool:
    """A line is one sum of like terms, with a given at its end. Whatever else is added starts a line of its own."""
    return total.operation == "+" and (term.operation is None or term.operation == total.operands[1].operation)


def _expression(term: FixedPoint, alone: bool) -> str:
    if term.operation not in EXPRESSIONS or (term.operation == "/" and not alone):
        return str(term)
    return EXPRESSIONS[term.operation].format(*term.operands)


def _sum(terms: list[tuple[str, str]]) -> str:
    """Terms with their signs: + (-0.1) is written - 0.1."""
    line = ""
    for sign, text in terms:
        if text.startswith("-"):
            sign, text = "-" if sign == "+" else "+", text[1:]
        line += f" {sign} {text}" if line else text if sign == "+" else f"-{text}"
    return line
