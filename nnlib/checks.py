"""Bad arguments are refused before anything is computed: what was expected, and what came.

Each check first asks, in a few quick questions, whether the arguments are ordinary. Only if not does it look closer,
and then it either names what is wrong or finds that nothing is.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

PARAMETERS = ("W1", "b1", "W2", "b2")
TRACE = ("x", "Z1", "H", "Z2", "e_Z2", "sum_e_Z2", "y_hat")

FLOATS = "fdgFDG"
"""NumPy's characters for real and complex floats of 32 bits or more. With fewer bits an exponential soon overflows."""

FUNCTIONS = ("exp", "log", "sin", "cos")
"""What a number in an array of objects must bring with it."""


def forward(params: Any, x: Any) -> None:
    """Refuse parameters and examples that do not fit together."""
    ordinary = _ordinary(params) and _floats(x) and len(x) == params.W1.shape[1]
    if ordinary and all(_finite(part, part) for part in (*params, x)):
        return
    parameters(params)
    shape("x", x, (params.W1.shape[1], "N"))
    parts = {**params._asdict(), "x": x}
    for name, value in parts.items():
        finite(name, value)
    computable("x", x)
    one_kind(parts)


def logits(z: Any) -> None:
    """Refuse what is not finite numbers in rows and columns."""
    shape("z", z, ("C", "N"))
    finite("z", z)
    computable("z", z)
    if z.dtype.kind in "bui":
        raise TypeError(f"z: expected floats, got dtype {z.dtype}")
    one_kind({"z": z})


def target(trace: Any, y: Any) -> None:
    """Refuse what is not the trace of a forward pass, and a y that is not one-hot or does not fit it."""
    if getattr(trace, "_fields", None) == TRACE and _floats(trace.Z2, trace.y_hat):
        C, N = trace.Z2.shape
        shapes = trace.y_hat.shape == (C, N) and trace.sum_e_Z2.shape == (N,)
        if shapes and _finite(trace.Z2, trace.y_hat) and _finite(trace.sum_e_Z2, trace.sum_e_Z2) and _one_hot(y, C, N):
            return
    fields("trace", trace, TRACE)
    shape("trace.Z2", trace.Z2, ("C", "N"))
    _part_of(trace, "y_hat", trace.Z2.shape)
    _part_of(trace, "sum_e_Z2", trace.Z2.shape[1:])
    one_hot("y", y, trace.y_hat.shape)
    _part_of(trace, "Z2", trace.Z2.shape)
    _castable(y, trace.y_hat)
    _within_reach(trace.Z2, y)


def backward(params: Any, trace: Any, y: Any) -> None:
    """Refuse a trace and a y that do not fit the parameters."""
    if _ordinary(params) and getattr(trace, "_fields", None) == TRACE and _floats(trace.x, trace.Z1, trace.H):
        (K, D), (C, _), N = params.W1.shape, params.W2.shape, trace.x.shape[1]
        shapes = len(trace.x) == D and trace.Z1.shape == trace.H.shape == (K, N)
        if shapes and _floats(trace.y_hat) and trace.y_hat.shape == (C, N) and _one_hot(y, C, N):
            pairs = (params.W2, params.W2), (trace.x, trace.x), (trace.Z1, trace.H), (trace.y_hat, trace.y_hat)
            if all(_finite(*pair) for pair in pairs):
                return
    parameters(params)
    fields("trace", trace, TRACE)
    (K, D), C = params.W1.shape, len(params.W2)
    N = trace.x.shape[1] if np.ndim(trace.x) == 2 else "N"
    for name, expected in {"x": (D, N), "Z1": (K, N), "H": (K, N), "y_hat": (C, N)}.items():
        _part_of(trace, name, expected)
    finite("W2", params.W2)
    one_hot("y", y, (C, N))
    _castable(y, trace.y_hat)


def sgd_step(params: Any, gradients: Any, learning_rate: Any) -> None:
    """Refuse gradients that do not fit the parameters, and a learning rate that is not a number, 0 or more."""
    if _ordinary(params) and type(gradients) is type(params) and _ordinary(gradients):
        pairs = list(zip(params, gradients, strict=True))
        if all(theta.shape == slope.shape and _finite(theta, slope) for theta, slope in pairs):
            rate(learning_rate)
            return
    parameters(params)
    gradient(params, gradients)
    for name, theta, slope in zip(PARAMETERS, params, gradients, strict=True):
        shape(f"gradients.{name}", slope, theta.shape)
        finite(name, theta)
        finite(f"gradients.{name}", slope)
        computable(f"gradients.{name}", slope)
    one_kind({**params._asdict(), **{f"gradients.{n}": slope for n, slope in zip(PARAMETERS, gradients, strict=True)}})
    rate(learning_rate, params.W1)


def gradient(params: Any, gradients: Any) -> None:
    """Refuse what is not a tuple with a part for each of the parameters."""
    if not isinstance(gradients, tuple):
        raise TypeError(f"gradients: expected {_listed(params._fields)}, got {type(gradients).__name__}")
    if len(gradients) != len(params):
        longer = "longer" if len(gradients) > len(params) else "shorter"
        raise ValueError(f"gradients: expected {_listed(params._fields)}, got a {longer} tuple of {len(gradients)}")


