"""Arguments that do not fit the network are refused before anything is computed.

Each check first asks, in a few quick questions, whether the arguments are ordinary. Only if they are not does it look
more closely. Then it either names what is wrong or finds that nothing is.
"""

import cmath
import math
from typing import Any

import numpy as np

from nnlib import arguments
from nnlib.arguments import Array, computable, fields, one_kind, shape
from nnlib.outputs import Output

PARAMETERS = {"W1": "KD", "b1": "K1", "W2": "CK", "b2": "C1"}
TRACE = {"x": "DN", "Z1": "KN", "H": "KN", "Z2": "CN", "y_hat": "CN"}
"""The fields of the network's tuples, with their shapes. A letter stands for the same size everywhere."""

INTO, TRACED = tuple(PARAMETERS), tuple(TRACE)

FLOATS = "fdgFDG"
"""NumPy's characters for real and complex floats of 32 bits or more. With fewer bits an exponential soon overflows."""


def forward(params: Any, x: Any) -> None:
    """Refuse parameters and examples that do not fit together."""
    if _fitting(params):
        W1, b1, W2, b2 = params
        fitting = _floats(x, (W1.shape[1], np.size(x) // W1.shape[1] or 1)) and _finite(x, x)
        if fitting and _finite(W1, W1) and _finite(b1, b1) and _finite(W2, W2) and _finite(b2, b2):
            return
    parts = {**parameters(params), "x": x}
    fit(parts)
    for name, value in parts.items():
        computable(name, value)
    one_kind(parts)


def target(trace: Any, y: Any, output: Output) -> None:
    """Refuse anything but the trace of a forward pass, and a y that is not a target of the output or does not fit."""
    arguments.output(output)
    if getattr(trace, "_fields", None) == TRACED and _is_one_hot(y) and output.target == "one-hot":
        _, _, _, Z2, y_hat = trace
        fitting = _floats(Z2, y.shape) and _floats(y_hat, y.shape)
        if fitting and _finite(Z2, Z2) and _finite(y_hat, y):
            return
    traced(trace, ("Z2", "y_hat"), {})
    arguments.target(output.target, "y", y, trace.y_hat.shape, trace.y_hat.dtype)
    if trace.Z2.dtype.kind in "fc":
        with np.errstate(over="ignore", invalid="ignore"):
            loss = output.losses(trace, y).sum()
        if not np.isfinite(loss):
            logits = f"{trace.Z2.min()} to {trace.Z2.max()}"
            raise ValueError(f"trace.Z2: expected logits whose loss {trace.Z2.dtype} can hold, got {logits}")


def backward(params: Any, trace: Any, y: Any, output: Output) -> None:
    """Refuse a trace and a y that do not fit the parameters."""
    arguments.output(output)
    is_ordinary = getattr(trace, "_fields", None) == TRACED and output.target == "one-hot"
    if is_ordinary and _is_one_hot(y) and _fitting(params):
        x, Z1, H, _, y_hat = trace
        (K, D), (C, _) = params.W1.shape, params.W2.shape
        fitting = _floats(x, (D, 1)) and _floats(Z1, (K, 1)) and _floats(H, (K, 1)) and _floats(y_hat, (C, 1))
        finite = _finite(y_hat, y) and _finite(Z1, H) and _finite(x, x) if fitting and len(y) == C else False
        if finite and _finite(params.W2, params.W2):
            return
    arguments.finite("W2", parameters(params)["W2"])
    traced(trace, ("x", "Z1", "H", "Z2", "y_hat"), params._asdict())
    arguments.target(output.target, "y", y, trace.y_hat.shape, trace.y_hat.dtype)


def sgd_step(params: Any, gradients: Any, learning_rate: Any) -> None:
    """Refuse gradients that do not fit the parameters, and a rate that is not a finite number of at least 0."""
    if _fitting(params) and _fitting(gradients) and type(learning_rate) is float and 0 <= learning_rate < math.inf:
        fitting = params.W1.shape == gradients.W1.shape and params.W2.shape == gradients.W2.shape
        one_type = [theta.dtype for theta in params] == [slope.dtype for slope in gradients]
        if fitting and one_type and all(map(_finite, params, gradients)):
            return
    parts = parameters(params)
    arguments.gradient(params, gradients)
    for (name, theta), slope in zip(params._asdict().items(), gradients, strict=True):
        shape(f"gradients.{name}", slope, theta.shape)
        arguments.can_become(f"gradients.{name}", slope, theta.dtype, name)
        parts[f"gradients.{name}"] = slope
    for name, value in parts.items():
        computable(name, value)
    one_kind(parts)
    arguments.rate(learning_rate, params.W1.dtype)


def parameters(params: Any) -> dict[str, Array]:
    """Refuse anything but `Parameters` of floats, or of one kind of number, that fit together. Return them by name."""
    fields("params", params, INTO)
    parts: dict[str, Array] = params._asdict()
    fit(parts)
    for name, part in parts.items():
        if part.dtype.kind == "O":
            computable(name, part)
        elif part.dtype.char not in FLOATS:
            at_least = " of 32 bits or more" if part.dtype.kind == "f" else ""
            raise TypeError(f"{name}: expected floats{at_least}, got dtype {part.dtype}")
    return parts


def traced(trace: Any, names: tuple[str, ...], params: dict[str, Array]) -> None:
    """Refuse anything but a trace, and parts of it that do not fit the parameters or cannot be computed with."""
    fields("trace", trace, TRACED)
    parts = {f"trace.{name}": getattr(trace, name) for name in names}
    fit(params | parts)
    for name, value in parts.items():
        computable(name, value)


def fit(parts: dict[str, Any]) -> None:
    """Refuse arrays whose shapes do not fit together."""
    sizes: dict[str, int] = {"1": 1}
    for name, value in parts.items():
        letters = (PARAMETERS | TRACE)[name.removeprefix("trace.")]
        shape(name, value, tuple(sizes.get(letter, letter) for letter in letters))
        sizes |= dict(zip(letters, value.shape, strict=True))


def _fitting(params: Any) -> bool:
    """Whether these are parameters of floats whose shapes fit together."""
    if getattr(params, "_fields", None) != INTO or type(params.W1) is not np.ndarray or params.W1.ndim != 2:
        return False
    W1, b1, W2, b2 = params
    (K, D), C = W1.shape, b2.size if type(b2) is np.ndarray else 0
    return K * D * C > 0 and _floats(W1, (K, D)) and _floats(b1, (K, 1)) and _floats(W2, (C, K)) and _floats(b2, (C, 1))


def _floats(value: Any, shape: tuple[int, ...]) -> bool:
    """Whether this is an array of floats in this shape."""
    return type(value) is np.ndarray and value.shape == shape and value.dtype.char in FLOATS


def _finite(one: Array, other: Array) -> bool:
    """Whether the sum of products is finite. If it is, all entries of both arrays are, and one pass is enough."""
    return cmath.isfinite(np.vdot(one, other))


def _is_one_hot(y: Any) -> bool:
    """Whether this is a single one-hot column."""
    if type(y) is not np.ndarray or y.dtype.kind not in "biuf" or y.ndim != 2 or y.shape[1] != 1:
        return False
    column = y.ravel().tolist()
    return bool(len(column) > 1 and column.count(1) == 1 and column.count(0) == len(column) - 1)
