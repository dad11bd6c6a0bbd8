"""Every result, by name, in the order in which a student works them out."""

from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from nnlib import Parameters, sgd_step
from nnlib.assignment import Givens
from nnlib.network import Array, Function
from workbook.networks import ASSIGNMENT, GIVEN, Network
from workbook.quantities import RESULTS, results_of, value, work_through

NOT_ON_THE_SHEET = {"losses", "loss", "scaled_db2", "scaled_dW2", "scaled_db1"}
"""Results that are marked, but have no line of their own on the assignment's sheet."""


def givens_of(quantities: Mapping[str, Array]) -> Givens:
    """The given numbers of a problem in which a layer may have one shared bias, or none."""
    x, zero = quantities["x"], quantities["x"] * 0
    biases = {}
    for weights, bias in (("W1", "b1"), ("W2", "b2")):
        units = len(quantities[weights])
        given = quantities.get(bias, zero[:1, :1])
        biases[bias] = given if len(given) == units else np.repeat(given, units, axis=0)
    params = Parameters(quantities["W1"], biases["b1"], quantities["W2"], biases["b2"])
    return Givens(params, x, quantities["y"], quantities["learning_rate"].item())


def results(givens: Givens) -> dict[str, Array]:
    """The results on the assignment's sheet for a problem, in numbers of the problem's kind."""
    return _read((name for name in RESULTS if name not in NOT_ON_THE_SHEET), work_through(givens, GIVEN))


def steps(givens: Givens, network: Network = ASSIGNMENT) -> dict[str, Array]:
    """Every step of a problem, in numbers of the problem's kind."""
    return _read(results_of(network), work_through(givens, network))


def to_the_gradients(givens: Givens, network: Network, own: Callable[[str, Function], Function]) -> dict[str, Array]:
    """The forward and the backward pass, step by step; `own` as for `work_through`."""
    names = (name for name in results_of(network) if not _is_of_the_update(name))
    return _read(names, work_through(givens, network, own))


def update(params: Parameters, gradients: Parameters, learning_rate: Any, network: Network) -> dict[str, Array]:
    """The lines of the SGD step: each scaled gradient, then the new parameter."""
    back = SimpleNamespace(**{f"d{theta}": slope for theta, slope in gradients._asdict().items()})
    new = sgd_step(params, gradients, learning_rate)
    names = (name for name in results_of(network) if _is_of_the_update(name))
    return _read(names, {"learning_rate": learning_rate, "back": back, "new": new, "network": network})


def _is_of_the_update(name: str) -> bool:
    return name.startswith("scaled_") or name.endswith("_new")


def _read(names: Iterable[str], worked: Mapping[str, Any]) -> dict[str, Array]:
    """Quantities as arrays. The loss, which is a single number, has one entry, and so does a shared bias."""
    is_shared = worked["network"].biases == "shared"
    quantities = {name: np.atleast_1d(value(name, worked)) for name in names}
    return {name: quantity[:1] if is_shared and "b" in name else quantity for name, quantity in quantities.items()}
