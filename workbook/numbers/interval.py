"""Intervals that are certain to contain the true number. They need mpmath: pip install mpmath."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any, ClassVar

import mpmath
from mpmath.ctx_iv import MPIntervalContext

from nnlib.numbers.number import Number
from workbook.numbers.shared import ARITHMETIC, as_python

CONTEXT = MPIntervalContext()
CONTEXT.dps = 30

OPERATIONS: dict[str, Callable[..., Any]] = {
    **ARITHMETIC,
    "exp": CONTEXT.exp,
    "log": CONTEXT.log,
    "sin": CONTEXT.sin,
    "cos": CONTEXT.cos,
    "tanh": lambda a: 1 - 2 / (1 + CONTEXT.exp(2 * a)),
}


class Interval(Number):
    """All numbers from a lower to an upper end. Every result contains each number that the operation can give.

    >>> third = Interval("1") / 3
    >>> third.low < third.high
    True
    >>> third > 0.3
    True

    Args: a decimal string or a number, which is taken as exact.
    Raises: ValueError if a comparison has no certain answer because the intervals overlap.
    Source: R. E. Moore, *Interval Analysis* (1966).
    """

    slack: ClassVar[Any] = 0
    """What rounding may add to a result: an interval around 0."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = CONTEXT.mpf(as_python(value))

    @classmethod
    def with_rounding(cls, places: int) -> type[Interval]:
        """Intervals that also contain every result of rounding to this many places after each operation."""
        half_unit = CONTEXT.mpf("0.5") / 10**places
        return type(cls.__name__, (cls,), {"slack": half_unit * CONTEXT.mpf([-1, 1]), "__slots__": ()})

    @property
    def low(self) -> Any:
        """The lower end, an mpf."""
        return mpmath.mp.make_mpf(self.value._mpi_[0])

    @property
    def high(self) -> Any:
        """The upper end, an mpf."""
        return mpmath.mp.make_mpf(self.value._mpi_[1])

    def _operate(self, operation: str, *operands: Any) -> Any:
        if not all(isinstance(operand, Interval | numbers.Real) for operand in operands):
            return NotImplemented
        result = type(self)(0)
        result.value = OPERATIONS[operation](*(_ends(operand) for operand in operands)) + self.slack
        return result

    def _compare(self, other: Any) -> Any:
        if not isinstance(other, Interval | numbers.Real):
            return NotImplemented
        gap = self.value - _ends(other)
        if 0 in gap and gap != 0:
            raise ValueError(f"{self} and {other} overlap: which is greater is not certain")
        return gap.mid

    def __str__(self) -> str:
        return f"[{mpmath.nstr(self.low, 8)}, {mpmath.nstr(self.high, 8)}]"

    __repr__ = __str__


def _ends(operand: Any) -> Any:
    return operand.value if isinstance(operand, Interval) else CONTEXT.mpf(as_python(operand))
