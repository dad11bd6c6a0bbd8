"""Every result, by name, in the order in which a student works them."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from nnlib import Parameters, sgd_step
from nnlib.assignment import Givens
from nnlib.network import Array
from workbook.quantities import RESULTS, value, work_through

NOT_ON_THE_SHEET = {"loss", "scaled_db2", "scaled_dW2", "scaled_db1"}
"""What is marked, but has no line of its own on the assignment's sheet."""

UPDATE = tuple(name for name in RESULTS if name.startswith("scaled_") or name.endswith("_new"))
TO_THE_GRADIENTS = tuple(name for name in RESULTS if name not in UPDATE)


def results(givens: Givens) -> dict[str, Array]:
    """The assignment's sheet for a problem, on the problem's kind of number."""
    return _read((name for name in RESULTS if name not in NOT_ON_THE_SHEET), work_through(givens))


def steps(givens: Givens) -> dict[str, Array]:
    """Every step of a problem with one example, on the problem's kind of number."""
    return _read(RESULTS, work_through(givens))


def to_the_gradients(givens: Givens) -> dict[str, Array]:
    """The forward and the backward pass, step by step."""
    return _read(TO_THE_GRADIENTS, work_through(givens))


def update(params: Parameters, gradients: Parameters, learning_rate: Any) -> dict[str, Array]:
    """The step of SGD, step by step: each scaled gradient, then the new parameter."""
    back = SimpleNamespace(**{f"d{theta}": slope for theta, slope in gradients._asdict().items()})
    new = sgd_step(params, gradients, learning_rate)
    return _read(UPDATE, {"learning_rate": learning_rate, "back": back, "new": new})


def _read(names: Iterable[str], worked: Mapping[str, Any]) -> dict[str, Array]:
    """Quantities as arrays; the loss, which is a single number, as one entry."""
    return {name: np.atleast_1d(value(name, worked)) for name in names}
