"""Another convention, just as correct if a sheet keeps to it: δ2 is y - ŷ, and the update adds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from nnlib import Parameters
from workbook.marking.expressions import Entry, Expression
from workbook.marking.marks import Mark, Verdict
from workbook.marking.problems import Problem
from workbook.marking.slips import ASCENT, Y_MINUS_Y_HAT
from workbook.marking.slips_at import slips_at

CONVENTION = "On this sheet δ2 is y - ŷ, and the update adds: a different convention, and just as correct."
UPDATED = frozenset(f"{theta}_new" for theta in Parameters._fields)
SIGNED = frozenset({"error", "delta2"})
"""The steps that have the opposite sign."""


class UpdateAdds(Problem):
    """The problem for a reader who follows this convention."""

    @cached_property
    def record(self) -> dict[Entry, Expression]:
        """Every entry of the sheet, in order, and how it is computed."""
        record = dict(super().record)
        for each in slips_at(self.structure):
            if each.slip in (Y_MINUS_Y_HAT, ASCENT):
                record |= each.record(self.structure)
        return record


def may_add(marks: Mapping[Entry, Mark]) -> bool:
    """Whether δ2 may have the opposite sign: it is wrong, or it is missing and its sign shows in later lines."""
    shows = any(slip.name.startswith(Y_MINUS_Y_HAT.name) for mark in marks.values() for slip in mark.slips)
    return shows or Verdict.WRONG in _verdicts(marks, SIGNED)


def keeps_to_it(usual: Mapping[Entry, Mark], other: Mapping[Entry, Mark]) -> bool:
    """Whether a sheet keeps to this convention, judging by its marks under the usual one and under this one.

    δ2 must be consistent with it, and so must the update. A step of 0 fits both conventions.
    """
    fits = [*zip(_fits(usual), _fits(other), strict=True)]
    adds, subtracts = fits.count((False, True)), fits.count((True, False))
    consistent = any(there for _, there in fits) and (adds > subtracts or not subtracts)
    return consistent and Verdict.WRONG not in _verdicts(other, SIGNED)


def _fits(marks: Mapping[Entry, Mark]) -> list[bool]:
    """Whether each entry of the update is right, or follows."""
    return [verdict in (Verdict.RIGHT, Verdict.FOLLOWS) for verdict in _verdicts(marks, UPDATED)]


def _verdicts(marks: Mapping[Entry, Mark], steps: frozenset[str]) -> list[Verdict]:
    return [mark.verdict for entry, mark in marks.items() if entry.name in steps]
