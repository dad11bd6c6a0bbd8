"""Checks of arguments. An error names the argument, and says what was expected and what came instead."""

import math
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Function = Callable[[Array], Array]
"""A function that is applied entry by entry."""

FUNCTIONS = ("exp", "log", "sin", "cos", "tanh")
"""The methods that a number in an array of objects must have."""


def shape(name: str, value: Any, expected: tuple[int | str, ...]) -> None:
    """Refuse anything but a NumPy array of this shape. A letter stands for any size from 1.

    A NumPy matrix multiplies differently, and a masked array leaves entries out, so both are refused.
    """
    described = str(expected).replace("'", "") + (", columns are examples" if expected[1:] == ("N",) else "")
    if type(value) is not np.ndarray and not isinstance(value, np.memmap):
        raise TypeError(f"{name}: expected a NumPy array of shape {described}, got {type(value).__name__}")
    pairs = zip(value.shape, expected, strict=False)
    fitting = all(size >= 1 if isinstance(wanted, str) else size == wanted for size, wanted in pairs)
    if value.ndim != len(expected) or not fitting:
        raise ValueError(f"{name}: expected shape {described}, got {value.shape}")


def finite(name: str, value: Array) -> None:
    """Refuse entries that are not finite numbers."""
    if value.dtype.kind == "O":
        for entry in value.flat:
            if isinstance(entry, bool) or not (isinstance(entry, numbers.Number) or _is_kind(entry)):
                raise TypeError(f"{name}: expected numbers, got {entry!r}")
    elif value.dtype.kind not in "biufc":
        raise TypeError(f"{name}: expected numbers, got dtype {value.dtype}")
    elif not np.isfinite(value).all():
        place = tuple(np.argwhere(~np.isfinite(value))[0].tolist())
        raise ValueError(f"{name}: expected finite numbers, got {value[place]} at {place}")


def computable(name: str, value: Array) -> None:
    """Refuse entries that are not finite numbers, or whose exponential cannot be computed or soon overflows."""
    finite(name, value)
    if value.dtype.char == "e":
        raise TypeError(f"{name}: expected floats of 32 bits or more, got dtype float16")
    strangers = [entry for entry in value.flat if not _is_kind(entry)] if value.dtype.kind == "O" else []
    if strangers:
        wanted = f"numbers that have {', '.join(FUNCTIONS)}, like FixedPoint"
        raise TypeError(f"{name}: expected {wanted}, got {strangers[0]!r}")


def one_kind(parts: dict[str, Array]) -> None:
    """Refuse numbers of two kinds in arrays of objects: one kind cannot compute with the other."""
    objects = [(name, entry) for name, value in parts.items() if value.dtype.kind == "O" for entry in value.flat]
    for name, entry in objects:
        if type(entry) is not type(objects[0][1]):
            wanted = f"{type(objects[0][1]).__name__} as in {objects[0][0]}"
            raise TypeError(f"{name}: expected numbers of one kind, {wanted}, got {entry!r} of another kind")


def entries(name: str, value: Any) -> Any:
    """Refuse anything that is neither an array of numbers nor a number. Return it, with whole numbers as float64."""
    if type(value) is np.ndarray or isinstance(value, np.memmap):
        if value.dtype.kind not in "biufcO" or value.dtype.char == "e":
            kind = "floats of 32 bits or more" if value.dtype.char == "e" else "numbers"
            raise TypeError(f"{name}: expected {kind}, got dtype {value.dtype}")
        if value.dtype.kind == "O":
            computable(name, value)
        return value.astype(float) if value.dtype.kind in "biu" else value
    if not isinstance(value, np.number | int | float | complex) and not _is_kind(value):
        raise TypeError(f"{name}: expected a NumPy array of numbers, got {type(value).__name__}")
    return np.float64(value) if isinstance(value, int | np.integer) else value


def entrywise(name: str, result: Any, like: Array) -> None:
    """Refuse the result of an activation that does not have one entry for each entry of its argument."""
    if type(result) is not np.ndarray or result.shape != like.shape:
        shape(f"result of {name}", result, like.shape)


def target(kind: str, name: str, y: Any, expected: tuple[int | str, ...], dtype: Any = object) -> None:
    """Refuse anything but a target of this kind ("one-hot", "0 or 1" or "numbers") that can become this type."""
    shape(name, y, expected)
    finite(name, y)
    if kind == "one-hot":
        one_hot_columns(name, y)
    elif kind == "0 or 1":
        zeros_and_ones(name, y)
    can_become(name, y, dtype, "y_hat")


