"""The least that a training step must compute: its five matrix products, and one pass of each elementwise function."""

from collections.abc import Callable

import numpy as np

from nnlib.network import Array, Parameters


def floor(params: Parameters, x: Array, y: Array) -> Callable[[], None]:
    """A function that does just that, and writes into arrays that exist already. Its results mean nothing."""
    W1, _, W2, _ = params
    Z1, Z2, dH, dW1, dW2 = (np.empty_like(part) for part in (W1 @ x, y, W1 @ x, W1, W2))
    H, slope, zeros, delta1, delta2, e_Z2 = (np.ones_like(part) for part in (Z1, Z1, Z1, Z1, y, y))
    zeros[...] = 0

    def step_once() -> None:
        np.matmul(W1, x, out=Z1)
        np.maximum(Z1, zeros, out=slope)
        np.sin(Z1, out=slope)
        np.matmul(W2, H, out=Z2)
        np.exp(Z2, out=e_Z2)
        np.matmul(delta2, H.T, out=dW2)
        np.matmul(W2.T, delta2, out=dH)
        np.cos(Z1, out=slope)
        np.matmul(delta1, x.T, out=dW1)

    return step_once
