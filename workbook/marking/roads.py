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
    """Another correct formula for a step. One with a note gives different numbers, so a whole step must keep to it."""

    step: str
    run: Computation
    note: str = ""

    def record(self, structure: Structure) -> dict[Entry, Expression]:
        """The step's entries, computed by this road."""
        return recorded(self.run, self.step, "Z1", structure)

    def needs_its_step(self, structure: Structure) -> bool:
        """Whether an entry is computed from other entries of the same step."""
        return any(source.name == self.step for each in self.record(structure).values() for source in sources(each))


def _from(s: Quantities, c: int) -> Array:
    """The exponentials with logit c subtracted first. That of logit c itself is 1."""
    exponentials: Array = np.exp(s.Z2 - s.Z2[c])
    exponentials[c] = 1
    return exponentials


def _with_logit_subtracted(c: int) -> Iterator[Road]:
    """Any logit may be subtracted before taking exponentials: the probabilities stay the same."""
    yield Road("e_Z2", lambda s: _from(s, c), f"Logit {c + 1} was subtracted first.")
    yield Road("y_hat", lambda s: _from(s, c) / _from(s, c).sum())
    yield Road("loss", lambda s: np.log(_from(s, c).sum()) - (s.Z2[s.y == 1] - s.Z2[c]))


def _others(quantity: Array) -> Array:
    """For each entry, the sum of the others."""
    return np.array([np.delete(quantity, i).sum() for i in range(len(quantity))])


@cache
def roads(structure: Structure) -> tuple[Road, ...]:
    """Every road in a problem of this structure."""
    softmax = structure.network.output == "softmax"
    every = (
        *(road for c in range(structure.sizes.C * softmax) for road in _with_logit_subtracted(c)),
        *(OF_SOFTMAX if softmax else ()),
        Road("dW1", lambda s: s.dH * (s.f_prime * s.x.T)),
        Road("scaled_dW2", lambda s: (s.learning_rate * s.delta2) * s.H.T),
        Road("scaled_dW1", lambda s: (s.learning_rate * s.delta1) * s.x.T),
    )
    one_example = structure.sizes.N == 1 and structure.network.hidden != "none"
    return every if one_example else ()


OF_SOFTMAX = (
    Road("y_hat", lambda s: s.e_Z2 * (1 / s.sum_e_Z2)),
    Road("y_hat", lambda s: 1 - _others(s.y_hat)),
    Road("loss", lambda s: np.log(s.sum_e_Z2).ravel() - s.Z2[s.y == 1]),
)


class Further(NamedTuple):
    """A step's other expressions: for single entries, for those that need others of their step, and for whole steps."""

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
