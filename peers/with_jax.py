"""The network in JAX, which differentiates Python functions of arrays, so the formulas stay as they are."""

import jax
import jax.numpy as jnp
import numpy as np

from nnlib.network import Array, Parameters

jax.config.update("jax_enable_x64", True)  # otherwise JAX turns every float64 into a float32


def loss(params: Parameters, x: Array, y: Array) -> jax.Array:
    """The loss of the network. Columns are examples, as in nnlib."""
    W1, b1, W2, b2 = params
    Z1 = W1 @ x + b1
    H = jax.nn.relu(Z1) + jnp.sin(Z1)
    Z2 = W2 @ H + b2
    return -(y * jax.nn.log_softmax(Z2, axis=0)).sum(axis=0).mean()


def step(params: Parameters, x: Array, y: Array, learning_rate: float) -> tuple[Array, Parameters, Parameters]:
    """The loss, the gradients, and the parameters after one step of SGD."""
    value, gradients = jax.value_and_grad(loss)(params, x, y)
    new = jax.tree.map(lambda theta, slope: theta - learning_rate * slope, params, gradients)
    return np.asarray(value), jax.tree.map(np.asarray, gradients), jax.tree.map(np.asarray, new)
