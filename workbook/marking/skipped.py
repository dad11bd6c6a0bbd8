"""A slip in a line that is not written down: it shows in the next line that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from workbook.marking.accepted import Range, hull, within
from workbook.marking.expressions import Entry, Expression, sources
from workbook.marking.problems import Problem
from workbook.marking.replay import Impossible
from workbook.marking.slip_at import SlipAt
from workbook.marking.slips_at import slips_at
from workbook.marking.standing import Standing


class WithSlip(dict[Entry, Range]):
    """The known numbers if a slip was made in a line that is not written down. They are computed when needed."""

    def __init__(
        self, skipped: Mapping[Entry, Expression], slipped: Mapping[Entry, Expression], standing: Standing
    ) -> None:
        super().__init__()
        self._record, self._slipped, self._standing = {**skipped, **slipped}, slipped, standing

    def changed(self) -> dict[Entry, Range]:
        """The numbers of the line with the slip, and of every skipped line that is computed from it."""
        found: dict[Entry, Range] = {}
        for entry, expression in self._record.items():
            if entry in self._slipped or not found.keys().isdisjoint(sources(expression)):
                with suppress(Impossible):
                    found[entry] = self[entry]
        return found

    def __missing__(self, entry: Entry) -> Range:
        if entry in self._record:
            self[entry] = hull(self._standing.ranges.results(self._record[entry], self))
        else:
            self[entry] = self._standing.known[entry]
        return self[entry]


def in_skipped_lines(
    problem: Problem, standing: Standing, numbers: Mapping[Entry, Decimal], skipped: frozenset[str]
) -> Iterator[tuple[SlipAt, WithSlip]]:
    """Each slip in a skipped earlier line that gives the whole step as it is written."""
    lines = {entry: made for entry, made in problem.record.items() if entry.name in skipped}
    for each in slips_at(problem.structure):
        if each.step in skipped:
            known = WithSlip(lines, each.record(problem.structure), standing)
            if all(_gives(problem.record[entry], number, known, standing) for entry, number in numbers.items()):
                yield each, known


def _gives(expression: Expression, number: Decimal, known: WithSlip, standing: Standing) -> bool:
    try:
        return within(number, standing.ranges.results(expression, known))
    except Impossible:
        return False
