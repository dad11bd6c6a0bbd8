"""The accepted range of a result: whatever it can become on paper.

Each earlier entry stands for any number that prints as it. Each operation is rounded or not, and a tie goes away from
zero or to the even digit. The range runs from the least to the greatest number that this can give, both included. Its
ends have fifty decimals: lower ends are rounded down and upper ends up, so that the page's whole numbers are the same.
"""

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, DecimalException
from itertools import product

from workbook.marking.expressions import Either, Entry, Expression
from workbook.marking.limits import DECIMALS, DIGITS
from workbook.marking.replay import LIMIT, Impossible, work

PRECISION = 2 * (DIGITS + DECIMALS) + 10
"""Enough that sums and products are exact."""

DOWN, UP = Context(prec=PRECISION, rounding=ROUND_FLOOR), Context(prec=PRECISION, rounding=ROUND_CEILING)
AWAY, EVEN = Context(prec=PRECISION, rounding=ROUND_HALF_UP), Context(prec=PRECISION, rounding=ROUND_HALF_EVEN)
FINE = Context(prec=DIGITS + DECIMALS + 30)
"""For an exponential and a logarithm, which are then rounded down."""

LAST = Decimal(1).scaleb(-DECIMALS)
"""One of the last decimal."""

SLACK = 2.0**-50
"""More than the error of a float and of its sine or cosine, together below 2 ** -52 of 1 plus the angle."""

Range = tuple[Decimal, Decimal]
Accepted = tuple[Range, ...]
"""One range, or one for each branch."""


class Ranges:
    """Arithmetic on ranges, for numbers that are written with so many places."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._unit = Decimal(1).scaleb(-places)
        self._half_unit = self._unit / 2

    def plain(self, number: Decimal) -> Range:
        """This number alone."""
        return number, number

    def printed(self, number: Decimal) -> Range:
        """Any number that prints as this one."""
        return DOWN.subtract(number, self._half_unit), UP.add(number, self._half_unit)

    def operate(self, operation: str, *operands: Range) -> Range:
        """Whatever the operation can give, rounded either way or not at all.

        Raises: Impossible, when an operand could be one that the operation does not take.
        """
        try:
            low, high = OPERATIONS[operation](*operands)
            if max(abs(low), abs(high)) >= LIMIT:
                raise OverflowError
            return (
                min(low, AWAY.quantize(low, self._unit), EVEN.quantize(low, self._unit)),
                max(high, AWAY.quantize(high, self._unit), EVEN.quantize(high, self._unit)),
            )
        except (DecimalException, ValueError, OverflowError):
            raise Impossible(f"{operation} of {', '.join(f'[{low}, {high}]' for low, high in operands)}") from None

    def results(self, expression: Expression, known: Mapping[Entry, Range]) -> Accepted:
        """Whatever an expression can give. Where its hinge can be on either side of 0, either branch.

        Raises: Impossible, as `operate`.
        """
        if not isinstance(expression, Either):
            return (work(expression, known, self),)
        low, high = known[expression.hinge]
        branches = [expression.above] * (high > 0) + [expression.below] * (low <= 0)
        return tuple(work(branch, known, self) for branch in branches)


def within(number: Decimal, accepted: Accepted) -> bool:
    """Whether the number lies in one of the ranges, ends included."""
    return any(low <= number <= high for low, high in accepted)


def hull(accepted: Accepted) -> Range:
    """The one range from the least to the greatest that is accepted."""
    return min(low for low, _ in accepted), max(high for _, high in accepted)


def _multiply(a: Range, b: Range) -> Range:
    products = [DOWN.multiply(*corner) for corner in product(a, b)]
    return DOWN.quantize(min(products), LAST), UP.quantize(max(products), LAST)


def _divide(a: Range, b: Range) -> Range:
    if b[0] <= 0 <= b[1]:
        raise ValueError("division by zero")
    corners = list(product(a, b))
    low, high = min(DOWN.divide(*corner) for corner in corners), max(UP.divide(*corner) for corner in corners)
    return DOWN.quantize(low, LAST), UP.quantize(high, LAST)


def _exp(a: Range) -> Range:
    return _around(FINE.exp(a[0]), FINE.exp(a[1]))


def _log(a: Range) -> Range:
    if a[0] <= 0:
        raise ValueError("logarithm of nothing")
    return _around(FINE.ln(a[0]), FINE.ln(a[1]))


def _around(low: Decimal, high: Decimal) -> Range:
    """From a little below to a little above: the last decimal may be one too low."""
    return DOWN.subtract(DOWN.quantize(low, LAST), LAST), DOWN.add(DOWN.quantize(high, LAST), 2 * LAST)


def _wave(function: Callable[[float], float], crest: float) -> Callable[[Range], Range]:
    """For sin and cos, whose greatest value is 1, at the crest and every full turn from there."""

    def apply(a: Range) -> Range:
        low, high = float(a[0]), float(a[1])
        slack = SLACK * (1 + max(abs(low), abs(high)))
        ends = function(low), function(high)

        def between(angle: float) -> bool:
            return math.floor((high + slack - angle) / math.tau) > math.floor((low - slack - angle) / math.tau)

        least = -1 if between(crest + math.pi) else min(ends) - slack
        greatest = 1 if between(crest) else max(ends) + slack
        return DOWN.quantize(Decimal(least), LAST), UP.quantize(Decimal(greatest), LAST)

    return apply


OPERATIONS: dict[str, Callable[..., Range]] = {
    "+": lambda a, b: (DOWN.add(a[0], b[0]), UP.add(a[1], b[1])),
    "-": lambda a, b: (DOWN.subtract(a[0], b[1]), UP.subtract(a[1], b[0])),
    "*": _multiply,
    "/": _divide,
    "neg": lambda a: (a[1].copy_negate(), a[0].copy_negate()),
    "exp": _exp,
    "log": _log,
    "sin": _wave(math.sin, math.pi / 2),
    "cos": _wave(math.cos, 0),
}
