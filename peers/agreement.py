"""How far the step of another library is from that of nnlib, in units in the last place."""

from collections.abc import Callable, Iterator

import numpy as np

from nnlib import Parameters, assignment, backward, forward, sgd_step
from nnlib.activations import RELU_SIN, Activation
from nnlib.network import Array, loss
from nnlib.outputs import SOFTMAX, Output

Step = Callable[[Parameters, Array, Array, float], tuple[Array, Parameters, Parameters]]
"""From parameters, x, y and a learning rate to the loss, the gradients and the new parameters."""

ULPS = 8
"""How many units in the last place of the largest entry a result may differ: sums are computed in a different order."""

SIZES = [(4, 3, 2, 1), (4, 3, 2, 32), (1, 1, 2, 1), (7, 20, 5, 9), (64, 128, 10, 64)]


def problems(dtype: type) -> Iterator[tuple[str, Parameters, Array, Array]]:
    """The assignment, and random networks of several sizes, in one floating-point type."""
    params, x, y, _ = assignment.givens(dtype)
    yield "the assignment", params, x, y
    for D, K, C, N in SIZES:
        rng = np.random.default_rng([D, K, C, N])
        shapes = {"W1": (K, D), "b1": (K, 1), "W2": (C, K), "b2": (C, 1)}
        drawn = {name: (rng.normal(size=shape) / np.sqrt(shape[1])).astype(dtype) for name, shape in shapes.items()}
        y = np.eye(C, dtype=dtype)[:, rng.integers(C, size=N)]
        yield f"{D}-{K}-{C} x {N}", Parameters(**drawn), rng.normal(size=(D, N)).astype(dtype), y


def target(y: Array, output: Output) -> Array:
    """A target of the kind that this output has, made from a one-hot target."""
    return y * 0.5 + 0.25 if output.target == "numbers" else y


def gap(ours: Array, theirs: Array) -> float:
    """The largest difference, in units in the last place of the largest entry."""
    return float(np.abs(ours - theirs).max() / np.spacing(np.abs(theirs).max()))


def disagreement(
    step: Step,
    params: Parameters,
    x: Array,
    y: Array,
    learning_rate: float,
    activation: Activation = RELU_SIN,
    output: Output = SOFTMAX,
) -> float:
    """The largest gap between nnlib's step and the other one, over the loss, the gradients and the new parameters."""
    trace = forward(params, x, activation.f, output)
    gradients = backward(params, trace, y, activation.f_prime, output).gradients
    their_loss, their_gradients, their_new = step(params, x, y, learning_rate)
    return max(
        gap(loss(trace, y, output), their_loss),
        gap(_vector(gradients), _vector(their_gradients)),
        gap(_vector(sgd_step(params, gradients, learning_rate)), _vector(their_new)),
    )


def _vector(parts: Parameters) -> Array:
    """All entries, as one vector: a part that is small because large terms cancel has the errors of those terms."""
    return np.concatenate([part.ravel() for part in parts])
