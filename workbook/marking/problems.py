"""A problem: its given numbers as they are written, and what follows from them. The assignment is a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from nnlib import assignment
from nnlib.assignment import Givens
from nnlib.numbers import FixedPoint
from workbook.marking.accepted import Accepted, within
from workbook.marking.expressions import Either, Entry, Expression, Sizes, Structure, sources
from workbook.marking.limits import LARGEST_SIZE, PLACES
from workbook.marking.numerals import Unreadable, normalized, shortened, with_type
from workbook.marking.reading import Sheet, rows_of
from workbook.marking.record import recorded_steps, shapes
from workbook.marking.replay import PAPER, Impossible, Rule, held, worked
from workbook.marking.roads import Further, further
from workbook.marking.standing import Standing, Written
from workbook.networks import ASSIGNMENT, GIVEN, Network, check_network
from workbook.quantities import GIVENS
from workbook.steps import givens_of

Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Problem:
    """A problem: its name, its given numbers as they are written, and its network.

    `places` is the number of decimal places of its results.
    """

    name: str
    tables: Mapping[str, Table]
    places: int = 4
    network: Network = ASSIGNMENT

    @cached_property
    def sizes(self) -> Sizes:
        """How many inputs, hidden units, outputs and examples there are."""
        return Sizes(len(self.tables["x"]), len(self.tables["W1"]), len(self.tables["W2"]), len(self.tables["x"][0]))

    @cached_property
    def structure(self) -> Structure:
        """Everything about the problem except its numbers."""
        y = np.array([[Decimal(text) for text in row] for row in self.tables["y"]])
        targets = {"one-hot": (y == 1).argmax(axis=0), "0 or 1": (y == 1).ravel().astype(int), "numbers": y[:0, 0]}
        return Structure(self.sizes, tuple(targets[self.network.judged.target].tolist()), self.network)

    @cached_property
    def record(self) -> dict[Entry, Expression]:
        """Every entry of the sheet, in order, and how it is computed."""
        return recorded_steps(self.structure)

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

    @cached_property
    def all_shapes(self) -> dict[str, tuple[int, int]]:
        """The shape of each given quantity and of each result."""
        return shapes(self.sizes, self.network) | self.shapes

    def worked(self, rule: Rule, instead: Mapping[Entry, Expression] = MappingProxyType({})) -> dict[Entry, Decimal]:
        """The sheet under this rule, with some entries computed differently if `instead` says so."""
        return worked({**self.record, **instead}, self.givens, rule, self.places)

    @cached_property
    def solution(self) -> dict[Entry, Decimal]:
        """The sheet under the paper's rule."""
        return self.worked(PAPER)

    @cached_property
    def accepted(self) -> dict[Entry, Accepted]:
        """What is accepted at each entry if all the earlier entries are those of the solution."""
        standing = self.standing()
        for step in self.steps:
            standing.read(step, {entry: Written(self.solution[entry], self.places) for entry in step}, {})
        return standing.accepted

    @cached_property
    def needs_work(self) -> dict[Entry, bool]:
        """Whether each entry needs more than copying a number or writing 0, unless its formula asks for just that."""
        numbers = self.givens | self.solution
        return {
            entry: _may_be_copied(expression)
            or needs_work(self.accepted[entry], [numbers[source] for source in sources(expression)])
            for entry, expression in self.record.items()
        }

    @cached_property
    def steps(self) -> list[dict[Entry, Expression]]:
        """The record, step by step."""
        return [dict(step) for _, step in groupby(self.record.items(), key=lambda item: item[0].name)]

    def standing(self) -> Standing:
        """A sheet from which nothing has been read yet."""
        return Standing(self.givens, self.places, self.further)

    def further(self, step: str) -> Further:
        """Every other way of computing a step, by kind."""
        return further(self.structure, step)

    def on(self, number: Callable[[str], Any] | None = None) -> Givens:
        """The given numbers, as numbers of this kind, by default as those on paper with the problem's places."""
        make = number or FixedPoint.with_rounding(self.places)
        arrays = {
            name: np.array([[make(text) for text in row] for row in table]) for name, table in self.tables.items()
        }
        return givens_of(arrays)


def needs_work(accepted: Accepted, numbers: Iterable[Decimal | None]) -> bool:
    """Whether neither 0 nor any of the numbers is accepted."""
    return not any(number is not None and within(number, accepted) for number in (Decimal(0), *numbers))


def _may_be_copied(expression: Expression) -> bool:
    if isinstance(expression, Either):
        return _may_be_copied(expression.above) or _may_be_copied(expression.below)
    return isinstance(expression, Entry)


