"""What the hidden layer does to each entry: a function, and the derivative that belongs to it."""

from typing import NamedTuple

import numpy as np

from nnlib import arguments
from nnlib.network import Array, Function, f, f_prime


class Activation(NamedTuple):
    """A function that works on each entry alone, and its derivative."""

    f: Function
    f_prime: Function


def relu(z: Array) -> Array:
    """ReLU alone: z for z > 0, and 0 for z <= 0."""
    arguments.entries("z", z)
    return _in_kind(np.maximum(z, 0), z)


def relu_prime(z: Array) -> Array:
    """The derivative of `relu`: 1 for z > 0, 0 for z <= 0, by the same convention at the kink as `f_prime`."""
    arguments.entries("z", z)
    return _in_kind(np.asarray(z) > 0, z)


def _in_kind(values: Array, z: Array) -> Array:
    """The values in z's type. In an array of objects a plain 0 or 1 becomes a number of the class that stood there."""
    dtype = np.asarray(z).dtype
    if dtype.kind != "O":
        return values.astype(dtype, copy=False)
    become = np.frompyfunc(lambda value, like: value if isinstance(value, type(like)) else type(like)(value), 2, 1)
    numbers: Array = become(values, z)
    return numbers


RELU_SIN = Activation(f, f_prime)
RELU = Activation(relu, relu_prime)
