"""Which slips explain what is wrong: each is made on the reader's own numbers, and must give what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from workbook.marking.accepted import Accepted, Range, Ranges, within
from workbook.marking.expressions import Entry, Sizes
from workbook.marking.replay import Impossible
from workbook.marking.slips import DIGITS_EXCHANGED, Slip, slips_at


class Explanations:
    """The slips that could be behind a step's wrong entries, worked on the numbers that the reader had."""

    def __init__(self, sizes: Sizes, right: int, step: str, known: Mapping[Entry, Range], ranges: Ranges) -> None:
        self._known, self._ranges = known, ranges
        self._slips = [(each.slip, each.record(sizes, right)) for each in slips_at(sizes) if each.step == step]
        self._results: dict[Entry, list[tuple[Slip, Accepted]]] = {}

    def named(
        self, wrong: Mapping[Entry, Decimal], accepted: Mapping[Entry, Accepted]
    ) -> dict[Entry, tuple[Slip, ...]]:
        """For each wrong entry the slips that give it. Slips that give all of them are named rather than others."""
        found = {entry: self._behind(entry, number, accepted[entry]) for entry, number in wrong.items()}
        common = set.intersection(*map(set, found.values()))
        return {entry: tuple(slip for slip in slips if slip in common or not common) for entry, slips in found.items()}

    def _behind(self, entry: Entry, number: Decimal, accepted: Accepted) -> list[Slip]:
        slips = [slip for slip, results in self._given(entry) if within(number, results)]
        if any(within(other, accepted) for other in exchanges(number, self._ranges.places)):
            slips.append(DIGITS_EXCHANGED)
        return list(dict.fromkeys(slips))

    def _given(self, entry: Entry) -> list[tuple[Slip, Accepted]]:
        """What each slip gives at this entry."""
        if entry not in self._results:
            self._results[entry] = []
            for slip, record in self._slips:
                with suppress(Impossible):
                    self._results[entry].append((slip, self._ranges.results(record[entry], self._known)))
        return self._results[entry]


def exchanges(number: Decimal, places: int) -> Iterator[Decimal]:
    """The number with two neighbouring digits exchanged, for each two that differ.

    >>> [str(other) for other in exchanges(Decimal("-1.35"), 2)]
    ['-3.15', '-1.53']
    """
    digits = f"{abs(number):.{places}f}".replace(".", "")
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
            yield Decimal(other).scaleb(-places).copy_sign(number)
