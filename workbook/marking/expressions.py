"""How an entry of the sheet is worked, as data: from which entries, by which operations."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from workbook.networks import ASSIGNMENT, Network


class Sizes(NamedTuple):
    """Inputs, hidden units, outputs and examples."""

    D: int
    K: int
    C: int
    N: int = 1


class Structure(NamedTuple):
    """All of a problem but its numbers: what a record depends on.

    The target is the number of the right class for each example, or each 0 and 1; nothing, where it may be any number.
    """

    sizes: Sizes
    target: tuple[int, ...]
    network: Network = ASSIGNMENT


class Entry(NamedTuple):
    """One number of a problem or of its sheet, counted from 0."""

    name: str
    row: int = 0
    column: int = 0

    @property
    def where(self) -> str:
        """Where it stands, counted from 1: `dW2, row 1, column 3`."""
        return f"{self.name}, row {self.row + 1}, column {self.column + 1}"


class Operation(NamedTuple):
    """An operation of `nnlib.numbers`, and what it works on."""

    operation: str
    operands: tuple[Formula, ...]


class Either(NamedTuple):
    """One formula where the hinge is above 0, another where it is not."""

    hinge: Entry
    above: Formula
    below: Formula


Formula = Entry | Operation | Decimal
"""Operations on givens, on earlier entries and on plain numbers."""

Expression = Formula | Either
"""How an entry is worked."""


def sources(expression: Expression) -> frozenset[Entry]:
    """The entries that an expression is worked from."""
    if isinstance(expression, Entry):
        return frozenset([expression])
    if isinstance(expression, Operation):
        return frozenset().union(*map(sources, expression.operands))
    if isinstance(expression, Either):
        return sources(expression.hinge) | sources(expression.above) | sources(expression.below)
    return frozenset()