def rate(learning_rate: Any, beside: Any = None) -> None:
    """Refuse anything but a finite number, 0 or more. Python's exact numbers go with arrays of objects alone."""
    if type(learning_rate) is float and 0 <= learning_rate < math.inf:
        return
    objects = beside is not None and beside.dtype.kind == "O"
    of_python = isinstance(learning_rate, numbers.Number if objects else int | float | complex | np.number)
    if isinstance(learning_rate, bool | np.bool_) or not (of_python or _is_kind(learning_rate)):
        raise TypeError(f"learning_rate: expected a number, got {learning_rate!r}")
    if not _not_negative(learning_rate):
        raise ValueError(f"learning_rate: expected a finite number, 0 or more, got {learning_rate}")


def parameters(params: Any) -> None:
    """Refuse what is not `Parameters` of floats, or of numbers of one kind, with shapes that fit together."""
    parameter_shapes(params)
    for name, part in params._asdict().items():
        if part.dtype.kind == "O":
            objects(name, part)
        elif part.dtype.char not in FLOATS:
            at_least = " of 32 bits or more" if part.dtype.kind == "f" else ""
            raise TypeError(f"{name}: expected floats{at_least}, got dtype {part.dtype}")
        computable(name, part)


def parameter_shapes(params: Any) -> None:
    """Refuse what is not `Parameters` of arrays with shapes that fit together."""
    fields("params", params, PARAMETERS)
    shape("W1", params.W1, ("K", "D"))
    K = len(params.W1)
    shape("b1", params.b1, (K, 1))
    shape("W2", params.W2, ("C", K))
    shape("b2", params.b2, (len(params.W2), 1))


def fields(name: str, value: Any, expected: tuple[str, ...]) -> None:
    """Refuse anything but the named tuple with these fields."""
    if getattr(value, "_fields", None) != expected:
        raise TypeError(f"{name}: expected {_listed(expected)}, got {type(value).__name__}")


def shape(name: str, value: Any, expected: tuple[int | str, ...]) -> None:
    """Refuse anything but a NumPy array of this shape. A letter stands for any size from 1.

    A matrix multiplies otherwise, and a masked array leaves entries out, so neither will do.
    """
    is_array = type(value) is np.ndarray or isinstance(value, np.memmap)
    if is_array and value.ndim == len(expected):
        pairs = zip(value.shape, expected, strict=True)
        if all(size >= 1 if isinstance(wanted, str) else size == wanted for size, wanted in pairs):
            return
    described = f"({', '.join(map(str, expected))})" + (", columns are examples" if "N" in expected else "")
    if not is_array:
        raise TypeError(f"{name}: expected a NumPy array of shape {described}, got {type(value).__name__}")
    raise ValueError(f"{name}: expected shape {described}, got {value.shape}")


def finite(name: str, value: Array) -> None:
    """Refuse entries that are not finite numbers."""
    if value.dtype.kind == "O":
        objects(name, value)
    elif value.dtype.kind not in "biufc":
        raise TypeError(f"{name}: expected numbers, got dtype {value.dtype}")
    elif not np.isfinite(value).all():
        place = tuple(np.argwhere(~np.isfinite(value))[0].tolist())
        raise ValueError(f"{name}: expected finite numbers, got {value[place]} at {place}")


def objects(name: str, value: Array) -> None:
    """Refuse objects that are not numbers."""
    for entry in value.flat:
        if isinstance(entry, bool) or not (isinstance(entry, numbers.Number) or _is_kind(entry)):
            raise TypeError(f"{name}: expected numbers, got {entry!r}")


def computable(name: str, value: Array) -> None:
    """Refuse numbers whose exponential or sine cannot be had, or soon overflows."""
    if value.dtype.char == "e":
        raise TypeError(f"{name}: expected floats of 32 bits or more, got dtype float16")
    for entry in value.flat if value.dtype.kind == "O" else ():
        if not _is_kind(entry):
            raise TypeError(f"{name}: expected numbers that have {_listed(FUNCTIONS)}, like FixedPoint, got {entry!r}")


def one_kind(parts: dict[str, Array]) -> None:
    """Refuse objects of two kinds: one of them would not know how to compute with the other."""
    first: tuple[str, type] | None = None
    for name, value in parts.items():
        for entry in value.flat if value.dtype.kind == "O" else ():
            first = first or (name, type(entry))
            if type(entry) is not first[1]:
                wanted = f"{first[1].__name__} as in {first[0]}"
                raise TypeError(f"{name}: expected numbers of one kind, {wanted}, got {entry!r} of another")


