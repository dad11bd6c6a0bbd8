"""The gradient check: is a gradient the slope of its loss?"""

import math
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from nnlib import arguments

P = TypeVar("P", bound=Any)

STEP = 2.0**-17
"""Near the cube root of float64's precision, where the error of a central difference is smallest; a power of two."""


class GradientError(AssertionError):
    """A gradient is not the slope of its loss. The message names the entry and gives both slopes."""


def gradient_check(loss: Callable[[P], Any], params: P, gradients: P, tolerance: float = 1e-6) -> float:
    """Compare each entry of a gradient with the central difference of the loss; return the largest gap.

    A gap is relative to the larger of the two slopes where that exceeds 1, and absolute otherwise. Near a kink, such as
    that of ReLU at 0, a difference reaches across the kink and proves nothing.

    Args: a loss of the parameters alone; parameters and gradients, each a NamedTuple of float64 arrays. In any
    other type a difference would be too coarse or would not exist, so every other type is refused.
    Raises: GradientError, which names the parameter and the entry, with its analytic and its numeric value; TypeError
    or ValueError if an argument does not fit.
    Source: R. L. Burden, J. D. Faires, *Numerical Analysis*, section 4.1.
    """
    arguments.function("loss", loss)
    if not hasattr(params, "_fields") or not params:
        raise TypeError(f"params: expected a named tuple of arrays, got {type(params).__name__}")
    arguments.gradient(params, gradients)
    for name, theta, gradient in zip(params._fields, params, gradients, strict=True):
        _check_float64(name, theta)
        arguments.finite(name, theta)
        arguments.shape(f"gradients.{name}", gradient, theta.shape)
        _check_float64(f"gradients.{name}", gradient)
    is_real = isinstance(tolerance, float | int | np.floating) and not isinstance(tolerance, bool)
    if not is_real or not 0 <= tolerance < math.inf:
        raise ValueError(f"tolerance: expected a finite number, 0 or more, got {tolerance!r}")
    gaps = []
    for name, theta, gradient in zip(params._fields, params, gradients, strict=True):
        for place in np.ndindex(theta.shape):
            up, down = theta.copy(), theta.copy()
            up[place] += STEP
            down[place] -= STEP
            rise = _value(loss(params._replace(**{name: up}))) - _value(loss(params._replace(**{name: down})))
            numeric, analytic = rise / (2 * STEP), float(gradient[place])
            gap = abs(analytic - numeric) / max(1.0, abs(analytic), abs(numeric))
            if not gap <= tolerance:
                entry = ", ".join(map(str, place))
                raise GradientError(f"{name}[{entry}]: analytic {analytic:.6f}, numeric {numeric:.6f}, gap {gap:.1e}")
            gaps.append(gap)
    return max(gaps)


def _check_float64(name: str, value: Any) -> None:
    if type(value) is not np.ndarray or not value.size or value.dtype != np.float64:
        found = f"{value.dtype} of shape {value.shape}" if type(value) is np.ndarray else type(value).__name__
        raise TypeError(f"{name}: expected a NumPy array of float64 with entries, got {found}")


def _value(loss: Any) -> float:
    """The loss as a float. A loss in fewer bits would make a right gradient look wrong."""
    number = loss.item() if isinstance(loss, np.ndarray) and loss.size == 1 and loss.dtype == float else loss
    if not isinstance(number, float | int) or isinstance(number, bool):
        raise TypeError(f"loss: expected a function whose result is a float64, got {type(loss).__name__} {loss!r}")
    if not math.isfinite(number):
        raise ValueError(f"loss: expected a function whose result is finite, got {number}")
    return float(number)
