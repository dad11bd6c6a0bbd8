"""The accepted range of a result: whatever it can become on paper.

Each earlier entry stands for the numbers that print in the same way and are accepted there. Each operation is rounded
as the sheet is, or rounded or truncated to any larger number of decimals, or not at all, and a tie goes away from zero
or to the even digit. The range runs from the least to the greatest number that this can give, both included. Its ends
have fifty decimals: lower ends are rounded down and upper ends up, so that the page, which computes with whole numbers,
gets the same ends.
"""

import math
from collections.abc import Callable, Mapping
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DecimalException,
)
from functools import cache, lru_cache
from itertools import product

from nnlib.numbers.functions import TURN, cos, sin, tanh
from workbook.marking.expressions import Either, Entry, Expression, sources
from workbook.marking.limits import DECIMALS, DIGITS
from workbook.marking.replay import LIMIT, Impossible, evaluate

PRECISION = 2 * (DIGITS + DECIMALS) + 10
"""Enough for sums and products to be exact."""

DOWN, UP = Context(prec=PRECISION, rounding=ROUND_FLOOR), Context(prec=PRECISION, rounding=ROUND_CEILING)
CUT = Context(prec=PRECISION, rounding=ROUND_DOWN)
AWAY, EVEN = Context(prec=PRECISION, rounding=ROUND_HALF_UP), Context(prec=PRECISION, rounding=ROUND_HALF_EVEN)
FINE = Context(prec=DIGITS + DECIMALS + 30)
"""For an exponential, which is then rounded down, and for an angle in turns."""

FINE_LOG = Context(prec=DECIMALS + 30)
"""For a logarithm, whose size is some hundreds at most."""

LAST = Decimal(1).scaleb(-DECIMALS)
"""One unit in the last decimal."""

HALF = Decimal("0.5")
"""Of a full turn."""

Range = tuple[Decimal, Decimal]
Accepted = tuple[Range, ...]
"""One range, or one for each branch."""


class Ranges:
    """Arithmetic on ranges, for numbers that are written with this many places."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.unit = Decimal(1).scaleb(-places)
        self._half_unit = self.unit / 2
        self._guard = self.unit / 10

    def constant(self, number: Decimal) -> Range:
        """This number alone."""
        return number, number

    def printed(self, number: Decimal, decimals: int | None = None) -> Range:
        """Any number that prints as this one, with this many decimals or with the sheet's."""
        half = self._half_unit if decimals is None else Decimal(5).scaleb(-decimals - 1)
        return DOWN.subtract(number, half), UP.add(number, half)

    @lru_cache(maxsize=1024)  # noqa: B019 -- as in `_results`
    def standing_for(self, number: Decimal, decimals: int, accepted: Accepted) -> Range:
        """The numbers that print as this one and are accepted there; if it is not accepted, all that print as this one.

        A reader who writes fewer decimals than the sheet has may go on from the written number itself.
        """
        if decimals >= self.places and not within(number, accepted):
            return self.printed(number)  # not just the end that it may share with what is accepted
        low, high = self.printed(number, min(decimals, self.places))
        met = [(max(low, least), min(high, most)) for least, most in accepted if least <= high and low <= most]
        if met and decimals < self.places:
            met.append((number, number))
        return hull(tuple(met)) if met else self.printed(number)

    def operate(self, operation: str, *operands: Range) -> Range:
        """Whatever the operation can give, rounded in any way or not at all.

        Raises: Impossible if an operand could be one that the operation does not accept.
        """
        try:
            low, high = OPERATIONS[operation](*operands)
            if max(abs(low), abs(high)) >= LIMIT:
                raise OverflowError
            return self._worked(low, high)
        except (DecimalException, ValueError, OverflowError):
            raise Impossible(f"{operation} of {', '.join(f'[{low}, {high}]' for low, high in operands)}") from None

    def _worked(self, low: Decimal, high: Decimal) -> Range:
        """From the least to the greatest number that rounding can make of these."""
        least, most = self._written(low, high)
        return min(least, self._guarded(low.copy_negate()).copy_negate()), max(most, self._guarded(high))

    def _guarded(self, number: Decimal) -> Decimal:
        """The greatest number that guard digits make of this one: rounded, or truncated towards 0."""
        if number < 0:
            return UP.quantize(number, self._guard)
        return max(AWAY.quantize(number, self._guard), UP.quantize(number, self._guard / 10))

    def _written(self, low: Decimal, high: Decimal) -> Range:
        """The same, rounded as the sheet is, or not rounded."""
        return (
            min(low, AWAY.quantize(low, self.unit), EVEN.quantize(low, self.unit)),
            max(high, AWAY.quantize(high, self.unit), EVEN.quantize(high, self.unit)),
        )

    def results(self, expression: Expression, known: Mapping[Entry, Range]) -> Accepted:
        """Whatever an expression can give. If its hinge can be 0, or on either side of 0, both branches count.

        Most of a sheet is its solution, so recent results are remembered.
        Raises: Impossible, as `operate` does.
        """
        return self._results(expression, tuple(known[source] for source in sources(expression)))

    @lru_cache(maxsize=1024)  # noqa: B019 -- `ranges_of` keeps just a few of these
    def _results(self, expression: Expression, operands: tuple[Range, ...]) -> Accepted:
        known = dict(zip(sources(expression), operands, strict=True))
        return tuple(self._written(*exact) for exact in self._exact(expression, known))

    def cut(self, expression: Expression, known: Mapping[Entry, Range]) -> Accepted:
        """The same, truncated to the sheet's decimals as it is written down.

        Raises: Impossible, as `operate` does.
        """
        return tuple(
            (CUT.quantize(low, self.unit), CUT.quantize(high, self.unit))
            for low, high in self._exact(expression, known)
        )

    def _exact(self, expression: Expression, known: Mapping[Entry, Range]) -> tuple[Range, ...]:
        """Whatever an expression can give before it is written down."""
        if not isinstance(expression, Either):
            return (evaluate(expression, known, self),)
        low, high = known[expression.hinge]
        branches = [expression.above] * (high >= 0) + [expression.below] * (low <= 0)
        return tuple(evaluate(branch, known, self) for branch in branches)


