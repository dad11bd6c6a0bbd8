"""Other ways to round: the same computation, worked again from what its numbers remember."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from nnlib.network import Array
from nnlib.numbers import FixedPoint
from nnlib.numbers.fixed_point import OPERATIONS


def only_named_results_rounded(quantities: Mapping[str, Array]) -> dict[str, Array]:
    """The quantities worked again: exact inside each named result, which is rounded when it is written down.

    Args: quantities by name, of FixedPoint numbers that know how they were made.
    """
    named = {id(number) for quantity in quantities.values() for number in quantity.flat}
    worked: dict[int, Decimal] = {}

    def work(number: FixedPoint) -> Decimal:
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
