"""The activations: functions that a layer applies entry by entry, each with its derivative."""

from typing import NamedTuple

import numpy as np

from nnlib import arguments
from nnlib.arguments import Array, Function


class Activation(NamedTuple):
    """A function that is applied entry by entry, and its derivative."""

    f: Function
    f_prime: Function


def f(z: Array) -> Array:
    """The assignment's hidden activation, ReLU(z) + sin(z), entry by entry. Angles are in radians."""
    z = arguments.entries("z", z)
    return np.maximum(z, 0) + np.sin(z)


def f_prime(z: Array) -> Array:
    """The derivative of `f`: 1 + cos(z) for z > 0, cos(z) for z <= 0.

    At the kink, z = 0, ReLU has no derivative. By convention its slope there counts as 0, as in PyTorch.
    """
    z = arguments.entries("z", z)
    return (z > 0) + np.cos(z)


def relu(z: Array) -> Array:
    """ReLU alone: z for z > 0, and 0 for z <= 0."""
    z = arguments.entries("z", z)
    return _in_kind(np.maximum(z, 0), z)


def relu_prime(z: Array) -> Array:
    """The derivative of `relu`: 1 for z > 0, 0 for z <= 0, by the same convention at the kink as `f_prime`."""
    z = arguments.entries("z", z)
    return _in_kind(np.asarray(z) > 0, z)


LEAK = 0.01
"""The slope of the leaky ReLU below 0, as in PyTorch and in A. L. Maas, A. Y. Hannun, A. Y. Ng (2013)."""


def leaky_relu(z: Array) -> Array:
    """The leaky ReLU: z for z > 0, and a hundredth of z for z <= 0."""
    z = arguments.entries("z", z)
    return np.where(np.asarray(z) > 0, z, LEAK * z)


def leaky_relu_prime(z: Array) -> Array:
    """The derivative of `leaky_relu`: 1 for z > 0, a hundredth for z <= 0."""
    z = arguments.entries("z", z)
    return _in_kind(np.where(np.asarray(z) > 0, 1, LEAK), z)


def sigmoid(z: Array) -> Array:
    """The logistic function, 1 / (1 + exp(-z))."""
    z = arguments.entries("z", z)
    with np.errstate(over="ignore"):  # 1 / inf is 0, which is right
        return 1 / (1 + np.exp(-z))


def sigmoid_prime(z: Array) -> Array:
    """The derivative of `sigmoid`: h (1 - h), where h is the sigmoid of z."""
    h = sigmoid(z)
    return h * (1 - h)  # type: ignore[no-any-return]


def tanh(z: Array) -> Array:
    """The hyperbolic tangent."""
    z = arguments.entries("z", z)
    return np.tanh(z)


def tanh_prime(z: Array) -> Array:
    """The derivative of `tanh`: 1 - h², where h is the tanh of z."""
    h = tanh(z)
    return 1 - h * h


def identity(z: Array) -> Array:
    """No activation: z itself."""
    z = arguments.entries("z", z)
    return z


def identity_prime(z: Array) -> Array:
    """The derivative of `identity`: 1 everywhere."""
    z = arguments.entries("z", z)
    return _in_kind(np.ones(np.shape(z)), z)


def _in_kind(values: Array, z: Array) -> Array:
    """The values in the type of z. In an array of objects a plain 0 or 1 becomes a number of the class of z's entry."""
    dtype = np.asarray(z).dtype
    if dtype.kind != "O":
        return values.astype(dtype, copy=False)
    become = np.frompyfunc(lambda value, like: value if isinstance(value, type(like)) else type(like)(value), 2, 1)
    numbers: Array = become(values, z)
    return numbers


RELU_SIN = Activation(f, f_prime)
RELU = Activation(relu, relu_prime)
LEAKY_RELU = Activation(leaky_relu, leaky_relu_prime)
SIGMOID = Activation(sigmoid, sigmoid_prime)
TANH = Activation(tanh, tanh_prime)
IDENTITY = Activation(identity, identity_prime)

ACTIVATIONS = {
    "relu + sin": RELU_SIN,
    "relu": RELU,
    "leaky relu": LEAKY_RELU,
    "sigmoid": SIGMOID,
    "tanh": TANH,
    "none": IDENTITY,
}
"""The activations that a hidden layer can have, by name."""