@cache
def the_assignment() -> Problem:
    """The assignment's own problem.

    Raises: ValueError, which names the place, if `nnlib.assignment` does not hold a problem with one example.
    """
    written = {name: getattr(assignment, name) for name in GIVENS}
    tables = {name: [row.split() for row in text.strip().splitlines()] for name, text in written.items()}
    try:
        made = problem_of("the assignment", tables, 4, GIVEN)
        if made.sizes.N > 1:
            raise ValueError(f"x: expected one column, got {made.sizes.N}: the chapters work one example")
    except ValueError as complaint:
        raise ValueError(f"nnlib/assignment.py: {complaint}") from None
    return made


def check_problem(problem: Any) -> None:
    """Refuse anything but a problem.

    Raises: TypeError if it is not one.
    """
    if not isinstance(problem, Problem):
        raise TypeError(f"problem: expected one as `problem(1)` gives it, got {with_type(problem)}")


def problem_of(name: str, tables: Mapping[str, Any], places: int | str, network: Network = ASSIGNMENT) -> Problem:
    """A problem from your own tables: rows of numbers, under the names of the given quantities.

    Args: for a network without biases, b1 and b2 are left out; a bias that a whole layer shares has one entry.
    Raises: ValueError, which names the place, for a problem that cannot be computed; TypeError if the tables have no
    names.
    """
    problem = stated(name, tables, places, network)
    try:
        problem.accepted  # noqa: B018
    except Impossible as complaint:
        where = str(complaint).partition(":")[0]
        raise ValueError(f"these givens lead to a number that cannot be written down: {where}") from None
    return problem


def stated(name: str, tables: Mapping[str, Any], places: int | str, network: Network = ASSIGNMENT) -> Problem:
    """A problem as `problem_of` makes it, without a check that it can be computed.

    Raises: as `problem_of`, except for that check.
    """
    if not isinstance(tables, Mapping):
        raise TypeError(f"givens: expected tables by name, got {with_type(tables)}")
    check_network(network)
    if not (re.fullmatch("[0-9]{1,4}", str(places)) and int(places) in PLACES):
        raise ValueError(f"places: expected {PLACES.start} to {PLACES.stop - 1}, got {shortened(places)}")
    if "W3" in tables:
        raise ValueError(
            "givens: expected one hidden layer, with W1 and W2; a second one, with W3, is not supported here"
        )
    names = [each for each in GIVENS if network.biases != "none" or each not in ("b1", "b2")]
    if set(tables) != set(names):
        raise ValueError(f"givens: expected {', '.join(names)}, got {shortened(', '.join(map(str, tables)))}")
    read = {each: _read(each, tables[each]) for each in names}
    _check_shapes(read, network)
    _check_numbers(read, network)
    return Problem(name, read, int(places), network)


def _check_shapes(read: Mapping[str, Table], network: Network) -> None:
    sizes = Sizes(len(read["W1"][0]), len(read["W1"]), len(read["W2"]), len(read["x"][0]))
    for name, expected in shapes(sizes, network).items():
        shape = len(read[name]), len(read[name][0])
        if shape != expected:
            raise ValueError(f"{name}: expected shape {expected}, got {shape}")


def _check_numbers(read: Mapping[str, Table], network: Network) -> None:
    kind = network.judged.target
    for target in zip(*read["y"], strict=True):
        if kind == "one-hot" and len(target) == 1:
            raise ValueError("y: expected two classes or more for a softmax, got 1: with one output use a sigmoid")
        if kind == "one-hot" and sorted(map(Decimal, target)) != [0] * (len(target) - 1) + [1]:
            raise ValueError(f"y: expected one 1 and otherwise 0 in each column, got {', '.join(target)}")
        if kind == "0 or 1" and not {*map(Decimal, target)} <= {Decimal(0), Decimal(1)}:
            raise ValueError(f"y: expected 0 or 1 for a sigmoid with cross-entropy, got {', '.join(target)}")
    rate = read["learning_rate"][0][0]
    if Decimal(rate) < 0:
        raise ValueError(f"learning_rate: expected a finite number, 0 or more, got {rate}")


def _read(name: str, quantity: Any) -> Table:
    rows = rows_of(quantity)
    if not rows or not rows[0] or len({len(row) for row in rows}) != 1:
        raise ValueError(f"{name}: expected rows of numbers, all of the same length")
    if max(len(rows), len(rows[0])) > LARGEST_SIZE:
        raise ValueError(f"{name}: expected at most {LARGEST_SIZE} rows and columns")
    return tuple(tuple(_plain(Entry(name, i, j), text) for j, text in enumerate(row)) for i, row in enumerate(rows))


def _plain(entry: Entry, text: str) -> str:
    try:
        return normalized(text)
    except Unreadable as complaint:
        raise ValueError(f"{entry.where}: {complaint}") from None


def table(rows: Iterable[Iterable[Any]]) -> Table:
    """Rows of numbers as rows of text."""
    return tuple(tuple(str(number) for number in row) for row in rows)


class SavedSheet(NamedTuple):
    """A problem, and what a person wrote on its sheet."""

    problem: Problem
    sheet: Sheet
