"""Outputs: a function of the logits, the loss that goes with it, and the derivative of that loss with respect to Z2.

The formulas: I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), section 6.2.2.
"""

import math
from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from nnlib import arguments
from nnlib.activations import IDENTITY, SIGMOID, TANH, Activation, identity, sigmoid
from nnlib.arguments import Array, Function

SAFE = 40
"""exp(-SAFE) to exp(SAFE), and a sum of many of them, fit into float32, and so into every wider type."""

TINY = math.exp(-SAFE)
"""Below this a probability has lost digits, or has become 0."""


class Predictions(Protocol):
    """The parts of a trace that a loss uses. Shape: (C, N) each."""

    @property
    def Z2(self) -> Array: ...

    @property
    def y_hat(self) -> Array: ...


Judge = Callable[[Predictions, Array], Array]
"""A function of a trace and y."""


class Output(NamedTuple):
    """A function of the logits, the loss that goes with it, and the derivative of that loss with respect to Z2.

    `losses` gives an entry for each column, or for each entry of y; `delta` gives the slope of their sum. `target` is
    the kind of y that the loss takes: "one-hot", "0 or 1" or "numbers". `right` says for each column whether it names
    the right class, and gives nan where no class is named. `reduction` says whether the loss of a batch is the "mean"
    over its columns, or the "sum".
    """

    f: Function
    losses: Judge
    delta: Judge
    target: str
    right: Callable[[Array, Array], Array]
    reduction: str = "mean"

    def divisor(self, N: int) -> int:
        """The number by which the sum over N columns is divided."""
        return N if self.reduction == "mean" else 1


def softmax(z: Array) -> tuple[Array, Array, Array]:
    """The exponentials of z, their sum over each column, and the probabilities: each exponential divided by its sum.

    If a column's largest entry lies outside [-SAFE, SAFE], the column is first shifted so that this entry lies at the
    nearer end. The shift multiplies numerator and denominator by the same factor, so the probabilities do not change.

    Shape: z (C, N) -> (C, N), (N,), (C, N).
    Raises: TypeError if z is not an array of numbers.
    """
    if type(z) is not np.ndarray:
        arguments.shape("z", z, ("C", "N"))
    z = arguments.entries("z", z)
    e_z = np.exp(_shifted(z))
    sum_e_z = e_z.sum(axis=0)
    return e_z, sum_e_z, e_z / sum_e_z


def cross_entropies(trace: Predictions, y: Array) -> Array:
    """-log(y_hat) at the right class of each column; for a tiny probability, log(sum_e_Z2) minus its logit.

    Shape: -> (N,).
    """
    right = y.T == 1
    y_hat_right = trace.y_hat.T[right]
    if y_hat_right.min() < TINY:
        return -_logs(y_hat_right, _shifted(trace.Z2).T[right] - np.log(softmax(trace.Z2)[1]))
    losses: Array = -np.log(y_hat_right)
    return losses


def binary_cross_entropies(trace: Predictions, y: Array) -> Array:
    """-log(y_hat) where y is 1, -log(1 - y_hat) where y is 0; for a tiny probability, -Z2 or Z2.

    Shape: -> (C, N).
    """
    Z2, y_hat = trace.Z2, trace.y_hat
    # On floats 1 - y_hat loses digits where y_hat is near 1, and the sigmoid of -Z2 does not. On paper we subtract.
    other = 1 - y_hat if y_hat.dtype.kind == "O" else sigmoid(-Z2)
    return -_logs(np.where(y == 1, y_hat, other), np.where(y == 1, Z2, -Z2))


def y_hat_minus_y(trace: Predictions, y: Array) -> Array:
    """The derivative of either cross-entropy with respect to Z2. Shape: -> (C, N)."""
    return trace.y_hat - y


def half_squares(y_hat: Array, y: Array) -> Array:
    """Half the square of each error, y_hat - y."""
    error = y_hat - y
    return error * error / 2  # type: ignore[no-any-return]


def half_squares_prime(y_hat: Array, y: Array) -> Array:
    """The derivative of `half_squares` with respect to y_hat."""
    return y_hat - y


def squares(y_hat: Array, y: Array) -> Array:
    """The square of each error, y_hat - y."""
    error = y_hat - y
    return error * error  # type: ignore[no-any-return]


def squares_prime(y_hat: Array, y: Array) -> Array:
    """The derivative of `squares` with respect to y_hat."""
    return 2 * (y_hat - y)


class Squares(NamedTuple):
    """A loss of predictions and targets, entry by entry, and its derivative."""

    f: Callable[[Array, Array], Array]
    f_prime: Callable[[Array, Array], Array]


HALF_SQUARES = Squares(half_squares, half_squares_prime)
SQUARES = Squares(squares, squares_prime)


def squared_error(activation: Activation, loss: Squares) -> Output:
    """An activation with a squared-error loss. Its derivative is a factor of delta, by the chain rule."""

    def losses(trace: Predictions, y: Array) -> Array:
        return loss.f(trace.y_hat, y)

    def delta(trace: Predictions, y: Array) -> Array:
        slope = loss.f_prime(trace.y_hat, y)
        return slope if activation.f is identity else slope * activation.f_prime(trace.Z2)

    return Output(activation.f, losses, delta, "numbers", _no_class)


def _logs(probabilities: Array, of_tiny: Array) -> Array:
    """The logarithm of each probability; for a tiny one, its entry in `of_tiny`."""
    logs = of_tiny.copy()
    large = probabilities >= TINY
    logs[large] = np.log(probabilities[large])
    return logs


def _probabilities(z: Array) -> Array:
    return softmax(z)[2]


def _shifted(z: Array) -> Array:
    """The logits. A column whose largest entry is outside [-SAFE, SAFE] is shifted so that it is at the nearer end."""
    if z.dtype.kind == "f" and np.vdot(z, z) <= SAFE**2:  # then no entry lies outside
        return z
    top = z.max(axis=0)
    return z - (np.maximum(top - SAFE, 0) + np.minimum(top + SAFE, 0))  # type: ignore[no-any-return]


def _largest(Z2: Array, y: Array) -> Array:
    return Z2.argmax(axis=0) == y.argmax(axis=0)  # type: ignore[no-any-return]


def _same_side(Z2: Array, y: Array) -> Array:
    return ((Z2 > 0) == (y == 1)).all(axis=0)  # type: ignore[no-any-return]


def _no_class(Z2: Array, y: Array) -> Array:
    return np.full(y.shape[1], np.nan)


SOFTMAX = Output(_probabilities, cross_entropies, y_hat_minus_y, "one-hot", _largest)
BINARY = Output(sigmoid, binary_cross_entropies, y_hat_minus_y, "0 or 1", _same_side)

OUTPUTS = {
    ("softmax", "cross-entropy"): SOFTMAX,
    ("sigmoid", "binary cross-entropy"): BINARY,
    **{
        (name, f"{prefix}squares"): squared_error(activation, loss)
        for name, activation in (("linear", IDENTITY), ("sigmoid", SIGMOID), ("tanh", TANH))
        for prefix, loss in (("half ", HALF_SQUARES), ("", SQUARES))
    },
}
"""The outputs that a network can have, by the names of the function and of its loss."""
