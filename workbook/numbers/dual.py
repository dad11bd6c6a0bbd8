"""Dual numbers: a value and its slope, carried through every operation by the rules of differentiation."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable
from typing import Any

from nnlib.numbers.number import Number

Part = tuple[float, float]

RULES: dict[str, Callable[..., Part]] = {
    "+": lambda a, b: (a.value + b.value, a.slope + b.slope),
    "-": lambda a, b: (a.value - b.value, a.slope - b.slope),
    "*": lambda a, b: (a.value * b.value, a.slope * b.value + a.value * b.slope),
    "/": lambda a, b: (a.value / b.value, (a.slope * b.value - a.value * b.slope) / b.value**2),
    "neg": lambda a: (-a.value, -a.slope),
    "exp": lambda a: (math.exp(a.value), a.slope * math.exp(a.value)),
    "log": lambda a: (math.log(a.value), a.slope / a.value),
    "sin": lambda a: (math.sin(a.value), a.slope * math.cos(a.value)),
    "cos": lambda a: (math.cos(a.value), -a.slope * math.sin(a.value)),
    "tanh": lambda a: (math.tanh(a.value), a.slope * (1 - math.tanh(a.value) ** 2)),
}
"""Each operation, with its derivative beside it."""


class Dual(Number):
    """A number that knows how fast it changes when one chosen number changes. The chosen number has slope 1.

    >>> x = Dual(3.0, 1.0)
    >>> x * x + 1
    Dual(10.0, 6.0)

    Args: a number, or a string that holds one, and its slope.
    Source: W. K. Clifford, "Preliminary sketch of biquaternions", Proc. London Math. Soc. (1871).
    """

    __slots__ = ("slope", "value")

    def __init__(self, value: Any, slope: float = 0.0) -> None:
        self.value = float(value)
        self.slope = slope

    def _operate(self, operation: str, *operands: Any) -> Any:
        if not all(isinstance(operand, Dual | numbers.Real) for operand in operands):
            return NotImplemented
        return Dual(*RULES[operation](*(_dual(operand) for operand in operands)))

    def _compare(self, other: Any) -> Any:
        if not isinstance(other, Dual | numbers.Real):
            return NotImplemented
        return self.value - _dual(other).value

    def __repr__(self) -> str:
        return f"Dual({self.value}, {self.slope})"


def _dual(operand: Any) -> Dual:
    return operand if isinstance(operand, Dual) else Dual(operand)
