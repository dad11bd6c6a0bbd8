"""The network in HIPS autograd, which records what NumPy does and differentiates the record."""

import autograd
import autograd.numpy as np

from nnlib.network import Array, Parameters


def loss(params: Parameters, x: Array, y: Array) -> Array:
    """The network written a second time, from the assignment's formulas. Columns are examples, as in nnlib."""
    W1, b1, W2, b2 = params
    Z1 = np.dot(W1, x) + b1
    H = np.maximum(Z1, 0) + np.sin(Z1)
    Z2 = np.dot(W2, H) + b2
    y_hat = np.exp(Z2) / np.sum(np.exp(Z2), axis=0)
    value: Array = -np.sum(y * np.log(y_hat)) / x.shape[1]
    return value


def step(params: Parameters, x: Array, y: Array, learning_rate: float) -> tuple[Array, Parameters, Parameters]:
    """The loss, the gradients, and the parameters after one step of SGD."""
    gradients = Parameters(*autograd.grad(loss)(tuple(params), x, y))
    new = Parameters(*(theta - learning_rate * slope for theta, slope in zip(params, gradients, strict=True)))
    return loss(params, x, y), gradients, new