def can_become(name: str, value: Array, dtype: Any, beside: str) -> None:
    """Refuse numbers that cannot become this type: complex numbers beside floats, say, or objects."""
    if not np.can_cast(value.dtype, dtype, "same_kind"):
        wanted = f"{dtype}, the type of {beside}"
        raise TypeError(f"{name}: expected numbers that can become {wanted}, got dtype {value.dtype}")


def one_hot_columns(name: str, y: Array) -> None:
    """Refuse anything but columns of two or more classes, each with exactly one 1 and otherwise 0."""
    ones = y == 1
    right = ((y == 0) | ones).all(axis=0) & (ones.sum(axis=0) == 1)
    if not right.all():
        n = int(right.argmin())
        raise ValueError(f"{name}: expected one 1 and otherwise 0 in each column, got {y[:, n].tolist()} in column {n}")
    if len(y) == 1:
        raise ValueError(f"{name}: expected two classes or more for a softmax, got 1: with one output use a sigmoid")


def zeros_and_ones(name: str, y: Array) -> None:
    """Refuse entries other than 0 and 1."""
    others = y[(y != 0) & (y != 1)]
    if others.size:
        raise ValueError(f"{name}: expected 0 or 1 for a sigmoid with cross-entropy, got {others[0]}")


def fields(name: str, value: Any, expected: tuple[str, ...]) -> None:
    """Refuse anything but a named tuple with these fields."""
    if getattr(value, "_fields", None) != expected:
        raise TypeError(f"{name}: expected {', '.join(expected)}, got {type(value).__name__}")


def function(name: str, value: Any) -> None:
    """Refuse anything that cannot be called."""
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {value!r}")


def activation(value: Any) -> None:
    """Refuse anything but a pair of functions."""
    fields("activation", value, ("f", "f_prime"))
    for name, part in value._asdict().items():
        function(f"activation.{name}", part)


def output(value: Any) -> None:
    """Refuse anything but an output with its loss."""
    if not hasattr(value, "losses"):
        raise TypeError(f"output: expected an Output, such as SOFTMAX, got {value!r}")
    if value.reduction not in ("mean", "sum"):
        raise ValueError(f"output.reduction: expected mean or sum, got {value.reduction!r}")


def gradient(params: Any, gradients: Any) -> None:
    """Refuse anything but a tuple with one part for each of the parameters."""
    if not isinstance(gradients, tuple) or len(gradients) != len(params):
        found = f"a tuple of {len(gradients)}" if isinstance(gradients, tuple) else type(gradients).__name__
        raise TypeError(f"gradients: expected {', '.join(params._fields)}, got {found}")


RATES = {"f": int | float | np.integer | np.floating, "c": int | float | complex | np.number, "O": numbers.Number}
"""By the kind of the parameters: what a learning rate can be. Beside objects it can be one of them, too."""


def rate(learning_rate: Any, dtype: Any) -> None:
    """Refuse anything but a finite number of at least 0 that does not change the type of the parameters."""
    of_its_class = dtype.kind == "O" and _is_kind(learning_rate)
    if isinstance(learning_rate, bool | np.bool_) or not (isinstance(learning_rate, RATES[dtype.kind]) or of_its_class):
        raise TypeError(f"learning_rate: expected a number for parameters of dtype {dtype}, got {learning_rate!r}")
    try:
        number = 0j if _is_kind(learning_rate) else complex(learning_rate)
        right = learning_rate >= 0 if _is_kind(learning_rate) else number.imag == 0 and 0 <= number.real < math.inf
    except (ValueError, OverflowError):  # intervals that overlap; an integer that no float can hold
        right = False
    if not right:
        raise ValueError(f"learning_rate: expected a finite number, 0 or more, got {learning_rate}")


def whole(name: str, value: Any, least: int, most: float = math.inf) -> None:
    """Refuse anything but a whole number in this range."""
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or not least <= value <= most:
        bounds = f", {least} or more" if most == math.inf else f" from {least} to {most}"
        raise ValueError(f"{name}: expected a whole number{bounds}, got {value!r}")


def _is_kind(value: object) -> bool:
    """Whether this is a number of a class with the methods that the network calls."""
    return all(callable(getattr(value, name, None)) for name in FUNCTIONS)
