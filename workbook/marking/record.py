"""How each entry is computed, and from what, as read from a run of the network on numbers that remember it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import numpy as np

from nnlib import Parameters
from nnlib.network import Array, Function
from nnlib.numbers import FixedPoint
from workbook.marking.expressions import Either, Entry, Expression, Formula, Operation, Sizes, Structure, sources
from workbook.networks import ASSIGNMENT, Network
from workbook.show import as_table
from workbook.steps import givens_of, to_the_gradients, update


class Quantities(dict[str, Any]):
    """Quantities by name, as `s["W1"]` and as `s.W1`."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


Computation = Callable[[Quantities], Array]
"""A computation on quantities by name: `lambda s: s.W1 @ s.x`."""


def shapes(sizes: Sizes, network: Network = ASSIGNMENT) -> dict[str, tuple[int, int]]:
    """The shape of each given quantity."""
    D, K, C, N = sizes
    shapes = {"W1": (K, D), "b1": (K, 1), "W2": (C, K), "b2": (C, 1), "x": (D, N), "y": (C, N), "learning_rate": (1, 1)}
    if network.biases == "shared":
        shapes |= {"b1": (1, 1), "b2": (1, 1)}
    return {name: shape for name, shape in shapes.items() if network.biases != "none" or name not in ("b1", "b2")}


def indices(quantity: Array) -> Iterator[tuple[int, int]]:
    """The row and the column of each entry of a quantity."""
    rows, columns = as_table(quantity).shape
    return ((row, column) for row in range(rows) for column in range(columns))


@lru_cache(maxsize=512)
def recorded_steps(structure: Structure) -> dict[Entry, Expression]:
    """Every entry of the sheet, in order, and how it is computed in problems of this structure."""
    above, below = (_steps(structure, sign) for sign in (1, -1))
    return _either("Z1", above, below)


@cache
def recorded(run: Computation, name: str, hinge: str, structure: Structure) -> dict[Entry, Expression]:
    """The expressions of one step that `run` computes. The sign of the hinge, a quantity, decides between branches."""
    above, below = (_run(run, name, hinge, structure, sign) for sign in (1, -1))
    return _either(hinge, above, below)


@cache
def recorded_sources(structure: Structure) -> dict[Entry, frozenset[Entry]]:
    """The entries, including given numbers, from which each entry is computed."""
    return {entry: sources(expression) for entry, expression in recorded_steps(structure).items()}


class Names:
    """Which number is which entry. The same operation on the same numbers counts as the same number."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._ids: dict[Hashable, int] = {}
        self._known: dict[int, tuple[int, FixedPoint]] = {}

    def copy(self) -> Names:
        """A copy, to which other names can be added."""
        copy = Names()
        copy._entries, copy._ids, copy._known = dict(self._entries), dict(self._ids), dict(self._known)
        return copy

    def given(self, name: str, values: Array) -> Array:
        """A quantity made of new numbers, each with its name."""
        quantity: Array = np.array([[FixedPoint(value) for value in row] for row in values], object)
        for place in indices(quantity):
            entry, number = Entry(name, *place), quantity[place]
            self._known[id(number)] = self._ids.setdefault(entry, len(self._ids)), number
            self._entries[self._id(number)] = entry
        return quantity

    def formulas(self, name: str, quantity: Array) -> dict[Entry, Formula]:
        """How a quantity's entries are computed from numbers with names. From now on these entries have names, too."""
        table = as_table(quantity)
        made = {Entry(name, *place): self._formula(table[place]) for place in indices(table)}
        for entry in made:
            number = table[entry.row, entry.column]
            if isinstance(made[entry], Decimal):
                self._known[id(number)] = self._ids.setdefault(entry, len(self._ids)), number
            self._entries.setdefault(self._id(number), entry)
        return made

    def has(self, number: FixedPoint) -> bool:
        """Whether a number has a name, or another number that is computed in the same way."""
        return self._id(number) in self._entries

    def _formula(self, number: FixedPoint) -> Formula:
        entry = self._entries.get(self._id(number))
        if entry is not None:
            return entry
        if number.operation is None:
            return number.value
        return _shortened(Operation(number.operation, tuple(map(self._formula, number.operands))))

    def _id(self, number: FixedPoint) -> int:
        if id(number) not in self._known:
            made: Hashable = number.value
            if number.operation is not None:
                made = number.operation, *map(self._id, number.operands)
            self._known[id(number)] = self._ids.setdefault(made, len(self._ids)), number
        return self._known[id(number)][0]


