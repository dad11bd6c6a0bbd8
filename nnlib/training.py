"""Minibatch SGD over a data set. Columns are examples: x is (D, N), and y is (C, N), one-hot for a softmax."""

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from nnlib import arguments, checks
from nnlib.activations import RELU_SIN, Activation
from nnlib.in_place import make_step
from nnlib.network import Array, Parameters, forward, unchecked_loss
from nnlib.outputs import SOFTMAX, Output


class DivergedError(ArithmeticError):
    """The loss is no longer finite. The message says in which epoch and batch, counted from 1, and what may help."""


class Score(NamedTuple):
    """How well the network does on a data set: its loss, and the share of examples that it gets right.

    For an output with squared errors, which names no class, the share is nan.
    """

    loss: float
    accuracy: float


class Trained(NamedTuple):
    """The parameters at the end, and the scores before the first epoch and after each epoch."""

    params: Parameters
    history: list[Score]
    test_history: list[Score]


def he(sizes: tuple[int, int, int], seed: int, dtype: Any = np.float32) -> Parameters:
    """Parameters to start from. The biases are 0, and the weights are drawn from a normal distribution.

    Its variance is 2 / inputs, so that signals keep their size.

    Args: the sizes D, K and C; the seed for drawing; the type of the parameters.
    Raises: ValueError if a size is not a whole number of at least 1; TypeError if the type is not floating-point.
    Source: K. He, X. Zhang, S. Ren, J. Sun, *Delving deep into rectifiers* (2015), section 2.2.
    """
    if not isinstance(sizes, tuple | list) or len(sizes) != 3:
        raise ValueError(f"sizes: expected three whole numbers, D, K and C, got {sizes!r}")
    for name, size in zip("DKC", sizes, strict=True):
        arguments.whole(name, size, 1)
    arguments.whole("seed", seed, 0)
    if dtype not in (float, np.float32, np.float64, np.longdouble):
        raise TypeError(f"dtype: expected a type of floats of 32 bits or more, got {dtype!r}")
    D, K, C = sizes
    rng = np.random.default_rng(seed)
    W1, W2 = (rng.normal(size=(units, inputs)) * np.sqrt(2 / inputs) for units, inputs in ((K, D), (C, K)))
    return Parameters(*(part.astype(dtype) for part in (W1, np.zeros((K, 1)), W2, np.zeros((C, 1)))))


def one_hot(labels: Array, classes: int) -> Array:
    """A column for each label, with True at its class; classes are counted from 0.

    Shape: labels (N,) -> (C, N).
    Raises: TypeError or ValueError if the labels are not whole numbers below the number of classes.
    """
    arguments.shape("labels", labels, ("N",))
    arguments.whole("classes", classes, 1)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels: expected whole numbers, got dtype {labels.dtype}")
    outside = labels[(labels < 0) | (labels >= classes)]
    if outside.size:
        raise ValueError(f"labels: expected whole numbers from 0 to {classes - 1}, got {outside[0]}")
    marked: Array = labels == np.arange(classes)[:, None]
    return marked


