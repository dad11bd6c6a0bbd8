r"""The network: two layers, their gradients, one step of SGD. Written once, for every kind of number.

Columns are examples: with D inputs, K hidden units, C classes and N examples, x is (D, N) and y is (C, N).
Only operators and NumPy's own functions appear below. They work on arrays of floats, real or complex, of 32 bits or
more, and on object arrays whose elements have `+ - * /`, comparisons and `exp sin cos log tanh`. Parameters of any
other type are refused, and the error names the type: float16, say, whose exponentials overflow at 12, or integers.

The formulas: I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), sections 6.2.2 and 6.5.
"""

from typing import Any, NamedTuple

from nnlib import arguments, checks
from nnlib.activations import f, f_prime
from nnlib.arguments import Array, Function
from nnlib.outputs import SOFTMAX, Output

__all__ = ["Array", "Backward", "Function", "Parameters", "Trace", "backward", "cross_entropy", "forward", "loss",
           "sgd_step", "unchecked_loss"]  # fmt: skip


class Parameters(NamedTuple):
    """The numbers that the network learns. A gradient has the same parts.

    Shape: W1 (K, D), b1 (K, 1), W2 (C, K), b2 (C, 1).
    """

    W1: Array
    b1: Array
    W2: Array
    b2: Array


class Trace(NamedTuple):
    """The results of the forward pass, in the order in which they are computed.

    Shape: x (D, N); Z1, H (K, N); Z2, y_hat (C, N).
    """

    x: Array
    Z1: Array
    H: Array
    Z2: Array
    y_hat: Array


class Backward(NamedTuple):
    """The results of the backward pass, in the order in which they are computed.

    dH is W2ᵀ delta2, and f_prime is f'(Z1).

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


def forward(params: Parameters, x: Array, f: Function = f, output: Output = SOFTMAX) -> Trace:
    """The forward pass, with every intermediate result. If you choose another f, give `backward` its f_prime.

    Shape: x (D, N).
    Raises: TypeError or ValueError if a shape does not fit or an entry is not a finite number.
    """
    checks.forward(params, x)
    arguments.function("f", f)
    arguments.output(output)
    Z1 = params.W1 @ x + params.b1
    H = f(Z1)
    arguments.entrywise("f", H, Z1)
    Z2 = params.W2 @ H + params.b2
    return Trace(x, Z1, H, Z2, output.f(Z2))


def cross_entropy(trace: Trace, y: Array) -> Any:
    """The assignment's loss: the mean over the columns of -log(y_hat) at the right class. The logarithm is natural.

    Where that probability is too small for its kind of number, its logarithm is computed from the logits. So on floats
    the loss is right for any finite Z2. On paper it is as accurate as rounded probabilities allow.

    Shape: y (C, N), one-hot -> a single number.
    Raises: TypeError or ValueError if y is not one-hot or does not fit, or if the type cannot hold the loss.
    """
    return loss(trace, y, SOFTMAX)


def loss(trace: Trace, y: Array, output: Output) -> Any:
    """The loss that goes with an output: the mean, or the sum, over the columns.

    Shape: y (C, N) -> a single number.
    Raises: TypeError or ValueError if y is not a target of this output or does not fit, or if the type cannot hold
    the loss.
    """
    checks.target(trace, y, output)
    return unchecked_loss(trace, y, output)


def unchecked_loss(trace: Trace, y: Array, output: Output) -> Any:
    """The result of `loss`, for arguments that have been checked already."""
    return output.losses(trace, y).sum() / output.divisor(y.shape[1])


def backward(
    params: Parameters, trace: Trace, y: Array, f_prime: Function = f_prime, output: Output = SOFTMAX
) -> Backward:
    """The backward pass, which goes through the forward pass line by line, from the last line to the first.

    Shape: y (C, N), a target of the output.
    Raises: TypeError or ValueError if y is not such a target or a shape does not fit.
    """
    checks.backward(params, trace, y, output)
    arguments.function("f_prime", f_prime)
    y = y.astype(trace.y_hat.dtype, copy=False)  # integers would widen float32
    delta2 = output.delta(trace, y) / output.divisor(y.shape[1])
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

    Raises: TypeError or ValueError if a shape does not fit or the rate is not a finite number of at least 0.
    """
    checks.sgd_step(params, gradients, learning_rate)
    dtype = params.W1.dtype
    rate = learning_rate if dtype.kind == "O" else dtype.type(learning_rate)
    return Parameters(*[theta - rate * slope for theta, slope in zip(params, gradients, strict=True)])
