"""Another convention, as right where a sheet keeps to it: δ2 as y - ŷ, and an update that adds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from nnlib import Parameters
from workbook.marking.expressions import Entry, Expression
from workbook.marking.marks import Mark, Verdict
from workbook.marking.problems import Problem
from workbook.marking.slips import ASCENT, Y_MINUS_Y_HAT, slips_at

CONVENTION = "δ2 is y - ŷ on this sheet, and the update adds: another convention, and as right."
UPDATED = frozenset(f"{theta}_new" for theta in Parameters._fields)


class UpdateAdds(Problem):
    """The problem as somebody works it who follows this convention."""

    @cached_property
    def record(self) -> dict[Entry, Expression]:
        """Every entry of the sheet, in its order, and how it is worked."""
        record = dict(super().record)
        for each in slips_at(self.structure):
            if each.slip in (Y_MINUS_Y_HAT, ASCENT):
                record |= each.record(self.structure)
        return record


def may_add(marks: Mapping[Entry, Mark]) -> bool:
    """Whether δ2 has the sign of the other convention."""
    return any(slip.name.startswith(Y_MINUS_Y_HAT.name) for mark in marks.values() for slip in mark.slips)


def keeps_to_it(marks: Mapping[Entry, Mark]) -> bool:
    """Whether the update of a sheet marked by this convention is there, and adds."""
    updated = {mark.verdict for entry, mark in marks.items() if entry.name in UPDATED} - {Verdict.MISSING}
    return bool(updated) and Verdict.WRONG not in updated
