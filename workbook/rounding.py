"""Other ways of rounding: the same computation, done again from the operations that its numbers remember."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_DOWN, Decimal
from typing import Any

import numpy as np

from nnlib.network import Array
from nnlib.numbers import FixedPoint
from nnlib.numbers.fixed_point import OPERATIONS


def differing(paper: Mapping[str, Array], other: Mapping[str, Array]) -> int:
    """How many entries differ between two sheets. Both consist of FixedPoint numbers with the same number of places."""
    return sum(
        ours.value != theirs.value
        for name in paper
        for ours, theirs in zip(np.ravel(paper[name]), np.ravel(other[name]), strict=True)
    )


def once_at_the_end(quantities: Mapping[str, Array]) -> dict[str, Array]:
    """The quantities, computed with more places or as floats, and rounded as on paper only at the end."""

    def write(number: Any) -> FixedPoint:
        return FixedPoint(FixedPoint.rounded(FixedPoint(number).value))

    return {
        name: np.array([write(number) for number in np.ravel(quantity)], object).reshape(np.shape(quantity))
        for name, quantity in quantities.items()
    }


def roundings(quantities: Mapping[str, Array]) -> list[tuple[FixedPoint, Decimal]]:
    """Each result that had to be rounded, with its exact value. The same operation on the same numbers counts once.

    Args: as for `only_named_results_rounded`.
    """
    waiting = [number for quantity in quantities.values() for number in quantity.flat]
    first, seen, found = _first_of_its_kind(), set(), []
    while waiting:
        number = first(waiting.pop())
        if number.operation is None or id(number) in seen:
            continue
        seen.add(id(number))
        waiting += number.operands
        result = OPERATIONS[number.operation](*(operand.value for operand in number.operands))
        if result != number.value:
            found.append((number, result))
    return found


def is_tie(exact: Decimal) -> bool:
    """Whether an exact result lies exactly halfway between two numbers that can be written down."""
    return FixedPoint.rounded(exact) != FixedPoint.with_rounding(FixedPoint.places, ROUND_HALF_DOWN).rounded(exact)


def only_named_results_rounded(quantities: Mapping[str, Array]) -> dict[str, Array]:
    """The quantities computed again: exact within each named result, which is rounded when it is written down.

    The same operation on the same numbers is one result: a sine with a name is rounded wherever it is used.

    Args: quantities by name, of FixedPoint numbers that remember how they were computed.
    """
    first, worked = _first_of_its_kind(), dict[int, Decimal]()
    named = {id(first(number)) for quantity in quantities.values() for number in quantity.flat}

    def work(number: FixedPoint) -> Decimal:
        number = first(number)
        if number.operation is None:
            return number.value
        if id(number) not in worked:
            exact = OPERATIONS[number.operation](*map(work, number.operands))
            worked[id(number)] = type(number).rounded(exact) if id(number) in named else exact
        return worked[id(number)]

    return {
        name: np.array([FixedPoint(work(number)) for number in quantity.flat], object).reshape(quantity.shape)
        for name, quantity in quantities.items()
    }


def _first_of_its_kind() -> Callable[[FixedPoint], FixedPoint]:
    """A function that gives, for each number, the first that was computed by the same operation on the same numbers."""
    made: dict[tuple[Any, ...], FixedPoint] = {}

    def first(number: FixedPoint) -> FixedPoint:
        if number.operation is None:
            return number
        return made.setdefault((number.operation, *(id(first(operand)) for operand in number.operands)), number)

    return first
