r"""The network: two layers, softmax, cross-entropy, one step of SGD. Written once, for every kind of number.

Columns are examples: with D inputs, K hidden units, C classes and N examples, x is (D, N) and y is one-hot, (C, N).
Only operators and NumPy's own functions appear below. They work on arrays of floats, real or complex, of 32 bits or
more, and on object arrays whose elements bring `+ - * /`, comparisons and `exp sin cos log`. Parameters of any other
type are refused by its name: float16, whose exponentials overflow at 12, integers and truth values among them.

The formulas: I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), sections 6.2.2 and 6.5.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nnlib import arguments, checks

Array = np.ndarray[Any, np.dtype[Any]]
Function = Callable[[Array], Array]
"""Works on each entry alone."""

SAFE = 40
"""exp(-SAFE) to exp(SAFE), and a sum of many of them, fit into float32, and so into every wider type."""

TINY = math.exp(-SAFE)
"""Below this a probability has lost digits, or has become 0."""


class Parameters(NamedTuple):
    """What the network learns; also the shape of a gradient.

    Shape: W1 (K, D), b1 (K, 1), W2 (C, K), b2 (C, 1).
    """

    W1: Array
    b1: Array
    W2: Array
    b2: Array


class Trace(NamedTuple):
    """What the forward pass computes, in its order.

    Shape: x (D, N); Z1, H (K, N); Z2, e_Z2, y_hat (C, N); sum_e_Z2 (N,).
    """

    x: Array
    Z1: Array
    H: Array
    Z2: Array
    e_Z2: Array
    sum_e_Z2: Array
    y_hat: Array


class Backward(NamedTuple):
    """What the backward pass computes, in its order. dH is W2ᵀ delta2, and f_prime is f'(Z1).

    Shape: delta2 (C, N); dH, f_prime, delta1 (K, N); dW1, db1, dW2, db2 as in `Parameters`.
    """

    delta2: Array
    dW2: Array
    db2: Array
    dH: Array
    f_prime: Array
    delta1: Array
    dW1: Array
    db1: Array

    @property
    def gradients(self) -> Parameters:
        """The gradient of the loss with respect to each parameter."""
        return Parameters(self.dW1, self.db1, self.dW2, self.db2)


def f(z: Array) -> Array:
    """The hidden activation, ReLU(z) + sin(z), entry by entry. Angles are in radians."""
    arguments.entries("z", z)
    return np.maximum(z, 0) + np.sin(z)


def f_prime(z: Array) -> Array:
    """The derivative of `f`: 1 + cos(z) for z > 0, cos(z) for z <= 0.

    At the kink, z = 0, ReLU has no derivative. The convention here is PyTorch's: its slope there counts as 0.
    """
    arguments.entries("z", z)
    return (z > 0) + np.cos(z)


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


def forward(params: Parameters, x: Array, f: Function = f) -> Trace:
    """The forward pass, with every intermediate result. Another activation f goes with its f_prime in `backward`.

    Shape: x (D, N).
    Raises: TypeError, ValueError, when a shape does not fit or an entry is not a finite number.
    """
    checks.forward(params, x)
    arguments.function("f", f)
    Z1 = params.W1 @ x + params.b1
    H = f(Z1)
    arguments.entrywise("f", H, Z1)
    Z2 = params.W2 @ H + params.b2
    e_Z2, sum_e_Z2, y_hat = softmax(Z2)
    return Trace(x, Z1, H, Z2, e_Z2, sum_e_Z2, y_hat)


def cross_entropy(trace: Trace, y: Array) -> Any:
    """The loss: the mean over the columns of -log(y_hat) at the right class. Natural logarithm.

    Where that probability is too small for its kind of number, its logarithm comes from the logits. So on floats the
    loss is right for any finite Z2; on paper, as far as rounded probabilities tell it.

    Shape: y (C, N), one-hot -> a single number.
    Raises: TypeError, ValueError, when y is not one-hot or does not fit, or when the type cannot hold the loss.
    """
    checks.target(trace, y)
    return mean_loss(trace, y)


def mean_loss(trace: Trace, y: Array) -> Any:
    """What `cross_entropy` gives, of arguments that were checked before."""
    right = y.T == 1
    y_hat_right = trace.y_hat.T[right]
    log_right = np.log(y_hat_right) if y_hat_right.min() >= TINY else _log_probabilities(trace, right)
    return -(log_right.sum() / y.shape[1]) + 0  # a loss of -0.0 becomes 0.0


def backward(params: Parameters, trace: Trace, y: Array, f_prime: Function = f_prime) -> Backward:
    """The backward pass: the forward pass line by line, from its last line to its first.

    Shape: y (C, N), one-hot.
    Raises: TypeError, ValueError, when y is not one-hot or a shape does not fit.
    """
    checks.backward(params, trace, y)
    arguments.function("f_prime", f_prime)
    y = y.astype(trace.y_hat.dtype, copy=False)  # integers would widen float32
    N = y.shape[1]
    delta2 = (trace.y_hat - y) / N
    dW2 = delta2 @ trace.H.T
    db2 = delta2.sum(axis=1, keepdims=True)
    dH = params.W2.T @ delta2
    f_prime_Z1 = f_prime(trace.Z1)
    arguments.entrywise("f_prime", f_prime_Z1, trace.Z1)
    delta1 = dH * f_prime_Z1
    dW1 = delta1 @ trace.x.T
    db1 = delta1.sum(axis=1, keepdims=True)
    return Backward(delta2, dW2, db2, dH, f_prime_Z1, delta1, dW1, db1)


def sgd_step(params: Parameters, gradients: Parameters, learning_rate: Any) -> Parameters:
    """One step of stochastic gradient descent: theta - learning_rate * dL/dtheta, as new parameters.

    Raises: TypeError, ValueError, when a shape does not fit or the rate is not a finite number, 0 or more.
    """
    checks.sgd_step(params, gradients, learning_rate)
    rate = learning_rate.item() if isinstance(learning_rate, np.generic) else learning_rate
    return Parameters(*[theta - rate * slope for theta, slope in zip(params, gradients, strict=True)])


def _log_probabilities(trace: Trace, right: Array) -> Array:
    """The logarithm of each column's probability at the right class; of a tiny one, its logit minus log(sum)."""
    y_hat_right = trace.y_hat.T[right]
    logs: Array = _shifted(trace.Z2).T[right] - np.log(trace.sum_e_Z2)
    large = y_hat_right >= TINY
    logs[large] = np.log(y_hat_right[large])
    return logs


def _shifted(z: Array) -> Array:
    """Logits with each column's largest entry moved to SAFE from above, or to -SAFE from below; between, as it is."""
    if z.dtype.kind == "f" and np.vdot(z, z) <= SAFE**2:  # then no entry lies outside
        return z
    top = z.max(axis=0)
    return z - (np.maximum(top - SAFE, 0) + np.minimum(top + SAFE, 0))  # type: ignore[no-any-return]
