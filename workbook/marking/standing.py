"""Which numbers are possible at each entry, step by step, given the entries before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook.marking.accepted import Accepted, Range, hull, meets, ranges_of, within
from workbook.marking.expressions import Entry, Expression
from workbook.marking.replay import Impossible, at
from workbook.marking.roads import Further


class Written(NamedTuple):
    """A number as it is written on a sheet, and its number of decimals."""

    number: Decimal
    decimals: int


class Standing:
    """A sheet as far as it has been read: what is accepted at each entry, and the range that the entry then has."""

    def __init__(self, givens: Mapping[Entry, Decimal], places: int, further: Callable[[str], Further]) -> None:
        self.ranges = ranges_of(places)
        self.givens = frozenset(givens)
        self.known: dict[Entry, Range] = {entry: self.ranges.constant(number) for entry, number in givens.items()}
        self.accepted: dict[Entry, Accepted] = {}
        self.notes: dict[Entry, str] = {}
        self._further = further

    def read(
        self, step: Mapping[Entry, Expression], written: Mapping[Entry, Written], otherwise: Mapping[Entry, Accepted]
    ) -> None:
        """Read the next step. An entry that is not written may have any number that is accepted.

        If it is not possible to go on from what is written, `otherwise` says what is accepted instead.
        Raises: Impossible if `otherwise` does not say so either.
        """
        others = self._further(next(iter(step)).name)
        for entry, expression in step.items():
            try:
                own = at(entry, self.ranges.results, expression, self.known)
            except Impossible:
                if entry not in otherwise:
                    raise
                own = otherwise[entry]
            self.accepted[entry] = own + self._results(others.single.get(entry, ()))
        for column in {entry.column for entry in step} if others.whole else ():
            self._keep_to_one_road([entry for entry in step if entry.column == column], written, others)
        for entry in step:
            self._stand(entry, written)
        for entry, expressions in others.within.items():
            beside = [other for other in step if other.column == entry.column and other != entry]
            if all(self._fits(other, written) for other in beside):
                self.accepted[entry] += self._results(expressions)
                self._stand(entry, written)

    def fits(self, written: Written, accepted: Accepted) -> bool:
        """Whether a number is accepted, as far as it is written."""
        return within(written.number, accepted) or (
            self.is_short(written) and meets(self.ranges.printed(*written), accepted)
        )

    def is_short(self, written: Written) -> bool:
        """Whether a number has fewer decimals than the sheet, but at least one."""
        return 1 <= written.decimals < self.ranges.places

    def _fits(self, entry: Entry, written: Mapping[Entry, Written]) -> bool:
        return entry in written and self.fits(written[entry], self.accepted[entry])

    def results(self, expression: Expression, known: Mapping[Entry, Range] | None = None) -> Accepted:
        """Everything that an expression can give, from the numbers known here or from others; it may be empty."""
        try:
            return self.ranges.results(expression, self.known if known is None else known)
        except Impossible:
            return ()

    def cut(self, expression: Expression) -> Accepted:
        """The same, with the results truncated."""
        try:
            return self.ranges.cut(expression, self.known)
        except Impossible:
            return ()

    def _results(self, expressions: tuple[Expression, ...]) -> Accepted:
        return tuple(found for expression in expressions for found in self.results(expression))

    def _keep_to_one_road(self, column: Sequence[Entry], written: Mapping[Entry, Written], others: Further) -> None:
        """If one road that gives other numbers fits everything written in a column, it is the reader's road."""
        here = [entry for entry in column if entry in written]
        if not here or all(self._fits(entry, written) for entry in here):
            return
        for note, record in others.whole:
            results = {entry: self._results((record[entry],)) for entry in column}
            if all(results[entry] and self.fits(written[entry], results[entry]) for entry in here):
                self.accepted |= results
                self.notes |= dict.fromkeys(here, note)
                return

    def _stand(self, entry: Entry, written: Mapping[Entry, Written]) -> None:
        accepted = self.accepted[entry]
        self.known[entry] = self.ranges.standing_for(*written[entry], accepted) if entry in written else hull(accepted)
