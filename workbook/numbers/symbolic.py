"""Symbols: the network's results as formulas. They need SymPy: pip install sympy."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from typing import Any

import sympy

from nnlib.numbers.number import Number
from workbook.numbers.shared import ARITHMETIC, as_python

OPERATIONS: dict[str, Callable[..., Any]] = {
    **ARITHMETIC,
    "exp": sympy.exp,
    "log": sympy.log,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tanh": sympy.tanh,
}


class Symbolic(Number):
    """A formula, with its value at one point. The value decides comparisons, and so which side of a kink is meant.

    >>> x = Symbolic(sympy.Symbol("x"), 2.0)
    >>> (x * x).expression
    x**2
    >>> x > 0
    True

    Args: anything that SymPy can turn into an expression, and its value; the value of a number is the number itself.
    """

    __slots__ = ("expression", "value")

    def __init__(self, expression: Any, value: float | None = None) -> None:
        self.expression = sympy.sympify(as_python(expression), rational=True)
        self.value = float(self.expression) if value is None else value

    def _operate(self, operation: str, *operands: Any) -> Any:
        if not all(isinstance(operand, Symbolic | numbers.Real) for operand in operands):
            return NotImplemented
        entered = [_symbolic(operand) for operand in operands]
        expression = OPERATIONS[operation](*(operand.expression for operand in entered))
        value = OPERATIONS[operation](*(sympy.Float(operand.value) for operand in entered))
        return Symbolic(expression, float(value))

    def _compare(self, other: Any) -> Any:
        if not isinstance(other, Symbolic | numbers.Real):
            return NotImplemented
        return self.value - _symbolic(other).value

    def __repr__(self) -> str:
        return f"Symbolic({self.expression})"


def _symbolic(operand: Any) -> Symbolic:
    return operand if isinstance(operand, Symbolic) else Symbolic(operand)
