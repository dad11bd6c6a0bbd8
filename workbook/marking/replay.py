"""The record, replayed: on decimals under a rule of rounding, or on any other numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, DecimalException
from functools import cache, lru_cache
from typing import NamedTuple, ParamSpec, Protocol, TypeVar

from nnlib.numbers import FixedPoint
from nnlib.numbers.fixed_point import OPERATIONS
from workbook.marking.expressions import Either, Entry, Expression, Formula, Operation, sources
from workbook.marking.limits import DECIMALS, DIGITS

T = TypeVar("T")

LIMIT = Decimal(10) ** DIGITS
"""Every result must lie between this and its negative."""


class Impossible(ArithmeticError):
    """The result cannot be written down: a logarithm of zero, a division by zero, or too large an exponential."""


def held(number: Decimal) -> Decimal:
    """The number with as many decimals as marking computes with, rounded away from 0, so that it never becomes 0.

    A 0 loses its sign.
    """
    if -number.as_tuple().exponent > DECIMALS:  # type: ignore[operator]
        number = number.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_UP, Context(prec=DIGITS + DECIMALS))
    return number if number else number.copy_abs()


class Arithmetic(Protocol[T]):
    """A kind of arithmetic in which a record is computed."""

    def constant(self, number: Decimal) -> T:
        """A plain number that is part of the record."""

    def operate(self, operation: str, *operands: T) -> T:
        """The result of one of the operations of `nnlib.numbers`."""


def evaluate(formula: Formula, known: Mapping[Entry, T], arithmetic: Arithmetic[T]) -> T:
    """The value of a formula."""
    if isinstance(formula, Entry):
        return known[formula]
    if isinstance(formula, Operation):
        operands = [evaluate(operand, known, arithmetic) for operand in formula.operands]
        return arithmetic.operate(formula.operation, *operands)
    return arithmetic.constant(formula)


P = ParamSpec("P")


def at(entry: Entry, result: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of this entry.

    Raises: Impossible, which names the entry.
    """
    try:
        return result(*args, **kwargs)
    except Impossible as complaint:
        raise Impossible(f"{entry.where}: {complaint}") from None


class Rule(NamedTuple):
    """A rule of rounding: whether each operation is rounded, whether each result is, and which way a tie goes."""

    operations: bool = True
    results: bool = True
    ties: str = ROUND_HALF_UP

    def __str__(self) -> str:
        when = "at each operation" if self.operations else "at each result" if self.results else "for writing down only"
        return f"rounded {when}, half {'away from zero' if self.ties == ROUND_HALF_UP else 'to even'}"


PAPER = Rule()
"""The assignment's rule."""

RULES = [
    Rule(operations, results, ties)
    for operations, results in ((True, True), (False, True), (False, False))
    for ties in (ROUND_HALF_UP, ROUND_HALF_EVEN)
]
"""The rules that people use: rounding each operation, each named result, or only at the end; with ties either way."""


class OnPaper:
    """Decimal numbers under a rule of rounding."""

    def __init__(self, rule: Rule, places: int) -> None:
        self.rule = rule
        self.round = FixedPoint.with_rounding(places, rule.ties).rounded

    def constant(self, number: Decimal) -> Decimal:
        """The number itself."""
        return number

    def operate(self, operation: str, *operands: Decimal) -> Decimal:
        """The operation's result under this rule.

        Raises: Impossible if there is none.
        """
        try:
            exact = OPERATIONS[operation](*operands)
        except DecimalException:
            exact = Decimal("nan")
        if not exact.is_finite() or abs(exact) >= LIMIT:
            raise Impossible(f"{operation} of {', '.join(map(str, operands))}")
        return self.round(exact) if self.rule.operations else exact

    def result(self, expression: Expression, known: Mapping[Entry, Decimal]) -> Decimal:
        """The result of an expression.

        Raises: Impossible, as `operate` does.
        """
        return self._result(expression, tuple(known[source] for source in sources(expression)))

    @lru_cache(maxsize=1024)  # noqa: B019 -- there are few rules, and few numbers of places
    def _result(self, expression: Expression, operands: tuple[Decimal, ...]) -> Decimal:
        known = dict(zip(sources(expression), operands, strict=True))
        if isinstance(expression, Either):
            expression = expression.above if known[expression.hinge] > 0 else expression.below
        return evaluate(expression, known, self)


@cache
def on_paper(rule: Rule, places: int) -> OnPaper:
    """The arithmetic under this rule with this many places, made once."""
    return OnPaper(rule, places)


def worked(
    record: Mapping[Entry, Expression], givens: Mapping[Entry, Decimal], rule: Rule, places: int
) -> dict[Entry, Decimal]:
    """The results of the whole record under this rule, as they are written down.

    Raises: Impossible if a line has no result.
    """
    return dict(zip(record, line_by_line(record, givens, rule, places), strict=True))


def line_by_line(
    record: Mapping[Entry, Expression], givens: Mapping[Entry, Decimal], rule: Rule, places: int
) -> Iterator[Decimal]:
    """The same, each number as soon as it is worked out.

    Raises: Impossible, as `worked` does.
    """
    paper = OnPaper(rule, places)
    known = dict(givens)
    for entry, expression in record.items():
        exact = at(entry, paper.result, expression, known)
        known[entry] = paper.round(exact) if rule.results else exact
        yield paper.round(known[entry])
