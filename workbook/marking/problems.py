"""A problem: its givens as they are written, and what follows from them. The assignment is one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from nnlib import Parameters, assignment, checks
from nnlib.assignment import Givens
from nnlib.numbers import FixedPoint
from workbook.marking.accepted import Accepted, Ranges
from workbook.marking.expressions import Entry, Expression, Sizes
from workbook.marking.limits import PLACES
from workbook.marking.numerals import Unreadable, plain, shortened
from workbook.marking.reading import place, rows_of
from workbook.marking.record import recorded_steps
from workbook.marking.replay import PAPER, Rule, held, written

Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Problem:
    """A problem: its name, its givens as they are written, and the places to which its results are worked."""

    GIVENS: ClassVar = (*Parameters._fields, "x", "y", "learning_rate")

    name: str
    tables: Mapping[str, Table]
    places: int = 4

    @cached_property
    def sizes(self) -> Sizes:
        """How many inputs, hidden units and classes there are."""
        return Sizes(len(self.tables["x"]), len(self.tables["b1"]), len(self.tables["b2"]))

    @cached_property
    def right(self) -> int:
        """The right class, counted from 0."""
        return [Decimal(row[0]) for row in self.tables["y"]].index(Decimal(1))

    @cached_property
    def record(self) -> dict[Entry, Expression]:
        """Every entry of the sheet, in its order, and how it is worked."""
        return recorded_steps(self.sizes, self.right)

    @cached_property
    def givens(self) -> dict[Entry, Decimal]:
        """Each given number."""
        return {
            Entry(name, i, j): held(Decimal(text))
            for name, table in self.tables.items()
            for i, row in enumerate(table)
            for j, text in enumerate(row)
        }

    @cached_property
    def shapes(self) -> dict[str, tuple[int, int]]:
        """The shape of each result, in the order of the sheet."""
        return {entry.name: (entry.row + 1, entry.column + 1) for entry in self.record}

    def written(self, rule: Rule, instead: Mapping[Entry, Expression] = MappingProxyType({})) -> dict[Entry, Decimal]:
        """The sheet of somebody who works by this rule, and some entries otherwise than the problem has it."""
        return written({**self.record, **instead}, self.givens, rule, self.places)

    @cached_property
    def solution(self) -> dict[Entry, Decimal]:
        """The sheet by the paper's rule."""
        return self.written(PAPER)

    @cached_property
    def accepted(self) -> dict[Entry, Accepted]:
        """What is accepted of a reader whose earlier entries are the solution's."""
        ranges = Ranges(self.places)
        known = {entry: ranges.plain(number) for entry, number in self.givens.items()}
        known |= {entry: ranges.printed(number) for entry, number in self.solution.items()}
        return {entry: ranges.results(expression, known) for entry, expression in self.record.items()}

    def on(self, number: Callable[[str], Any] | None = None) -> Givens:
        """The givens on the kind of number asked for, or on paper's with the problem's places."""
        make = number or FixedPoint.with_rounding(self.places)
        arrays = {
            name: np.array([[make(text) for text in row] for row in table]) for name, table in self.tables.items()
        }
        params = Parameters(*(arrays[name] for name in Parameters._fields))
        return Givens(params, arrays["x"], arrays["y"], arrays["learning_rate"].item())


def the_assignment() -> Problem:
    """The assignment's own problem."""
    params, x, y, learning_rate = assignment.givens(str)
    arrays = {**params._asdict(), "x": x, "y": y, "learning_rate": np.array([[learning_rate]])}
    return Problem("the assignment", {name: table(array.tolist()) for name, array in arrays.items()})


def problem_of(name: str, tables: Mapping[str, Any], places: str) -> Problem:
    """A problem from somebody's own tables: rows of numbers under the givens' names.

    Raises: ValueError, which names the place, for what is no problem that can be worked.
    """
    if not (places.isascii() and places.isdigit() and int(places) in PLACES):
        raise ValueError(f"places: expected {PLACES.start} to {PLACES.stop - 1}, got {shortened(places)}")
    if set(tables) != set(Problem.GIVENS):
        raise ValueError(f"givens: expected {', '.join(Problem.GIVENS)}, got {shortened(', '.join(tables))}")
    read = {each: _read(each, tables[each]) for each in Problem.GIVENS}
    problem = Problem(name, read, int(places))
    try:
        params, x, y, learning_rate = problem.on(float)
        checks.forward(params, x)
        checks.one_hot("y", y, (len(params.W2), 1))
        checks.sgd_step(params, params, learning_rate)
        problem.accepted  # noqa: B018
    except ArithmeticError as complaint:
        raise ValueError(f"these givens lead to a number that cannot be written down: {complaint}") from None
    return problem


def _read(name: str, rows: Any) -> Table:
    rows = rows_of(rows)
    if not rows or len({len(row) for row in rows}) != 1 or (name == "learning_rate" and rows != [[rows[0][0]]]):
        raise ValueError(f"{name}: expected rows of numbers, all of one length")
    return tuple(tuple(_plain(Entry(name, i, j), text) for j, text in enumerate(row)) for i, row in enumerate(rows))


def _plain(entry: Entry, text: str) -> str:
    try:
        return plain(text)
    except Unreadable as complaint:
        raise ValueError(f"{place(entry)}: {complaint}") from None


def table(rows: Iterable[Iterable[Any]]) -> Table:
    """Rows of numbers as they are written."""
    return tuple(tuple(str(number) for number in row) for row in rows)