def _shortened(formula: Operation) -> Formula:
    """The formula, simplified: without + 0 and times 1, and with 0 for a product with 0."""
    operation, operands = formula.operation, formula.operands
    if operation == "+" and Decimal(0) in operands:
        return operands[0] if operands[1] == 0 else operands[1]
    if operation == "*" and operands[1] == 1:
        return operands[0]
    return Decimal(0) if operation == "*" and Decimal(0) in operands else formula


def _steps(structure: Structure, sign: int) -> dict[Entry, Formula]:
    """The record of a problem of zeros and ones in which every Z1 has this sign."""
    names, network = Names(), structure.network
    quantities = {name: names.given(name, each) for name, each in _values(structure, 0, sign).items()}
    givens = givens_of(quantities)
    originals: dict[str, Array] = {}

    def own(name: str, f: Function) -> Function:
        """The function, with results that are new numbers even if it only copies."""

        def apply(z: Array) -> Array:
            originals[name] = f(z)
            return names.given(name, originals[name])

        return apply

    first = to_the_gradients(givens, network, own)
    made: dict[Entry, Formula] = {}
    for name, quantity in first.items():
        made |= names.formulas(name, originals.get(name, quantity))
    slopes = {
        theta: names.given(f"d{theta}", first[f"d{theta}"]) for theta in Parameters._fields if f"d{theta}" in first
    }
    gradients = givens_of(quantities | slopes).params
    for name, quantity in update(givens.params, gradients, givens.learning_rate, network).items():
        made |= names.formulas(name, quantity)
    return made


def _run(run: Computation, name: str, hinge: str, structure: Structure, sign: int) -> dict[Entry, Formula]:
    known, s = _all_quantities(hinge, structure, sign)
    names = known.copy()
    result = np.asarray(run(s))
    numbers = [number if isinstance(number, FixedPoint) else FixedPoint(number) for number in result.ravel().tolist()]
    return names.formulas(name, np.array(numbers, object).reshape(result.shape))


@cache
def _all_quantities(hinge: str, structure: Structure, sign: int) -> tuple[Names, Quantities]:
    """Every quantity as halves with names, and the hinge with this sign. Both ŷ and 1 - ŷ then have a logarithm."""
    names = Names()
    values = _values(structure, 0.5, 1)
    for entry in recorded_steps(structure):
        rows, columns = values[entry.name].shape if entry.name in values else (0, 0)
        values[entry.name] = np.full((max(rows, entry.row + 1), max(columns, entry.column + 1)), 0.5)
    values[hinge] = sign * values[hinge]
    s = Quantities({each: names.given(each, numbers) for each, numbers in values.items()})
    return names, Quantities(s, learning_rate=s.learning_rate.item())


def _values(structure: Structure, value: float, sign: int) -> dict[str, Array]:
    """Given numbers: all equal, except that Z1 gets this sign, and that the target is that of the structure."""
    (D, K, C, N), target, network = structure
    values: dict[str, Array] = {name: np.full(shape, value) for name, shape in shapes(structure.sizes, network).items()}
    values |= {"W1": np.full((K, D), sign), "x": np.ones((D, N), int)}
    if network.output == "softmax":
        values["y"] = np.eye(C, dtype=int)[:, target]
    elif target:
        values["y"] = np.reshape(target, (C, N))
    return values


def _either(hinge: str, above: dict[Entry, Formula], below: dict[Entry, Formula]) -> dict[Entry, Expression]:
    """One expression from both branches. Below the hinge H is a copy of sin Z1, and it still counts as H."""
    copies = {entry: made for entry, made in below.items() if isinstance(made, Entry)}
    return {
        entry: made
        if _renamed(made, copies) == _renamed(below[entry], copies)
        else Either(Entry(hinge, entry.row, entry.column), made, below[entry])
        for entry, made in above.items()
    }


def _renamed(formula: Formula, copies: dict[Entry, Entry]) -> Formula:
    if isinstance(formula, Entry):
        return copies.get(formula, formula)
    if isinstance(formula, Operation):
        return Operation(formula.operation, tuple(_renamed(each, copies) for each in formula.operands))
    return formula
