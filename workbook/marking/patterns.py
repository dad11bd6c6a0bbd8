"""Slips that can occur in any step: each is one rule for the whole record, without a formula for each step."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from workbook.marking.accepted import Accepted, Range, rounded, within
from workbook.marking.expressions import Either, Entry, Expression, Formula, Operation, sources
from workbook.marking.slips import CUT_OFF, LINE_MISTAKEN, LINES, OWN_SIGN_LOST, SHORT, Slip
from workbook.marking.standing import Standing, Written


class Candidate(NamedTuple):
    """A slip, its result at each entry of a step, and whether it can occur in some of the entries and not in others."""

    slip: Slip
    results: Callable[[Entry], Accepted]
    is_single: bool = True


def careless(step: Mapping[Entry, Expression], standing: Standing) -> Iterator[Candidate]:
    """The slips of computing the whole step from numbers with too few decimals, and of truncating its results."""
    inputs = frozenset().union(*map(sources, step.values())) - standing.givens
    for decimals, slip in SHORT.items():
        short = {entry: rounded(standing.known[entry], decimals) for entry in inputs}
        yield Candidate(slip, partial(worked_from, step, standing, ChainMap(short, standing.known)))
    yield Candidate(CUT_OFF, lambda entry: standing.cut(step[entry]))


def worked_from(
    step: Mapping[Entry, Expression], standing: Standing, known: Mapping[Entry, Range], entry: Entry
) -> Accepted:
    """The result of an entry, computed from other numbers."""
    return standing.results(step[entry], known)


def line_mistaken(
    step: Mapping[Entry, Expression], standing: Standing, shapes: Mapping[str, tuple[int, int]]
) -> Candidate:
    """The slip of taking the wrong row or column of one of the quantities that the step multiplies."""

    def results(entry: Entry) -> Accepted:
        others = (
            _moved(step[entry], name, row, column)
            for name in LINES.get(entry.name, ())
            for row, column in _moves(step[entry], name, shapes[name])
        )
        return tuple(found for other in others for found in standing.results(other))

    return Candidate(LINE_MISTAKEN, results)


def _moves(expression: Expression, name: str, shape: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """How far the row or the column of a quantity can be moved, if the expression uses only one."""
    places = {(entry.row, entry.column) for entry in sources(expression) if entry.name == name}
    rows, columns = ({place[axis] for place in places} for axis in (0, 1))
    if len(rows) == 1:
        yield from ((other - row, 0) for row in rows for other in range(shape[0]) if other != row)
    if len(columns) == 1:
        yield from ((0, other - column) for column in columns for other in range(shape[1]) if other != column)


def _moved(formula: Expression, name: str, rows: int, columns: int) -> Formula:
    if isinstance(formula, Entry) and formula.name == name:
        return Entry(name, formula.row + rows, formula.column + columns)
    if isinstance(formula, Operation):
        return Operation(formula.operation, tuple(_moved(each, name, rows, columns) for each in formula.operands))
    assert not isinstance(formula, Either)
    return formula


def own_sign_lost(accepted: Mapping[Entry, Accepted]) -> Candidate:
    """The slip of writing an accepted number with the opposite sign."""
    return Candidate(
        OWN_SIGN_LOST, lambda entry: tuple((high.copy_negate(), low.copy_negate()) for low, high in accepted[entry])
    )


def exchanged_entries(wrong: Mapping[Entry, Decimal], accepted: Mapping[Entry, Accepted]) -> tuple[Entry, ...]:
    """The entries that would be right if they changed places in pairs."""
    return tuple(
        entry
        for entry, number in wrong.items()
        if any(
            other != entry and within(number, accepted[other]) and within(its_number, accepted[entry])
            for other, its_number in wrong.items()
        )
    )


def exchanged_digits(
    wrong: Mapping[Entry, Written], accepted: Mapping[Entry, Accepted], places: int
) -> tuple[Entry, ...]:
    """The entries that would be right with two neighbouring digits exchanged, except those that are too long."""
    return tuple(
        entry
        for entry, (number, decimals) in wrong.items()
        if decimals <= places and any(within(other, accepted[entry]) for other in exchanges(number, decimals))
    )


def exchanges(number: Decimal, decimals: int) -> Iterator[Decimal]:
    """The number with two neighbouring digits exchanged, for each pair that differ. Leading zeros are not exchanged.

    >>> [str(other) for other in exchanges(Decimal("-1.35"), 2)]
    ['-3.15', '-1.53']
    >>> [str(other) for other in exchanges(Decimal("0.021"), 4)]
    ['0.0120', '0.0201']
    """
    digits = f"{abs(number):.{decimals}f}".replace(".", "")
    first = len(digits) - len(digits.lstrip("0"))
    for i in range(first, len(digits) - 1):
        if digits[i] != digits[i + 1] and (i > first or digits[i + 1] != "0"):
            other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
            yield Decimal(other).scaleb(-decimals).copy_sign(number)
