"""Whether slips can be told apart in a problem, version 1. It never changes, because it decides which problems exist.

Here an earlier entry may be any number that is printed in the same way, and each operation is rounded as on the sheet
or not at all. Marking has since become more precise, but the problems stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from workbook.marking.accepted import Accepted, Range, Ranges, within
from workbook.marking.assignment_slips import version_1
from workbook.marking.expressions import Entry, Expression
from workbook.marking.problems import Problem
from workbook.marking.replay import PAPER, Impossible, OnPaper
from workbook.marking.slips import DIGITS_EXCHANGED, Slip


class BroadRanges(Ranges):
    """Ranges without guard digits."""

    def _worked(self, low: Decimal, high: Decimal) -> Range:
        return super()._written(low, high)

    def _written(self, low: Decimal, high: Decimal) -> Range:
        return low, high


def slips_told_apart(drawn: Problem) -> bool:
    """Whether each slip, made throughout a step, is the only one that explains what is then wrong there."""
    ranges, paper = BroadRanges(drawn.places), OnPaper(PAPER, drawn.places)
    numbers = drawn.givens | drawn.solution
    known = {entry: ranges.constant(number) for entry, number in drawn.givens.items()}
    known |= {entry: ranges.printed(number) for entry, number in drawn.solution.items()}
    accepted = {entry: ranges.results(expression, known) for entry, expression in drawn.record.items()}
    records = [(each.slip, each.step, each.record(drawn.structure)) for each in version_1(drawn.sizes)]
    for slip, step, record in records:
        slipped = {entry: paper.result(expression, numbers) for entry, expression in record.items()}
        wrong = {entry: number for entry, number in slipped.items() if not within(number, accepted[entry])}
        there = [(other, its_record) for other, its_step, its_record in records if its_step == step]
        found = [_behind(entry, number, accepted[entry], there, known, ranges) for entry, number in wrong.items()]
        common: set[Slip] = set.intersection(*found) if found else set()
        if any((common or names) != {slip} for names in found):
            return False
    return True


def _behind(
    entry: Entry,
    number: Decimal,
    accepted: Accepted,
    records: list[tuple[Slip, dict[Entry, Expression]]],
    known: Mapping[Entry, Range],
    ranges: Ranges,
) -> set[Slip]:
    """The slips that give this number here."""
    found = set()
    for slip, record in records:
        with suppress(Impossible):
            if within(number, ranges.results(record[entry], known)):
                found.add(slip)
    if any(within(other, accepted) for other in _exchanges(number, ranges.places)):
        found.add(DIGITS_EXCHANGED)
    return found


def _exchanges(number: Decimal, places: int) -> Iterator[Decimal]:
    """The number with two neighbouring digits exchanged, including leading zeros."""
    digits = f"{abs(number):.{places}f}".replace(".", "")
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
            yield Decimal(other).scaleb(-places).copy_sign(number)
