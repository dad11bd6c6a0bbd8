"""The page of notation: every quantity with its meaning, its name in the code and its shape."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from IPython.display import Markdown

from nnlib import Parameters, assignment
from nnlib.assignment import Givens
from workbook.networks import GIVEN
from workbook.quantities import GIVENS, QUANTITIES, RESULTS, value, work_through

SIZES = {"D": 5, "K": 4, "C": 3, "N": 2}
"""A network whose sizes all differ, so that a shape tells which is which."""


def values(givens: Givens) -> dict[str, Any]:
    """The value of each quantity's code for a problem."""
    worked = work_through(givens, GIVEN)
    return {name: value(name, worked) for name in GIVENS + RESULTS}


def shapes() -> dict[str, str]:
    """Each quantity's shape in letters, found from arrays."""
    letters = {size: letter for letter, size in SIZES.items()} | {1: "1"}
    D, K, C, N = SIZES.values()
    params = Parameters(np.ones((K, D)), np.ones((K, 1)), np.ones((C, K)), np.ones((C, 1)))
    found = values(Givens(params, np.ones((D, N)), np.eye(C)[:, :N], 1.0))
    return {name: _tuple(letters[size] for size in np.shape(array)) for name, array in found.items()}


def notation() -> Markdown:
    """For a notebook: the table of all symbols."""
    letters, on_paper = shapes(), values(assignment.givens())
    head = ["symbol", "meaning", "in the code", "shape", "on paper", "defined in"]
    rows = [head, ["---"] * len(head)]
    for name in GIVENS + RESULTS:
        symbol, meaning, code, label, _ = QUANTITIES[name]
        where = f"{{eq}}`{label}`" if label.startswith("eq-") else f"{{ref}}`givens <{label}>`"
        paper = _tuple(map(str, np.shape(on_paper[name])))
        rows.append([f"${symbol.tex()}$", meaning, f"`{code}`", letters[name], paper, where])
    return Markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))  # type: ignore[no-untyped-call]


def _tuple(sizes: Iterable[str]) -> str:
    """A shape as NumPy writes it. A single number has no shape."""
    match list(sizes):
        case []:
            return "a number"
        case [size]:
            return f"$({size},)$"
        case several:
            return f"$({', '.join(several)})$"
