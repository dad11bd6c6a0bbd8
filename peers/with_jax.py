"""The network in JAX, which differentiates Python functions of arrays, so the formulas stay as they are."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np

from nnlib.network import Array, Parameters

jax.config.update("jax_enable_x64", True)  # otherwise JAX turns every float64 into a float32

HIDDEN: dict[str, Callable[[jax.Array], jax.Array]] = {
    "relu + sin": lambda z: jax.nn.relu(z) + jnp.sin(z),
    "sigmoid": jax.nn.sigmoid,
    "tanh": jnp.tanh,
}


def loss(params: Parameters, x: Array, y: Array, hidden: str = "relu + sin") -> jax.Array:
    """Columns are examples, as in nnlib."""
    W1, b1, W2, b2 = params
    H = HIDDEN[hidden](W1 @ x + b1)
    Z2 = W2 @ H + b2
    return -(y * jax.nn.log_softmax(Z2, axis=0)).sum(axis=0).mean()


def step(
    params: Parameters, x: Array, y: Array, learning_rate: float, hidden: str = "relu + sin"
) -> tuple[Array, Parameters, Parameters]:
    """The loss, the gradients, and the parameters after one step of SGD."""
    value, gradients = jax.value_and_grad(loss)(params, x, y, hidden)
    new = jax.tree.map(lambda theta, slope: theta - learning_rate * slope, params, gradients)
    return np.asarray(value), jax.tree.map(np.asarray, gradients), jax.tree.map(np.asarray, new)
