"""How an entry of the sheet is computed, as data: from which entries, and by which operations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from workbook.networks import ASSIGNMENT, Network


class Sizes(NamedTuple):
    """The numbers of inputs, hidden units, outputs and examples."""

    D: int
    K: int
    C: int
    N: int = 1


class Structure(NamedTuple):
    """Everything about a problem except its numbers. A record depends only on this.

    The target is the number of the right class for each example, or all of y if it is 0s and 1s. Otherwise it is empty.
    """

    sizes: Sizes
    target: tuple[int, ...]
    network: Network = ASSIGNMENT


class Entry(NamedTuple):
    """The place of one number in a problem or on its sheet. Rows and columns count from 0."""

    name: str
    row: int = 0
    column: int = 0

    @property
    def where(self) -> str:
        """The place in words, counted from 1: `dW2, row 1, column 3`."""
        return f"{self.name}, row {self.row + 1}, column {self.column + 1}"


@dataclass(frozen=True)
class Operation:
    """An operation of `nnlib.numbers`, and its operands. Its hash is computed once, because it is looked up often."""

    operation: str
    operands: tuple[Formula, ...]

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.operation, self.operands))

    def __reduce__(self) -> tuple[type[Operation], tuple[str, tuple[Formula, ...]]]:
        """Without the hash: another process has its own."""
        return Operation, (self.operation, self.operands)


class Either(NamedTuple):
    """One formula for a hinge above 0, and another for a hinge that is not."""

    hinge: Entry
    above: Formula
    below: Formula


Formula = Entry | Operation | Decimal
"""Operations on given numbers, on earlier entries and on plain numbers."""

Expression = Formula | Either
"""How an entry is computed."""


@lru_cache(maxsize=4096)
def sources(expression: Expression) -> frozenset[Entry]:
    """The entries from which an expression is computed."""
    if isinstance(expression, Entry):
        return frozenset([expression])
    if isinstance(expression, Operation):
        return frozenset().union(*map(sources, expression.operands))
    if isinstance(expression, Either):
        return sources(expression.hinge) | sources(expression.above) | sources(expression.below)
    return frozenset()