@cache
def ranges_of(places: int) -> Ranges:
    """The arithmetic for this many places, made once."""
    return Ranges(places)


def rounded(number: Range, decimals: int) -> Range:
    """A range as it is read with this many decimals."""
    unit = Decimal(1).scaleb(-decimals)
    return AWAY.quantize(number[0], unit), AWAY.quantize(number[1], unit)


def within(number: Decimal, accepted: Accepted) -> bool:
    """Whether the number lies in one of the ranges, ends included."""
    return any(low <= number <= high for low, high in accepted)


def meets(numbers: Range, accepted: Accepted) -> bool:
    """Whether any of the numbers lies in one of the ranges."""
    return any(low <= numbers[1] and numbers[0] <= high for low, high in accepted)


def hull(accepted: Accepted) -> Range:
    """The single range from the least to the greatest number that is accepted."""
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
    return _around(_power(a[0]), _power(a[1]))


@lru_cache(maxsize=4096)
def _power(number: Decimal) -> Decimal:
    """The exponential, remembered, because a sheet asks for each of them several times."""
    return FINE.exp(number)


@lru_cache(maxsize=4096)
def _logarithm(number: Decimal) -> Decimal:
    return FINE_LOG.ln(number)


def _log(a: Range) -> Range:
    if a[0] <= 0:
        raise ValueError("logarithm of nothing")
    return _around(_logarithm(a[0]), _logarithm(a[1]))


def _around(low: Decimal, high: Decimal) -> Range:
    """From a little below to a little above: the last decimal may be one too low."""
    return DOWN.subtract(DOWN.quantize(low, LAST), LAST), DOWN.add(DOWN.quantize(high, LAST), 2 * LAST)


def _wave(function: Callable[[Decimal], Decimal], crest: Decimal) -> Callable[[Range], Range]:
    """For sin and cos, which are 1 at the crest and every full turn from there, and -1 half a turn away."""

    def apply(a: Range) -> Range:
        low, high = _around(*sorted(map(function, a)))
        turns = [FINE.divide(angle, TURN) for angle in a]

        def between(part: Decimal) -> bool:
            first, last = (math.floor(FINE.subtract(each, part)) for each in turns)
            return first < last

        return (Decimal(-1) if between(crest + HALF) else low), (Decimal(1) if between(crest) else high)

    return apply


OPERATIONS: dict[str, Callable[..., Range]] = {
    "+": lambda a, b: (DOWN.add(a[0], b[0]), UP.add(a[1], b[1])),
    "-": lambda a, b: (DOWN.subtract(a[0], b[1]), UP.subtract(a[1], b[0])),
    "*": _multiply,
    "/": _divide,
    "neg": lambda a: (a[1].copy_negate(), a[0].copy_negate()),
    "exp": _exp,
    "log": _log,
    "sin": _wave(sin, HALF / 2),
    "cos": _wave(cos, Decimal(0)),
    "tanh": lambda a: _around(tanh(a[0]), tanh(a[1])),
}
