"""Numbers with a fixed number of decimals, rounded after every operation: the numbers on the student's paper."""

from __future__ import annotations

import numbers
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, Overflow
from typing import Any, ClassVar

from nnlib import arguments
from nnlib.numbers.functions import EXACT, cos, sin, tanh
from nnlib.numbers.number import Number

MOST_PLACES = 16

OPERATIONS: dict[str, Callable[..., Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
    "/": EXACT.divide,
    "neg": EXACT.minus,
    "exp": EXACT.exp,
    "log": EXACT.ln,
    "sin": sin,
    "cos": cos,
    "tanh": tanh,
}

CHANGES_NOTHING = {("+", 0): "both", ("-", 0): "right", ("*", 1): "both", ("/", 1): "right"}
"""Adding Python's own 0, say, is not a step that a person would write down. A given 0 is another matter."""


class FixedPoint(Number):
    """A decimal number. An argument stays exact; every result is rounded to four decimals, half away from zero.

    >>> FixedPoint("0.1") * FixedPoint("0.12345")
    FixedPoint('0.0123')
    >>> FixedPoint("-0.5") * FixedPoint("0.6929")
    FixedPoint('-0.3465')

    It is written with as many decimals as it has, as a person would write it: 0.1 + 0.2 is 0.3, and a rounded number
    has all its places. It remembers how it was computed: `operation` is None for a number that was given.

    Args: a string, an integer, a float (the decimal number that it prints as), a Decimal or a FixedPoint.
    Raises: TypeError for anything else; ValueError for anything but a finite decimal number, and for a result that
    is not one; ZeroDivisionError.
    """

    places: ClassVar[int] = 4
    rounding: ClassVar[str] = ROUND_HALF_UP

    __slots__ = ("operands", "operation", "value")

    def __init__(self, value: Any) -> None:
        self.value = _decimal(value)
        self.operation: str | None = None
        self.operands: tuple[FixedPoint, ...] = ()

    @classmethod
    def with_rounding(cls, places: int, rounding: str = ROUND_HALF_UP) -> type[FixedPoint]:
        """The same kind of number with a different number of places, or with another of `decimal`'s rounding modes.

        Raises: ValueError if places is not a whole number from 0 to 16.
        """
        arguments.whole("places", places, 0, MOST_PLACES)
        return type(cls.__name__, (cls,), {"places": int(places), "rounding": rounding, "__slots__": ()})

    def _operate(self, operation: str, *operands: Any) -> Any:
        if not all(isinstance(operand, FixedPoint | numbers.Number) for operand in operands):
            return NotImplemented
        if len(operands) == 2 and self._unchanged(operation, *operands):
            return self
        entered = tuple(self._enter(operand) for operand in operands)
        if operation == "/" and not entered[1]:
            raise ZeroDivisionError(f"{entered[0]} / {entered[1]}")
        try:
            exact = OPERATIONS[operation](*(number.value for number in entered))
        except (InvalidOperation, Overflow):
            exact = Decimal("nan")
        if not exact.is_finite() or exact.adjusted() + self.places >= EXACT.prec:
            raise ValueError(f"{operation} of {', '.join(map(str, entered))}: no number that could be written down")
        result = type(self)(self.rounded(exact))
        result.operation, result.operands = operation, entered
        return result

    def _unchanged(self, operation: str, left: Any, right: Any) -> bool:
        side, bare = ("left", left) if right is self else ("right", right)
        return not isinstance(bare, FixedPoint) and CHANGES_NOTHING.get((operation, bare)) in (side, "both")

    def _enter(self, operand: Any) -> FixedPoint:
        if isinstance(operand, FixedPoint) and type(operand) is not type(self):
            raise TypeError(f"{self!r} and {operand!r} are rounded differently")
        return operand if isinstance(operand, FixedPoint) else type(self)(operand)

    @classmethod
    def rounded(cls, exact: Decimal) -> Decimal:
        """A result as this kind of number writes it down."""
        if -exact.as_tuple().exponent > cls.places:  # type: ignore[operator]
            exact = exact.quantize(Decimal(1).scaleb(-cls.places), cls.rounding, EXACT)
        return exact if exact else abs(exact)

    def _compare(self, other: Any) -> Any:
        if not isinstance(other, FixedPoint | numbers.Number):
            return NotImplemented
        try:
            entered = self._enter(other)
        except ValueError:  # infinity, say, which equals no decimal number
            return NotImplemented
        return EXACT.compare(self.value, entered.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __str__(self) -> str:
        return f"{self.value:f}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self}')"


def _decimal(value: Any) -> Decimal:
    """The decimal number that a person reads in the value."""
    if isinstance(value, FixedPoint):
        return value.value
    if not isinstance(value, str | numbers.Number):
        raise TypeError(f"value: expected a number, got {value!r}")
    try:
        number = Decimal(value if isinstance(value, Decimal) else str(int(value) if isinstance(value, bool) else value))
    except InvalidOperation:
        raise ValueError(f"value: expected a decimal number, got {value!r}") from None
    if not number.is_finite():
        raise ValueError(f"value: expected a finite decimal number, got {value!r}")
    return number
