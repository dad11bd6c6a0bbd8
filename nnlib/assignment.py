"""The assignment: its network, and its given numbers, exactly as it prints them and in this one place.

For a book on another assignment, change the values at the top of this file, and nothing else.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nnlib.network import Array, Parameters

title = "One small network, worked to the last digit"
without: tuple[str, ...] = ()
"""Chapters that are left out, such as "speed"."""

in_print = True
"""Whether its results are in print, as in gates/sheet.txt. If not, the gates calculate them without this code."""

hidden = "relu + sin"
output = "softmax"
loss = "cross-entropy"
"""The network, by the names in `nnlib.activations.ACTIVATIONS` and `nnlib.outputs.OUTPUTS`."""

W1 = """
    0.1  -0.2   0.3   0.4
    0.5  -0.3   0.1  -0.2
    0.4   0.2  -0.5   0.3
"""
b1 = """
    0.1
   -0.1
    0.05
"""
W2 = """
   -0.3   0.2   0.1
    0.4  -0.5   0.3
"""
b2 = """
    0.05
   -0.05
"""
x = """
    1
   -1
    0.5
    2
"""
y = """
    1
    0
"""
learning_rate = "0.001"


class Givens(NamedTuple):
    """The given numbers of a problem: the parameters, one example (x, y), and the learning rate."""

    params: Parameters
    x: Array
    y: Array
    learning_rate: Any


def givens(number: Callable[[str], Any] = float) -> Givens:
    """The given numbers of the assignment, as numbers of the kind that you ask for.

    >>> givens().params.b1.T
    array([[ 0.1 , -0.1 ,  0.05]])

    Args: a function that turns a decimal string into a number, such as float, numpy.float32, complex or FixedPoint.
    Shape: W1 (K, D), b1 (K, 1), W2 (C, K), b2 (C, 1), x (D, 1), y (C, 1).
    """

    def matrix(text: str) -> Array:
        return np.array([[number(entry) for entry in row.split()] for row in text.strip().splitlines()])

    params = Parameters(matrix(W1), matrix(b1), matrix(W2), matrix(b2))
    return Givens(params, matrix(x), matrix(y), number(learning_rate))
