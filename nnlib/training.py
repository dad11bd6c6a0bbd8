"""Minibatch SGD over a data set. Columns are examples: x is (D, N), and y is one-hot, (C, N)."""

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from nnlib import checks
from nnlib.activations import RELU_SIN, Activation
from nnlib.in_place import make_step
from nnlib.network import Array, Parameters, forward, mean_loss


class DivergedError(ArithmeticError):
    """The loss is no longer finite: in which epoch and batch, counted from 1, and what may help."""


class Score(NamedTuple):
    """How well the network does on a data set: the mean loss, and the share of examples that it gets right."""

    loss: float
    accuracy: float


class Trained(NamedTuple):
    """The parameters at the end, and the scores: before the first epoch, and after each."""

    params: Parameters
    history: list[Score]
    test_history: list[Score]


def he(sizes: tuple[int, int, int], seed: int, dtype: Any = np.float32) -> Parameters:
    """Parameters to start from: weights normal with variance 2 / inputs, so that signals keep their size; biases 0.

    Args: D, K and C.
    Raises: ValueError, when a size is not a whole number from 1.
    Source: K. He, X. Zhang, S. Ren, J. Sun, *Delving deep into rectifiers* (2015), section 2.2.
    """
    if not isinstance(sizes, tuple | list) or len(sizes) != 3:
        raise ValueError(f"sizes: expected three whole numbers, D, K and C, got {sizes!r}")
    for name, size in zip("DKC", sizes, strict=True):
        checks.whole(name, size, 1)
    checks.whole("seed", seed, 0)
    checks.float_type(dtype)
    D, K, C = sizes
    rng = np.random.default_rng(seed)

    def weights(units: int, inputs: int) -> Array:
        drawn: Array = (rng.normal(size=(units, inputs)) * np.sqrt(2 / inputs)).astype(dtype)
        return drawn

    return Parameters(weights(K, D), np.zeros((K, 1), dtype), weights(C, K), np.zeros((C, 1), dtype))


def one_hot(labels: Array, classes: int) -> Array:
    """A column for each label, with True at its class; classes are counted from 0.

    Shape: labels (N,) -> (C, N).
    Raises: TypeError, ValueError, when the labels are not whole numbers below the number of classes.
    """
    checks.shape("labels", labels, ("N",))
    checks.whole("classes", classes, 1)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels: expected whole numbers, got dtype {labels.dtype}")
    outside = labels[(labels < 0) | (labels >= classes)]
    if outside.size:
        raise ValueError(f"labels: expected whole numbers from 0 to {classes - 1}, got {outside[0]}")
    marked: Array = labels == np.arange(classes)[:, None]
    return marked


def score(params: Parameters, x: Array, y: Array, activation: Activation = RELU_SIN) -> Score:
    """The network's score on a data set.

    Shape: x (D, N); y (C, N), one-hot.
    Raises: TypeError, ValueError, when a shape does not fit, an entry is no finite number, or y is not one-hot.
    """
    checks.forward(params, x)
    checks.one_hot("y", y, (len(params.W2), x.shape[1]))
    checks.activation(activation)
    return _score(params, x, y, activation)


def _score(params: Parameters, x: Array, y: Array, activation: Activation) -> Score:
    trace = forward(params, x, activation.f)
    right = trace.Z2.argmax(axis=0) == y.argmax(axis=0)
    return Score(float(mean_loss(trace, y)), float(right.mean()))


def train(
    params: Parameters,
    x: Array,
    y: Array,
    *,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    seed: int,
    activation: Activation = RELU_SIN,
    test: tuple[Array, Array] | None = None,
    progress: Callable[[Iterable[int]], Iterable[int]] = iter,
) -> Trained:
    """Go through a data set again and again, each time in another order, with one step of SGD after each batch.

    All is computed in the type of the parameters given, which stay as they are. The seed decides the order. The last
    batch of an epoch takes what is left, so it may be smaller. For a progress bar: `progress=tqdm.tqdm`.

    Shape: x (D, N); y (C, N), one-hot; test is another such pair, only looked at, never learned from.
    Raises: TypeError, ValueError, when an argument does not fit; DivergedError, when the loss is no longer finite.
    """
    dtype = _check_type(params)
    if test is not None and not (isinstance(test, tuple | list) and len(test) == 2):
        raise TypeError(f"test: expected a pair (x, y), got {test!r}")
    checks.activation(activation)
    checks.function("progress", progress)
    checks.whole("seed", seed, 0)
    with np.errstate(over="ignore"):  # what the type cannot hold becomes infinite, and is refused
        sets = [tuple(_in_type(dtype, part) for part in pair) for pair in ((x, y), test) if pair is not None]
        rate = (
            dtype.type(learning_rate)
            if isinstance(learning_rate, int | float | np.floating | np.integer)
            else learning_rate
        )
    for of, (some_x, some_y) in zip(("", "test "), sets, strict=False):
        _check_set(params, some_x, some_y, of)
    checks.rate(rate)
    x, y = sets[0]
    N = x.shape[1]
    checks.whole("batch_size", batch_size, 1, N)
    checks.whole("epochs", epochs, 0)
    absent = np.flatnonzero(~y.any(axis=1))
    if absent.size:
        raise ValueError(f"y: expected an example of each class, got none of class {absent[0]}")

    examples = np.ascontiguousarray(x.T)  # rows are picked faster than columns
    rng = np.random.default_rng(seed)
    params, step = make_step(params, activation)
    history: list[Score] = []
    test_history: list[Score] = []

    def check_loss(value: float, when: str) -> None:
        if not math.isfinite(value):
            raise DivergedError(f"the loss is not finite {when}: try a smaller learning_rate than {learning_rate}")

    def look(when: str) -> None:
        if not all(np.isfinite(part).all() for part in params):
            check_loss(math.nan, when)
        for scores, (some_x, some_y) in zip((history, test_history), sets, strict=False):
            scores.append(_score(params, some_x, some_y, activation))
            check_loss(scores[-1].loss, when)

    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        look("before the first step")
        for epoch in progress(range(1, epochs + 1)):
            order = rng.permutation(N)
            for batch, start in enumerate(range(0, N, batch_size), 1):
                chosen = order[start : start + batch_size]
                step(examples[chosen].T, y.take(chosen, axis=1), rate)
                # A logit that is nan or too large makes its column of probabilities nan, and so all of b2.
                check_loss(params.b2[0, 0], f"in epoch {epoch}, batch {batch}")
            look(f"after epoch {epoch}")
    return Trained(params, history, test_history)


def _check_set(params: Parameters, x: Array, y: Array, of: str) -> None:
    C, D = len(params.W2), params.W1.shape[1]
    checks.shape(f"{of}x", x, (D, "N"))
    checks.finite(f"{of}x", x)
    checks.one_hot(f"{of}y", y, (C, x.shape[1]))


def _check_type(params: Parameters) -> Any:
    """The type of the parameters."""
    checks.parameter_shapes(params)
    types = {part.dtype for part in params}
    if len(types) > 1 or params.W1.dtype.kind != "f":
        raise TypeError(f"params: expected one floating-point type, got {', '.join(sorted(map(str, types)))}")
    checks.parameters(params)
    for name, part in params._asdict().items():
        checks.finite(name, part)
    return params.W1.dtype


def _in_type(dtype: Any, values: Array) -> Array:
    """The array in this type; what is no array of numbers is left for the checks to refuse."""
    is_numbers = isinstance(values, np.ndarray) and values.dtype.kind in "biuf"
    return values.astype(dtype) if is_numbers else values
