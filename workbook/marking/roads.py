"""Roads: other correct formulas for a step. Apart from rounding, each gives the same as the step's own formula.

A step that is computed by one of these is just as correct as by the sheet's own formula. Like the slips, roads are
data: computations on quantities by name, read into a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from nnlib.network import Array
from workbook.marking.expressions import Entry, Expression, Structure, sources
from workbook.marking.record import Computation, Quantities, recorded


class Road(NamedTuple):
    """Another correct formula for a step. With a note: one that gives other numbers, so a whole column keeps to it."""

    step: str
    run: Computation
    note: str = ""

    def record(self, structure: Structure) -> dict[Entry, Expression]:
        """The step's entries, computed by this road."""
        return recorded(self.run, self.step, "Z1", structure)

    def needs_its_step(self, structure: Structure) -> bool:
        """Whether an entry is computed from other entries of the same step."""
        return any(source.name == self.step for each in self.record(structure).values() for source in sources(each))


@cache
def roads(structure: Structure) -> tuple[Road, ...]:
    """Every road in a problem of this structure."""
    return of_output(structure) + of_hidden(structure) + of_gradients(structure)


def of_output(structure: Structure) -> tuple[Road, ...]:
    """The roads that belong to the output.

    The output's sigmoid has no road of its own: the wider range would hide an error in print, in its slope.
    """
    (_, _, C, N), _, network = structure
    divisor = network.judged.divisor(N)
    if network.output == "softmax":
        return (*(road for c in range(C) for road in _with_logit_subtracted(c, divisor)), *_of_softmax(divisor))
    if network.output == "tanh":
        return Road("y_hat", lambda s: _from_two(s.Z2)), Road("y_hat", lambda s: _from_square(s.Z2))
    if network.output == "linear":
        return ()
    factor_by_factor = Road("delta2", lambda s: s.error * s.y_hat * (1 - s.y_hat) / divisor)
    return (factor_by_factor,) if network.has_squares else ()


def of_hidden(structure: Structure) -> tuple[Road, ...]:
    """The roads that belong to the hidden activation."""
    return {
        "sigmoid": (
            Road("H", lambda s: _logistic(s.Z1)),
            Road("delta1", lambda s: s.dH * s.H * (1 - s.H)),
        ),
        "tanh": (
            Road("H", lambda s: _from_two(s.Z1)),
            Road("H", lambda s: _from_square(s.Z1)),
        ),
    }.get(structure.network.hidden, ())


def of_gradients(structure: Structure) -> tuple[Road, ...]:
    """The roads that do not belong to a function: factors in another order."""
    slope_first = Road("dW1", lambda s: _over_examples(s.dH, s.f_prime, s.x))
    return (
        *((slope_first,) if structure.network.hidden != "none" else ()),
        Road("scaled_dW2", lambda s: (s.learning_rate * s.delta2) @ s.H.T),
        Road("scaled_dW1", lambda s: (s.learning_rate * s.delta1) @ s.x.T),
    )


def _over_examples(dH: Array, f_prime: Array, x: Array) -> Array:
    """dH times (f' times x), summed over the examples."""
    columns = range(x.shape[1])
    return np.sum([dH[:, [n]] * (f_prime[:, [n]] * x[:, n]) for n in columns], axis=0)  # type: ignore[no-any-return]


def _logistic(z: Array) -> Array:
    """The sigmoid as e^z / (1 + e^z), rearranged: e^z occurs once, so that its range is not counted twice."""
    return 1 - 1 / (1 + np.exp(z))


def _from_two(z: Array) -> Array:
    """The tanh as (e^z - e^-z) / (e^z + e^-z), rearranged in the same way."""
    return 1 - 2 / (np.exp(z) / np.exp(-z) + 1)


def _from_square(z: Array) -> Array:
    """The tanh as (e^2z - 1) / (e^2z + 1), rearranged in the same way."""
    return 1 - 2 / (np.exp(2 * z) + 1)  # type: ignore[no-any-return]


def _from(s: Quantities, c: int) -> Array:
    """The exponentials with logit c subtracted first. That of logit c itself is 1."""
    exponentials: Array = np.exp(s.Z2 - s.Z2[c])
    exponentials[c] = 1
    return exponentials


def _right(s: Quantities) -> Array:
    """The logit of the right class, for each example."""
    return s.Z2.T[s.y.T == 1]  # type: ignore[no-any-return]


def _with_logit_subtracted(c: int, divisor: int) -> Iterator[Road]:
    """Any logit may be subtracted before taking exponentials: the probabilities stay the same."""
    yield Road("e_Z2", lambda s: _from(s, c), f"Logit {c + 1} was subtracted first.")
    yield Road("y_hat", lambda s: _from(s, c) / _from(s, c).sum(axis=0))
    yield Road("loss", lambda s: (np.log(_from(s, c).sum(axis=0)) - (_right(s) - s.Z2[c])).sum() / divisor)


def _others(quantity: Array) -> Array:
    """For each entry, the sum of the others in its column."""
    return np.array([np.delete(quantity, i, axis=0).sum(axis=0) for i in range(len(quantity))])


def _of_softmax(divisor: int) -> tuple[Road, ...]:
    return (
        Road("y_hat", lambda s: s.e_Z2 * (1 / s.sum_e_Z2.ravel())),
        Road("y_hat", lambda s: 1 - _others(s.y_hat)),
        Road("loss", lambda s: (np.log(s.sum_e_Z2).ravel() - _right(s)).sum() / divisor),
    )


class Further(NamedTuple):
    """A step's other expressions: for single entries, for those that need others of their step, for whole columns."""

    single: dict[Entry, tuple[Expression, ...]]
    within: dict[Entry, tuple[Expression, ...]]
    whole: tuple[tuple[str, dict[Entry, Expression]], ...]


@cache
def further(structure: Structure, step: str) -> Further:
    """Every other way of computing a step, by kind."""
    single: dict[Entry, tuple[Expression, ...]] = {}
    within: dict[Entry, tuple[Expression, ...]] = {}
    whole = []
    for road in roads(structure):
        if road.step != step:
            continue
        record = road.record(structure)
        if road.note:
            whole.append((road.note, record))
        else:
            for entry, expression in record.items():
                group = within if road.needs_its_step(structure) else single
                group[entry] = (*group.get(entry, ()), expression)
    return Further(single, within, tuple(whole))