def score(params: Parameters, x: Array, y: Array, activation: Activation = RELU_SIN, output: Output = SOFTMAX) -> Score:
    """The network's score on a data set.

    Shape: x (D, N); y (C, N), a target of the output.
    Raises: TypeError or ValueError if a shape does not fit, an entry is not a finite number, or y is not a target.
    """
    arguments.activation(activation)
    arguments.output(output)
    trace = forward(params, x, activation.f, output)
    arguments.target(output.target, "y", y, trace.y_hat.shape)
    return Score(float(unchecked_loss(trace, y, output)), float(output.right(trace.Z2, y).mean()))


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
    output: Output = SOFTMAX,
    test: tuple[Array, Array] | None = None,
    progress: Callable[[Iterable[int]], Iterable[int]] = iter,
) -> Trained:
    """Go through a data set again and again, each time in a different order, with one step of SGD for each batch.

    Everything is computed in the type of the given parameters, which are not changed. The seed decides the order. The
    last batch of an epoch has the examples that are left, so it may be smaller. For a progress bar, add
    `progress=tqdm.tqdm`.

    Shape: x (D, N); y (C, N), a target of the output; test is another such pair, from which nothing is learned.
    Raises: TypeError or ValueError if an argument does not fit; DivergedError if the loss is no longer finite.
    """
    dtype = _type_of(params)
    if test is not None and not (isinstance(test, tuple | list) and len(test) == 2):
        raise TypeError(f"test: expected a pair (x, y), got {test!r}")
    arguments.activation(activation)
    arguments.output(output)
    arguments.function("progress", progress)
    arguments.whole("seed", seed, 0)
    arguments.rate(learning_rate, dtype)
    with np.errstate(over="ignore"):  # a number that the type cannot hold becomes infinite, and is refused
        rate = dtype.type(learning_rate)
        arguments.rate(rate, dtype)  # the rate may be too large for its type
        sets = [_in_type(params, *pair, of, output) for pair, of in (((x, y), ""), (test, "test ")) if pair is not None]
    x, y = sets[0]
    N = x.shape[1]
    arguments.whole("batch_size", batch_size, 1, N)
    arguments.whole("epochs", epochs, 0)
    absent = np.flatnonzero(~y.any(axis=1))
    if absent.size and output.target == "one-hot":
        raise ValueError(f"y: expected an example of each class, got none of class {absent[0]}")

    examples = np.ascontiguousarray(x.T)  # rows are picked faster than columns
    rng = np.random.default_rng(seed)
    params, step = make_step(params, activation, output)
    histories: tuple[list[Score], list[Score]] = ([], [])
    at_the_start = "before the first step"

    def check_loss(value: float, when: str) -> None:
        if not math.isfinite(value):
            of_rate = f"a smaller learning_rate than {learning_rate}"
            smaller = "smaller parameters or data" if when == at_the_start else of_rate
            raise DivergedError(f"the loss is not finite {when}: try {smaller}")

    def look(when: str) -> None:
        if not all(np.isfinite(part).all() for part in params):
            check_loss(math.nan, when)
        for scores, (some_x, some_y) in zip(histories, sets, strict=False):
            scores.append(score(params, some_x, some_y, activation, output))
            check_loss(scores[-1].loss, when)

    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        look(at_the_start)
        for epoch in progress(range(1, epochs + 1)):
            order = rng.permutation(N)
            for batch, start in enumerate(range(0, N, batch_size), 1):
                chosen = order[start : start + batch_size]
                step(examples[chosen].T, y.take(chosen, axis=1), rate)
                # A logit that is nan or too large makes its column of probabilities nan, and so all of b2.
                check_loss(params.b2[0, 0], f"in epoch {epoch}, batch {batch}")
            look(f"after epoch {epoch}")
    return Trained(params, *histories)


def _type_of(params: Parameters) -> Any:
    """The one type of floats that all parameters have."""
    for name, part in checks.parameters(params).items():
        arguments.finite(name, part)
    types = {part.dtype for part in params}
    if len(types) > 1 or params.W1.dtype.kind != "f":
        raise TypeError(f"params: expected one floating-point type, got {', '.join(sorted(map(str, types)))}")
    return params.W1.dtype


def _in_type(params: Parameters, x: Any, y: Any, of: str, output: Output) -> tuple[Array, Array]:
    """A data set in the parameters' type. Data that do not fit the parameters are refused."""
    arguments.shape(f"{of}x", x, (params.W1.shape[1], "N"))
    arguments.finite(f"{of}x", x)
    arguments.target(output.target, f"{of}y", y, (len(params.W2), x.shape[1]))
    x, y = (part.astype(params.W1.dtype) for part in (x, y))
    arguments.finite(f"{of}x", x)
    return x, y
