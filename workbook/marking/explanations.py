"""Which slips explain what is wrong: each is made on the reader's own numbers, and must give what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import comb, prod

from workbook.marking.accepted import UP, Accepted, hull, within
from workbook.marking.expressions import Entry, Expression
from workbook.marking.miscopies import miscopies
from workbook.marking.patterns import (
    Candidate,
    careless,
    exchanged_digits,
    exchanged_entries,
    line_mistaken,
    own_sign_lost,
)
from workbook.marking.problems import Problem
from workbook.marking.slips import DIGITS_EXCHANGED, ENTRIES_EXCHANGED, Slip
from workbook.marking.slips_at import slips_at
from workbook.marking.standing import Standing, Written

CHANCE = 1000
"""A slip in part of a step is named if chance gives its numbers at most once in this many cases."""


class Explanations:
    """The slips that could be behind a step's wrong entries, computed from the reader's own numbers."""

    def __init__(
        self, problem: Problem, standing: Standing, written: Mapping[Entry, Written], wrong: Mapping[Entry, Written]
    ) -> None:
        self._problem, self._standing, self._written, self._wrong = problem, standing, written, wrong
        name = next(iter(written)).name
        self._step = {entry: made for entry, made in problem.record.items() if entry.name == name}
        self._accepted = {entry: standing.accepted[entry] for entry in self._step}
        self._span = 2 * max(abs(float(end)) for accepted in self._accepted.values() for end in hull(accepted))
        self._found = [(candidate, self._given(candidate)) for candidate in self._candidates()]

    def whole(self) -> tuple[Slip, ...]:
        """The slips that give the whole step as it is written."""
        return _once(candidate.slip for candidate, given in self._found if self._is_whole(candidate, given))

    def habits(self) -> tuple[Slip, ...]:
        """The habits that give the whole step. A habit is named only if the whole sheet shows it."""
        return tuple(
            each.slip for each in careless(self._step, self._standing) if self._is_whole(each, self._given(each))
        )

    def likely(self) -> dict[Entry, tuple[Slip, ...]]:
        """For each wrong entry, the slips that give it and leave others alone, except any that chance might imitate.

        A slip that gives all the wrong entries comes before one that gives only some of them.
        """
        found = self._found + [(candidate, self._given(candidate)) for candidate in self._of_single_entries()]
        likely = [(candidate.slip, given) for candidate, given in found if self._is_no_chance(candidate, given)]
        numbers = {entry: number for entry, (number, _) in self._wrong.items()}
        likely += [
            (ENTRIES_EXCHANGED, exchanged_entries(numbers, self._accepted)),
            (DIGITS_EXCHANGED, exchanged_digits(self._wrong, self._accepted, self._problem.places)),
        ]
        common = _once(slip for slip, given in likely if len(given) == len(self._wrong))
        return {entry: common or _once(slip for slip, given in likely if entry in given) for entry in self._wrong}

    def miscopied(self, texts: Mapping[Entry, str]) -> tuple[Slip, ...]:
        """The one number that, put in place of another, explains all the wrong entries, if there is exactly one."""
        wrong = {entry: number for entry, (number, _) in self._wrong.items()}
        found = miscopies(self._step, self._standing, wrong, texts)
        return tuple(
            candidate.slip for candidate in found if len(found) == 1 and self._is_no_chance(candidate, list(wrong))
        )

    def _candidates(self) -> Iterator[Candidate]:
        """The ways in which the whole step could have been computed instead."""
        step = next(iter(self._step)).name
        for each in slips_at(self._problem.structure):
            if each.step == step:
                record = each.record(self._problem.structure)
                yield Candidate(each.slip, partial(self._by, record), each.is_single)

    def _by(self, record: Mapping[Entry, Expression], entry: Entry) -> Accepted:
        return self._standing.results(record[entry])

    def _of_single_entries(self) -> Iterator[Candidate]:
        yield line_mistaken(self._step, self._standing, self._problem.all_shapes)
        yield own_sign_lost(self._accepted)

    def _given(self, candidate: Candidate) -> tuple[Entry, ...]:
        """The wrong entries that a candidate gives."""
        return tuple(entry for entry, (number, _) in self._wrong.items() if within(number, candidate.results(entry)))

    def _is_whole(self, candidate: Candidate, given: Sequence[Entry]) -> bool:
        rest = [(entry, number) for entry, (number, _) in self._written.items() if entry not in self._wrong]
        return len(given) == len(self._wrong) and all(
            within(number, candidate.results(entry)) for entry, number in rest
        )

    def _is_no_chance(self, candidate: Candidate, given: Sequence[Entry]) -> bool:
        """Whether random numbers of the step's size would hardly ever agree with the slip in this many entries.

        If all the step's numbers are 0, nothing can be said.
        """
        if len(given) < (1 if candidate.is_single else max(2, len(self._wrong))) or not self._span:
            return False
        unit = float(self._standing.ranges.unit)
        widths = (
            sum(float(UP.subtract(high, low)) + unit for low, high in candidate.results(entry)) for entry in given
        )
        choices = comb(len(self._wrong), len(given))
        return choices * prod(width / self._span for width in widths) * CHANCE <= 1


def _once(slips: Iterable[Slip]) -> tuple[Slip, ...]:
    return tuple(dict.fromkeys(slips))
