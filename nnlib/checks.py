"""Bad arguments are refused before anything is computed: what was expected, and what came."""

from __future__ import annotations

import functools
import numbers
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np

if TYPE_CHECKING:
    from nnlib.network import Array, Parameters, Trace

P = ParamSpec("P")
R = TypeVar("R")


def checked_by(check: Callable[P, None]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Call `check` with the same arguments first.

    The function alone stays at hand as `__wrapped__`, for a loop that has checked its arguments once.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            check(*args, **kwargs)
            return function(*args, **kwargs)

        return checked

    return decorate


def forward(params: Parameters, x: Array, f: Any = None) -> None:
    parameters(params)
    shape("x", x, (params.W1.shape[1], "N"))
    for name, value in zip((*params._fields, "x"), (*params, x), strict=True):
        finite(name, value)


def target(trace: Trace, y: Array) -> None:
    one_hot("y", y, trace.y_hat.shape)


def backward(params: Parameters, trace: Trace, y: Array, f_prime: Any = None) -> None:
    parameters(params)
    K, D = params.W1.shape
    C, N = len(params.W2), trace.x.shape[1]
    for name, value, expected in (
        ("trace.x", trace.x, (D, N)),
        ("trace.Z1", trace.Z1, (K, N)),
        ("trace.H", trace.H, (K, N)),
        ("trace.y_hat", trace.y_hat, (C, N)),
    ):
        shape(name, value, expected)
    one_hot("y", y, (C, N))


def sgd_step(params: Parameters, gradients: Parameters, learning_rate: Any) -> None:
    parameters(params)
    for name, theta, slope in zip(params._fields, params, gradients, strict=True):
        shape(f"gradients.{name}", slope, theta.shape)
    rate(learning_rate)


def rate(learning_rate: Any) -> None:
    if not _is_number(learning_rate):
        raise TypeError(f"learning_rate: expected a number, got {learning_rate!r}")
    if isinstance(learning_rate, numbers.Real) and not 0 <= float(learning_rate) < float("inf"):
        raise ValueError(f"learning_rate: expected a finite number, 0 or more, got {learning_rate}")


def parameters(params: Parameters) -> None:
    shape("W1", params.W1, ("K", "D"))
    K = len(params.W1)
    shape("b1", params.b1, (K, 1))
    shape("W2", params.W2, ("C", K))
    shape("b2", params.b2, (len(params.W2), 1))


def shape(name: str, value: Array, expected: tuple[int | str, ...]) -> None:
    """Refuse anything but a NumPy array of this shape. A letter stands for any size from 1."""
    if isinstance(value, np.ndarray) and value.ndim == len(expected):
        pairs = zip(value.shape, expected, strict=True)
        if all(size >= 1 if isinstance(wanted, str) else size == wanted for size, wanted in pairs):
            return
    described = f"({', '.join(map(str, expected))})" + (", columns are examples" if "N" in expected else "")
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name}: expected a NumPy array of shape {described}, got {type(value).__name__}")
    raise ValueError(f"{name}: expected shape {described}, got {value.shape}")


def finite(name: str, value: Array) -> None:
    """Refuse entries that are no finite numbers."""
    if value.dtype.kind == "O":
        bad = [entry for entry in value.flat if not _is_number(entry)]
        if bad:
            raise TypeError(f"{name}: expected numbers, got {bad[0]!r}")
    elif value.dtype.kind not in "biufc":
        raise TypeError(f"{name}: expected numbers, got dtype {value.dtype}")
    elif not np.isfinite(value).all():
        place = tuple(np.argwhere(~np.isfinite(value))[0].tolist())
        raise ValueError(f"{name}: expected finite numbers, got {value[place]} at {place}")


def one_hot(name: str, y: Array, expected: tuple[int, ...]) -> None:
    """Refuse what does not hold exactly one 1, and else 0, in each column."""
    shape(name, y, expected)
    finite(name, y)
    ones = y == 1
    right = ((y == 0) | ones).all(axis=0) & (ones.sum(axis=0) == 1)
    if not right.all():
        n = int(right.argmin())
        raise ValueError(f"{name}: expected one 1 and else 0 in each column, got {y[:, n].tolist()} in column {n}")


def _is_number(value: object) -> bool:
    """A number of Python's, of NumPy's, or of a class with the functions that the network calls."""
    return isinstance(value, numbers.Number) or callable(getattr(value, "exp", None))
