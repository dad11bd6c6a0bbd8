"""What several kinds of number need: Python's own operations, and Python's own numbers."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

ARITHMETIC: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "neg": operator.neg,
}
"""The operations that Python itself has."""


def as_python(value: Any) -> Any:
    """A NumPy scalar as a Python number, and a Boolean as an integer. Anything else is returned as it is."""
    value = value.item() if isinstance(value, np.generic) else value
    return int(value) if isinstance(value, bool) else value
