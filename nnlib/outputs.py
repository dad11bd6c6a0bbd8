"""What the output layer makes of its logits, the loss that judges it, and the slope of that loss at the logits.

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
    """What a loss reads of a trace. Shape: (C, N) each."""

    @property
    def Z2(self) -> Array: ...

    @property
    def y_hat(self) -> Array: ...


Judge = Callable[[Predictions, Array], Array]
"""Takes a trace and y."""


class Output(NamedTuple):
    """A function of the logits, the loss that judges it, and beside that loss its derivative with respect to Z2.

    `losses` has an entry for each column, or for each entry of y; `delta` is the slope of their sum. `target` is the
    kind of y that the loss takes: "one-hot", "0 or 1" or "numbers". `right` says of each column whether it names the
    right class; nan, where no class is named. The loss of a batch is the mean over its columns, or the sum:
    `reduction`.
    """

    f: Function
    losses: Judge
    delta: Judge
    target: str
    right: Callable[[Array, Array], Array]
    reduction: str = "mean"

    def divisor(self, N: int) -> int:
        """What the sum over N columns is divided by."""
        return N if self.reduction == "mean" else 1


def softmax(z: Array) -> tuple[Array, Array, Array]:
    """The exponentials of z, their sum over each column, and the probabilities: the one over the other.

    Where a column's largest entry lies outside [-SAFE, SAFE], the column is first shifted to the nearer end. The
    shift multiplies numerator and denominator by the same factor, so the probabilities stay what they are.

    Shape: z (C, N) -> (C, N), (N,), (C, N).
    Raises: TypeError, when z is not an array of numbers.
    """
    arguments.entries("z", z)
    e_z = np.exp(_shifted(z))
    sum_e_z = e_z.sum(axis=0)
    return e_z, sum_e_z, e_z / sum_e_z


def cross_entropies(trace: Predictions, y: Array) -> Array:
    """-log(y_hat) at the right class of each column; of a tiny probability, log(sum) minus its logit.

    Shape: -> (N,).
    """
    right = y.T == 1
    y_hat_right = trace.y_hat.T[right]
    if y_hat_right.min() < TINY:
        return -_logs(y_hat_right, _shifted(trace.Z2).T[right] - np.log(softmax(trace.Z2)[1]))
    losses: Array = -np.log(y_hat_right)
    return losses


def binary_cross_entropies(trace: Predictions, y: Array) -> Array:
    """-log(y_hat) where y is 1, -log(1 - y_hat) where it is 0; of a tiny probability, the logit or its negative.

    Shape: -> (C, N).
    """
    Z2, y_hat = trace.Z2, trace.y_hat
    # A float 1 - y_hat loses digits near 1, the sigmoid of -Z2 does not. On paper one subtracts.
    other = 1 - y_hat if y_hat.dtype.kind == "O" else sigmoid(-Z2)
    return -_logs(np.where(y == 1, y_hat, other), np.where(y == 1, Z2, -Z2))


def y_hat_minus_y(trace: Predictions, y: Array) -> Array:
    """The slope of both cross-entropies at the logits. Shape: -> (C, N)."""
    return trace.y_hat - y


def half_squares(y_hat: Array, y: Array) -> Array:
    """Half of the square of each error, y_hat - y."""
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
    """An activation of the logits, judged by squares. By the chain rule its slope comes in, unless it is 1."""

    def losses(trace: Predictions, y: Array) -> Array:
        return loss.f(trace.y_hat, y)

    def delta(trace: Predictions, y: Array) -> Array:
        slope = loss.f_prime(trace.y_hat, y)
        return slope if activation.f is identity else slope * activation.f_prime(trace.Z2)

    return Output(activation.f, losses, delta, "numbers", _no_class)


def _logs(probabilities: Array, of_tiny: Array) -> Array:
    """The logarithm of each probability; of a tiny one, its entry of `of_tiny`."""
    logs = of_tiny.copy()
    large = probabilities >= TINY
    logs[large] = np.log(probabilities[large])
    return logs


def _probabilities(z: Array) -> Array:
    return softmax(z)[2]


def _shifted(z: Array) -> Array:
    """Logits with each column's largest entry moved to SAFE from above, or to -SAFE from below; between, as it is."""
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
"""What an output layer can do, and the loss that judges it, by their names."""
