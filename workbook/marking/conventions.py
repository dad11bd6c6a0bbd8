"""Other conventions, each just as correct if a sheet keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from nnlib import Parameters
from workbook.marking.expressions import Entry, Expression, Operation
from workbook.marking.marks import Mark, Verdict
from workbook.marking.problems import Problem
from workbook.marking.roads import Further
from workbook.marking.slips import ASCENT, NOT_DIVIDED, Y_MINUS_Y_HAT, Slip
from workbook.marking.slips_at import slips_at

SLOPES = frozenset(f"d{theta}" for theta in Parameters._fields)
SCALED = frozenset(f"scaled_d{theta}" for theta in Parameters._fields)
UPDATED = frozenset(f"{theta}_new" for theta in Parameters._fields)


class Convention(Problem):
    """A problem for a reader who follows another convention.

    In the `early` steps it is taken for the slip. The `late` steps show whether the sheet keeps to it.
    """

    slip: ClassVar[Slip]
    early: ClassVar[frozenset[str]]
    late: ClassVar[frozenset[str]]
    note: ClassVar[str]

    @classmethod
    def of(cls, problem: Problem) -> Convention:
        """The same problem, for a reader who follows this convention."""
        return cls(problem.name, problem.tables, problem.places, problem.network)


class UpdateAdds(Convention):
    """δ2 is y - ŷ, and the update adds."""

    slip = Y_MINUS_Y_HAT
    early = frozenset({"error", "delta2"})
    late = UPDATED
    note = "On this sheet δ2 is y - ŷ, and the update adds: a different convention, and just as correct."

    @cached_property
    def record(self) -> dict[Entry, Expression]:
        """Every entry of the sheet, in order, and how it is computed."""
        record = dict(super().record)
        for each in slips_at(self.structure):
            if each.slip in (Y_MINUS_Y_HAT, ASCENT):
                record |= each.record(self.structure)
        return record


class DividesLast(Convention):
    """The gradients are divided by the number of examples, and δ2 is not."""

    slip = NOT_DIVIDED
    early = frozenset({"delta2"})
    late = SLOPES | SCALED | UPDATED
    note = (
        "On this sheet the gradients are divided by the number of examples, and δ2 is not: "
        "a different convention, and just as correct."
    )

    @cached_property
    def record(self) -> dict[Entry, Expression]:
        """Every entry of the sheet, in order, and how it is computed."""
        changed = self.early | SLOPES
        return {
            entry: self._divided(entry.name, made) if entry.name in changed else made
            for entry, made in super().record.items()
        }

    def further(self, step: str) -> Further:
        """Every other way of computing a step, by kind."""
        usual = super().further(step)
        if step not in self.early | SLOPES | SCALED:
            return usual
        single = {entry: tuple(self._divided(step, each) for each in made) for entry, made in usual.single.items()}
        return usual._replace(single=single)

    def _divided(self, step: str, made: Any) -> Expression:
        """The expression divided by the number of examples, or for δ2 without its usual division."""
        if step in self.early:
            return made.operands[0]  # type: ignore[no-any-return]
        return Operation("/", (made, Decimal(self.sizes.N)))


def conventions(problem: Problem) -> tuple[type[Convention], ...]:
    """The conventions that a sheet of this problem may follow."""
    divides = problem.network.reduction == "mean" and problem.sizes.N > 1
    return (UpdateAdds, DividesLast) if divides else (UpdateAdds,)


def may_keep_to(convention: type[Convention], marks: Mapping[Entry, Mark]) -> bool:
    """Whether a sheet may follow the convention: an early step is wrong, or is missing and shows in later lines."""
    shows = any(slip.name.startswith(convention.slip.name) for mark in marks.values() for slip in mark.slips)
    return shows or Verdict.WRONG in _verdicts(marks, convention.early)


def keeps_to(convention: type[Convention], usual: Mapping[Entry, Mark], other: Mapping[Entry, Mark]) -> bool:
    """Whether a sheet keeps to the convention, judging by its marks under the usual one and under this one.

    The early steps must be consistent with it, and so must the late ones. No step between them may be right under the
    usual convention and wrong under this one. A step of 0 fits every convention.
    """
    verdicts: dict[str, set[tuple[Verdict, Verdict]]] = {}
    for entry, mark in usual.items():
        if mark.verdict is not Verdict.MISSING and entry.name not in convention.late:
            verdicts.setdefault(entry.name, set()).add((mark.verdict, other[entry].verdict))
    if {(Verdict.RIGHT, Verdict.WRONG)} in verdicts.values():
        return False
    fits = [*zip(_fits(usual, convention.late), _fits(other, convention.late), strict=True)]
    gained, lost = fits.count((False, True)), fits.count((True, False))
    consistent = any(there for _, there in fits) and (gained > lost or not lost)
    return consistent and Verdict.WRONG not in _verdicts(other, convention.early)


def _fits(marks: Mapping[Entry, Mark], steps: frozenset[str]) -> list[bool]:
    """Whether each entry of these steps is right, or follows."""
    return [verdict in (Verdict.RIGHT, Verdict.FOLLOWS) for verdict in _verdicts(marks, steps)]


def _verdicts(marks: Mapping[Entry, Mark], steps: frozenset[str]) -> list[Verdict]:
    return [mark.verdict for entry, mark in marks.items() if entry.name in steps]
