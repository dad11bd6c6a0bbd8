"""sin, cos and tanh of decimal numbers, which Python's `decimal` does not have.

The series for a turn, a sine and a cosine, and where they stop, are from the recipes in Python's documentation of
`decimal`.
"""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from functools import lru_cache

EXACT = Context(prec=100)
"""Enough digits for sums and products to be exact, and for everything else to be right before it is rounded."""

WAVE = Context(prec=60)
"""Enough digits for a sine: once whole turns have been removed, nothing in it is large."""


def _series(term: Decimal, following: Callable[[Decimal, int], Decimal]) -> Decimal:
    """The sum of a term and of those that follow it, until they no longer change the sum."""
    total, before, n = term, None, 0
    while total != before:
        before, n = total, n + 1
        term = following(term, n)
        total += term
    return total


def _turn() -> Decimal:
    """A full turn, as twelve times the arcsine of a half. It has twice the digits, for angles of many turns."""
    with localcontext(EXACT, prec=2 * EXACT.prec):
        return 2 * _series(Decimal(3), lambda term, n: term * (2 * n - 1) ** 2 / (8 * n * (2 * n + 1)))


TURN = _turn()


@lru_cache
def sin(angle: Decimal) -> Decimal:
    """The sine of an angle in radians, by the Taylor series, after whole turns have been removed.

    It is correct to more than fifty decimals. Recent results are remembered, because marking asks for each of them
    several times.

    Raises: decimal.InvalidOperation for an angle of more than 10 ** 100 turns.
    """
    rest = EXACT.remainder_near(angle, TURN)
    with localcontext(WAVE):
        step = -rest * rest
        return _series(rest, lambda term, n: term * step / (2 * n * (2 * n + 1))).normalize()


@lru_cache
def cos(angle: Decimal) -> Decimal:
    """The cosine of an angle in radians, computed like `sin`.

    Raises: decimal.InvalidOperation, as for `sin`.
    """
    rest = EXACT.remainder_near(angle, TURN)
    with localcontext(WAVE):
        step = -rest * rest
        return _series(Decimal(1), lambda term, n: term * step / (2 * n * (2 * n - 1))).normalize()


def tanh(number: Decimal) -> Decimal:
    """The hyperbolic tangent, from an exponential that is never large."""
    with localcontext(EXACT):
        shrunk = (-2 * abs(number)).exp()
        return ((1 - shrunk) / (1 + shrunk)).copy_sign(number)
