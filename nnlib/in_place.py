"""One training step in place, for speed. The results are those of `forward`, `backward` and `sgd_step`, to the
last bit.

Three things make it faster. All parameters are views of one vector, and all gradients are views of another, so two
operations update everything. Results go into arrays that exist already. And a result that is no longer needed is
overwritten.
"""

import functools
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from nnlib.activations import RELU_SIN, Activation
from nnlib.network import Array, Parameters
from nnlib.outputs import SAFE, SOFTMAX, Output, softmax

Step = Callable[[Array, Array, Any], None]


def make_step(
    params: Parameters, activation: Activation = RELU_SIN, output: Output = SOFTMAX
) -> tuple[Parameters, Step]:
    """A copy of the parameters, in one vector, and the function that updates it in place: step(x, y, rate).

    Nothing is checked. All arrays and the rate must have the same floating-point type.

    Shape: x (D, N); y (C, N), a target of the output, in the type of the parameters.
    """
    theta, gradient = (np.concatenate([part.ravel() for part in params]) for _ in range(2))
    W1, b1, W2, b2 = mine = _views(theta, params)
    dW1, db1, dW2, db2 = _views(gradient, params)
    C, K = W2.shape
    is_usual = (output.f, output.delta) == (SOFTMAX.f, SOFTMAX.delta)
    become_slopes = _probabilities_minus_target if is_usual else _slopes_of(output)

    @functools.cache
    def ready(N: int) -> tuple[Array, Array, Array, Array, Activation]:
        """For batches of this size: the divisor, arrays for the results, and the activation.

        The divisor is an array, because dividing by an array is faster than dividing by a number. With a single
        example the deltas are the gradients of the biases.
        """
        empty = functools.partial(np.empty, dtype=theta.dtype)
        functions = _relu_sin_in_place((K, N), theta.dtype) if activation == RELU_SIN else activation
        deltas = (empty((K, N)), empty((C, N))) if N > 1 else (db1, db2)
        return np.array(output.divisor(N), theta.dtype), empty((K, N)), *deltas, functions

    def step(x: Array, y: Array, rate: Any) -> None:
        divisor, Z1, delta1, delta2, (f, f_prime) = ready(x.shape[1])
        np.matmul(W1, x, out=Z1)
        Z1 += b1
        H = f(Z1)
        np.matmul(W2, H, out=delta2)
        delta2 += b2
        become_slopes(delta2, y)
        if delta2 is not db2:
            delta2 /= divisor
            np.add.reduce(delta2, axis=1, keepdims=True, out=db2)
        np.matmul(delta2, H.T, out=dW2)
        np.matmul(W2.T, delta2, out=delta1)
        delta1 *= f_prime(Z1)
        if delta1 is not db1:
            np.add.reduce(delta1, axis=1, keepdims=True, out=db1)
        np.matmul(delta1, x.T, out=dW1)
        np.multiply(gradient, rate, out=gradient)
        np.subtract(theta, gradient, out=theta)

    return mine, step


def _views(vector: Array, params: Parameters) -> Parameters:
    """The vector's parts, in the shapes of the parameters."""
    ends = np.cumsum([part.size for part in params])[:-1]
    parts = zip(np.split(vector, ends), params, strict=True)
    return Parameters(*(part.reshape(like.shape) for part, like in parts))


def _relu_sin_in_place(shape: tuple[int, int], dtype: Any) -> Activation:
    """`f` and `f_prime` for arrays of one shape. They write into arrays that the next call overwrites.

    The zeros are an array, because NumPy takes the maximum of two arrays faster than that of an array and a number.
    """
    zeros, zero = np.zeros(shape, dtype), np.zeros((), dtype)
    H, wave, positive = np.empty(shape, dtype), np.empty(shape, dtype), np.empty(shape, bool)

    def f(z: Array) -> Array:
        np.maximum(z, zeros, out=H)
        return np.add(H, np.sin(z, out=wave), out=H)

    def f_prime(z: Array) -> Array:
        np.greater(z, zero, out=positive)
        return np.add(positive, np.cos(z, out=wave), out=wave)

    return Activation(f, f_prime)


def _slopes_of(output: Output) -> Callable[[Array, Array], None]:
    def become_slopes(Z2: Array, y: Array) -> None:
        Z2[...] = output.delta(SimpleNamespace(Z2=Z2, y_hat=output.f(Z2)), y)

    return become_slopes


def _probabilities_minus_target(Z2: Array, y: Array) -> None:
    """The softmax minus the target, in place. An entry that is not a finite number becomes nan."""
    if np.vdot(Z2, Z2) <= SAFE**2:
        np.exp(Z2, out=Z2)
        Z2 /= np.add.reduce(Z2, axis=0)
    else:
        Z2[...] = softmax(Z2)[2]
    Z2 -= y
