r"""Quantities as a notebook shows them: with the assignment's symbols, as matrices, and as lines of working."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.network import Array
from nnlib.numbers import FixedPoint
from workbook.quantities import QUANTITIES
from workbook.worked_lines import stages

LONG_LINE = 60
"""A line of working with more characters than this is typeset with one stage in each row."""


class Latex:
    """Displayed maths for a notebook."""

    def __init__(self, source: str) -> None:
        self.source = source

    def _repr_latex_(self) -> str:
        return f"$$\n{self.source}\n$$"

    def __repr__(self) -> str:
        return self.source


def symbol(name: str, index: str = "") -> str:
    r"""The quantity's symbol in LaTeX, or that of one of its entries.

    >>> symbol("Z1"), symbol("Z1", "2"), symbol("y_hat"), symbol("y_hat", "2")
    ('Z_{1}', 'Z_{1,2}', '\\hat{y}', '\\hat{y}_{2}')

    Raises: ValueError for a name that is not in the table of quantities.
    """
    if name not in QUANTITIES:
        raise ValueError(f"name: expected one of {', '.join(QUANTITIES)}, got {name!r}")
    return QUANTITIES[name].symbol.tex(index)


def entries(name: str, quantity: Any) -> list[tuple[str, Any]]:
    """Each entry with its symbol, row by row."""
    return [(symbol(name, index), entry) for index, entry in indexed(quantity)]


def indexed(quantity: Any) -> list[tuple[str, Any]]:
    """Each entry with its index, row by row. Indices begin at 1, as in maths."""
    table = as_table(quantity)
    rows, columns = table.shape

    def index(row: int, column: int) -> str:
        return str(row + 1) if columns == 1 else f"{row + 1},{column + 1}"

    return [(index(*place), table[place]) for place in np.ndindex(rows, columns)]


def as_table(quantity: Any) -> Array:
    """A quantity of any shape as rows and columns: a number becomes a single entry, and a vector a column."""
    table: Array = np.atleast_2d(np.asarray(quantity).T).T
    return table


def is_given(quantity: Any) -> bool:
    """Whether the quantity consists of given four-decimal numbers, not of computed ones."""
    return all(isinstance(entry, FixedPoint) and entry.operation is None for entry in np.ravel(quantity))


def decimals(entry: Any, given: bool = False) -> str:
    """A number as text: a given number as it is, a result on paper with all its places, a float with six."""
    if isinstance(entry, FixedPoint):
        return str(entry) if given else f"{entry.value:.{entry.places}f}"
    return rounded(entry, 6)


def rounded(number: Any, places: int) -> str:
    """A float with this many decimals. A number that is rounded to zero has no sign.

    >>> rounded(-0.00004, 4)
    '0.0000'
    """
    return f"{round(number, places) + 0.0:.{places}f}"


def matrix(quantity: Any) -> str:
    """The quantity's entries as a LaTeX matrix."""
    table = as_table(quantity)
    given = is_given(table)
    rows = [" & ".join(decimals(entry, given) for entry in row) for row in table]
    return "\\begin{pmatrix}\n" + " \\\\\n".join(rows) + "\n\\end{pmatrix}"


def show(**quantities: Any) -> Latex:
    """Quantities by their names in the code, as equations: `show(Z1=trace.Z1)`."""
    return Latex("\n,\\quad\n".join(f"{symbol(name)} = {_value(quantity)}" for name, quantity in quantities.items()))


def work(has_a_line: Callable[[FixedPoint], bool] | None = None, /, **quantities: Array) -> Latex:
    """The working for each entry, for numbers that remember how they were computed: `work(Z1=trace.Z1)`.

    Args: a function that says which numbers have a line of their own, as for `stages`.
    """
    lines = []
    for name, quantity in quantities.items():
        for entry_symbol, entry in entries(name, quantity):
            written = stages(entry, has_a_line)
            together = " = ".join(written)
            lines.append(
                f"{entry_symbol} &= " + (" \\\\\n&= ".join(written) if len(together) > LONG_LINE else together)
            )
    return Latex("\\begin{aligned}\n" + " \\\\[0.5em]\n".join(lines) + "\n\\end{aligned}")


def _value(quantity: Any) -> str:
    return decimals(np.asarray(quantity).item(), is_given(quantity)) if np.size(quantity) == 1 else matrix(quantity)
