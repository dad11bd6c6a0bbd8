"""The operators of every kind of number, written once."""

from abc import ABC, abstractmethod
from typing import Any


class Number(ABC):
    """A number that NumPy's object arrays can compute with.

    A kind of number says in `_operate` how an operation is carried out, and in `_compare` how two numbers are ordered.
    When `np.exp` or another such function gets an object array, NumPy calls the method of that name on each element.
    """

    __slots__ = ()

    @abstractmethod
    def _operate(self, operation: str, *operands: Any) -> Any:
        """Carry out one of `+ - * / neg exp sin cos log tanh` on one or two operands, one of which is self."""

    @abstractmethod
    def _compare(self, other: Any) -> Any:
        """A negative number if self is less than other, zero if they are equal, and otherwise a positive number."""

    def __add__(self, other: Any) -> Any:
        return self._operate("+", self, other)

    def __radd__(self, other: Any) -> Any:
        return self._operate("+", other, self)

    def __sub__(self, other: Any) -> Any:
        return self._operate("-", self, other)

    def __rsub__(self, other: Any) -> Any:
        return self._operate("-", other, self)

    def __mul__(self, other: Any) -> Any:
        return self._operate("*", self, other)

    def __rmul__(self, other: Any) -> Any:
        return self._operate("*", other, self)

    def __truediv__(self, other: Any) -> Any:
        return self._operate("/", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._operate("/", other, self)

    def __neg__(self) -> Any:
        return self._operate("neg", self)

    def exp(self) -> Any:
        return self._operate("exp", self)

    def sin(self) -> Any:
        return self._operate("sin", self)

    def cos(self) -> Any:
        return self._operate("cos", self)

    def log(self) -> Any:
        return self._operate("log", self)

    def tanh(self) -> Any:
        return self._operate("tanh", self)

    def __lt__(self, other: Any) -> Any:
        return self._order(other, lambda sign: sign < 0)

    def __le__(self, other: Any) -> Any:
        return self._order(other, lambda sign: sign <= 0)

    def __gt__(self, other: Any) -> Any:
        return self._order(other, lambda sign: sign > 0)

    def __ge__(self, other: Any) -> Any:
        return self._order(other, lambda sign: sign >= 0)

    def __eq__(self, other: object) -> Any:
        return self._order(other, lambda sign: sign == 0)

    def _order(self, other: Any, holds: Any) -> Any:
        sign = self._compare(other)
        return NotImplemented if sign is NotImplemented else holds(sign)
