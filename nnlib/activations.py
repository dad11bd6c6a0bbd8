"""What the hidden layer does to each entry: a function, and the derivative that belongs to it."""

from typing import NamedTuple

import numpy as np

from nnlib.network import Array, Function, f, f_prime


class Activation(NamedTuple):
    """A function that works on each entry alone, and its derivative."""

    f: Function
    f_prime: Function


def relu(z: Array) -> Array:
    """ReLU alone: z for z > 0, and 0 for z <= 0."""
    return np.maximum(z, 0)


def relu_prime(z: Array) -> Array:
    """The derivative of `relu`: 1 for z > 0, 0 for z <= 0, by the same convention at the kink as `f_prime`."""
    slope: Array = (z > 0).astype(z.dtype)
    return slope


RELU_SIN = Activation(f, f_prime)
RELU = Activation(relu, relu_prime)