def one_hot(name: str, y: Any, expected: tuple[Any, ...]) -> None:
    """Refuse what does not hold exactly one 1, and else 0, in each column."""
    shape(name, y, expected)
    finite(name, y)
    ones = y == 1
    right = ((y == 0) | ones).all(axis=0) & (ones.sum(axis=0) == 1)
    if not right.all():
        n = int(right.argmin())
        raise ValueError(f"{name}: expected one 1 and else 0 in each column, got {y[:, n].tolist()} in column {n}")


def function(name: str, value: Any) -> None:
    """Refuse what cannot be called."""
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {value!r}")


def activation(value: Any) -> None:
    """Refuse what is not a pair of functions."""
    fields("activation", value, ("f", "f_prime"))
    function("activation.f", value.f)
    function("activation.f_prime", value.f_prime)


def float_type(dtype: Any) -> None:
    """Refuse what is not a type of real floats of 32 bits or more."""
    try:
        char = np.dtype(dtype).char
    except TypeError:
        char = "?"
    if dtype is None or char not in "fdg":
        raise TypeError(f"dtype: expected a type of floats of 32 bits or more, got {dtype!r}")


def entries(name: str, value: Any) -> None:
    """Refuse what is neither an array of numbers nor a number."""
    if type(value) is np.ndarray and value.dtype.kind in "fcO":
        return
    if not isinstance(value, np.ndarray | np.number | int | float | complex) and not _is_kind(value):
        raise TypeError(f"{name}: expected a NumPy array of numbers, got {type(value).__name__}")
    if isinstance(value, np.ndarray):
        shape(name, value, value.shape)
        if value.dtype.kind not in "biufcO":
            raise TypeError(f"{name}: expected numbers, got dtype {value.dtype}")


def entrywise(name: str, result: Any, like: Array) -> None:
    """Refuse an activation whose result does not have an entry for each of its argument's."""
    if type(result) is not np.ndarray or result.shape != like.shape:
        shape(f"result of {name}", result, like.shape)


def whole(name: str, value: Any, least: int, most: float = math.inf) -> None:
    """Refuse anything but a whole number in this range."""
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or not least <= value <= most:
        upwards = "" if most == math.inf else f" to {most}"
        raise ValueError(f"{name}: expected a whole number from {least}{upwards}, got {value!r}")


def _ordinary(params: Any) -> bool:
    """Whether these are parameters of floats whose shapes fit together."""
    if getattr(params, "_fields", None) != PARAMETERS or not _floats(*params):
        return False
    W1, b1, W2, b2 = params
    K = len(W1)
    return bool(b1.shape == (K, 1) and W2.shape[1] == K and b2.shape == (len(W2), 1))


def _floats(*values: Any) -> bool:
    """Whether all are arrays of floats with rows and columns."""
    for value in values:
        if type(value) is not np.ndarray or value.dtype.char not in FLOATS or value.ndim != 2 or not value.size:
            return False
    return True


def _finite(one: Array, other: Array) -> bool:
    """Whether the sum of products is finite: then so are all entries of both arrays. One pass, and one number."""
    return math.isfinite(abs(np.vdot(one, other)))


def _one_hot(y: Any, C: int, N: int) -> bool:
    """Whether this is a single one-hot column."""
    if type(y) is not np.ndarray or y.dtype.kind not in "biuf" or y.shape != (C, N) or N != 1:
        return False
    column = y.ravel().tolist()
    return bool(column.count(1) == 1 and column.count(0) == C - 1)


def _is_kind(value: object) -> bool:
    """A number of a class with the functions that the network calls."""
    return all(callable(getattr(value, name, None)) for name in FUNCTIONS)


def _not_negative(number: Any) -> bool:
    """Whether a number is finite and 0 or more; an interval, when that is certain."""
    try:
        if isinstance(number, complex | np.complexfloating):
            return bool(number.imag == 0 and 0 <= number.real < math.inf)
        return bool(number >= 0 if _is_kind(number) else 0 <= float(number) < math.inf)
    except (ValueError, OverflowError):
        return False


def _part_of(trace: Any, name: str, expected: tuple[Any, ...]) -> None:
    value = getattr(trace, name)
    shape(f"trace.{name}", value, expected)
    finite(f"trace.{name}", value)
    if value.dtype.kind in "bef" and value.dtype.char not in FLOATS:
        raise TypeError(f"trace.{name}: expected floats of 32 bits or more, got dtype {value.dtype}")


def _castable(y: Array, y_hat: Array) -> None:
    if not np.can_cast(y.dtype, y_hat.dtype, "same_kind"):
        raise TypeError(f"y: expected numbers that can become {y_hat.dtype}, as y_hat is, got dtype {y.dtype}")


def _within_reach(Z2: Array, y: Array) -> None:
    """Refuse finite logits that lie so far apart that their type cannot hold the loss."""
    if Z2.dtype.kind in "fc":
        with np.errstate(over="ignore", invalid="ignore"):
            loss = (Z2.max(axis=0) - Z2.T[y.T == 1]).sum()
        if not np.isfinite(loss):
            raise ValueError(f"trace.Z2: expected logits whose loss {Z2.dtype} can hold, got {Z2.min()} to {Z2.max()}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
