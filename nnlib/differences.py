"""The gradient check: is a gradient the slope of its loss?"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

P = TypeVar("P", bound=Any)

STEP = 2.0**-17
"""Near the cube root of float64's precision, where the error of a central difference is smallest; a power of two."""


class GradientError(AssertionError):
    """A gradient that is not the slope of its loss: which entry, what it claims, and what the loss does."""


def gradient_check(loss: Callable[[P], Any], params: P, gradients: P, tolerance: float = 1e-6) -> float:
    """Compare each entry of a gradient with the central difference of the loss; return the largest gap.

    A gap is relative to the larger of the two slopes where that exceeds 1, and absolute otherwise. Near a kink, such as
    that of ReLU at 0, a difference reaches across it and proves nothing.

    Args: a loss of the parameters alone; parameters and gradients, each a NamedTuple of float64 arrays.
    Raises: GradientError, which names parameter, entry, analytic and numeric value; ValueError, when shapes differ.
    Source: R. L. Burden, J. D. Faires, *Numerical Analysis*, section 4.1.
    """
    gaps = []
    for name, theta, gradient in zip(params._fields, params, gradients, strict=True):
        if np.shape(gradient) != theta.shape:
            raise ValueError(f"gradients.{name}: expected shape {theta.shape}, got {np.shape(gradient)}")
        for place in np.ndindex(theta.shape):
            up, down = theta.copy(), theta.copy()
            up[place] += STEP
            down[place] -= STEP
            rise = loss(params._replace(**{name: up})) - loss(params._replace(**{name: down}))
            numeric, analytic = float(rise / (2 * STEP)), float(gradient[place])
            gap = abs(analytic - numeric) / max(1.0, abs(analytic), abs(numeric))
            if not gap <= tolerance:
                entry = ", ".join(map(str, place))
                raise GradientError(f"{name}[{entry}]: analytic {analytic:.6f}, numeric {numeric:.6f}")
            gaps.append(gap)
    return max(gaps)
