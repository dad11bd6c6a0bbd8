"""Which slips explain what is wrong: each is made on the reader's own numbers, and must give what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from math import prod
from typing import NamedTuple

from workbook.marking.accepted import UP, Accepted, hull, within
from workbook.marking.expressions import Entry, Expression
from workbook.marking.patterns import Way, careless, exchanged_digits, exchanged_entries, line_mistaken, own_sign_lost
from workbook.marking.problems import Problem
from workbook.marking.slips import DIGITS_EXCHANGED, ENTRIES_EXCHANGED, Slip, slips_at
from workbook.marking.standing import Standing, Written

CHANCE = 1000
"""A slip that leaves other entries of the step alone is named where chance gives its numbers once in so many times."""

Numbers = Mapping[Entry, Decimal]


class Named(NamedTuple):
    """The slips behind each wrong entry; and habits that would give the whole step as it is written."""

    slips: dict[Entry, tuple[Slip, ...]]
    habits: tuple[Slip, ...] = ()


class Explanations:
    """The slips that could be behind a step's wrong entries, worked on the numbers that the reader had."""

    def __init__(self, problem: Problem, standing: Standing, written: Mapping[Entry, Written]) -> None:
        self._problem, self._standing, self._written = problem, standing, written
        name = next(iter(written)).name
        self._step = {entry: made for entry, made in problem.record.items() if entry.name == name}
        self._accepted = {entry: standing.accepted[entry] for entry in self._step}
        self._span = 2 * max(abs(float(end)) for accepted in self._accepted.values() for end in hull(accepted))

    def named(self, wrong: Numbers) -> Named:
        """For each wrong entry the slips that give it.

        A slip that gives the whole step as it is written comes before one that leaves other entries alone, and one that
        gives all that is wrong before one that gives a part. What chance might give as well is not named. Habits are
        named where the whole sheet shows them.
        """
        found = [(way, _given(way, wrong)) for way in self._ways()]
        whole = _once(way.slip for way, given in found if self._is_whole(way, given, wrong))
        if whole:
            return Named(dict.fromkeys(wrong, whole))
        habits = [
            way.slip for way in careless(self._step, self._standing) if self._is_whole(way, _given(way, wrong), wrong)
        ]
        found += [(way, _given(way, wrong)) for way in self._of_single_entries()]
        likely = [(way.slip, given) for way, given in found if self._is_no_chance(way, given)]
        likely += [
            (ENTRIES_EXCHANGED, exchanged_entries(wrong, self._accepted)),
            (
                DIGITS_EXCHANGED,
                exchanged_digits(
                    {entry: self._written[entry] for entry in wrong}, self._accepted, self._problem.places
                ),
            ),
        ]
        common = _once(slip for slip, given in likely if len(given) == len(wrong))
        slips = {entry: common or _once(slip for slip, given in likely if entry in given) for entry in wrong}
        return Named(slips, tuple(habits))

    def _ways(self) -> Iterator[Way]:
        """How the whole step could have been worked instead."""
        step = next(iter(self._step)).name
        for each in slips_at(self._problem.sizes):
            if each.step == step:
                record = each.record(self._problem.sizes, self._problem.right)
                yield Way(each.slip, partial(self._by, record), each.is_single)

    def _by(self, record: Mapping[Entry, Expression], entry: Entry) -> Accepted:
        return self._standing.results(record[entry])

    def _of_single_entries(self) -> Iterator[Way]:
        yield line_mistaken(self._step, self._standing, self._problem.all_shapes)
        yield own_sign_lost(self._accepted)

    def _is_whole(self, way: Way, given: Sequence[Entry], wrong: Numbers) -> bool:
        rest = {entry: number for entry, (number, _) in self._written.items() if entry not in wrong}
        return len(given) == len(wrong) and len(_given(way, rest)) == len(rest)

    def _is_no_chance(self, way: Way, given: Sequence[Entry]) -> bool:
        """Whether numbers drawn at random, as large as the step's, would hardly be where the slip's are."""
        if len(given) < (1 if way.is_single else 2):
            return False
        unit = float(self._standing.ranges.unit)
        widths = (sum(float(UP.subtract(high, low)) + unit for low, high in way.results(entry)) for entry in given)
        return prod(width / self._span for width in widths) * CHANCE <= 1


def _given(way: Way, wrong: Numbers) -> tuple[Entry, ...]:
    return tuple(entry for entry, number in wrong.items() if within(number, way.results(entry)))


def _once(slips: Iterable[Slip]) -> tuple[Slip, ...]:
    return tuple(dict.fromkeys(slips))
