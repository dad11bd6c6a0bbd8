"""A problem in HTML, as a platform shows it: what is given, and the sheet with a field for each entry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from html import escape

from workbook.marking.expressions import Entry
from workbook.marking.files import to_json
from workbook.marking.marks import symbol_of
from workbook.marking.problems import Problem
from workbook.quantities import QUANTITIES

JUDGED_ALONE = "Each result is judged alone here. What follows from an earlier error counts as wrong."
FOLLOWED = "Marking follows your own numbers. What follows from an earlier error counts as right where it takes work."


def how_to_work(problem: Problem) -> str:
    """What to write, in a sentence."""
    return f"Work every result to {problem.places} decimals, and go on with the rounded number."


def network_in_words(problem: Problem) -> str:
    """Which network it is, in a sentence."""
    hidden, output, loss, *_ = problem.network
    parts = [f"Hidden activation: {hidden}.", f"Output: {output}, with {loss}."]
    if problem.sizes.N > 1:
        parts.append(f"The loss is the {problem.network.reduction} over the examples.")
    if problem.network.biases != "given":
        parts.append(f"Biases: {problem.network.biases}.")
    return " ".join(parts)


def symbol(entry: Entry, shape: tuple[int, int]) -> str:
    """An entry's symbol with its index counted from 1, as in maths."""
    return symbol_of(entry, shape[1])


def identity(problem: Problem) -> str:
    """A name for a problem that any platform accepts, and that no other problem has."""
    return f"problem_{hashlib.sha256(to_json(problem).encode()).hexdigest()[:20]}"


def identifier(entry: Entry) -> str:
    """A name for an entry that any platform accepts: letters, digits and underscores.

    >>> identifier(Entry("dW1", 0, 2))
    'dW1_1_3'
    """
    return f"{entry.name}_{entry.row + 1}_{entry.column + 1}"


def table(name: str, shape: tuple[int, int], cell: Callable[[Entry], str]) -> str:
    """A quantity as a table, preceded by its symbol."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell(Entry(name, i, j))}</td>' for j in range(shape[1]))}</tr>" for i in range(shape[0])
    )
    return f"<p>{QUANTITIES[name].symbol.html()} =</p><table><tbody>{rows}</tbody></table>"


def givens(problem: Problem) -> str:
    """The network and everything that is given."""
    tables = [
        table(name, problem.all_shapes[name], lambda entry: escape(problem.tables[entry.name][entry.row][entry.column]))
        for name in problem.tables
    ]
    return f"<p>{escape(network_in_words(problem))} {escape(how_to_work(problem))}</p>{''.join(tables)}"


def sheet(problem: Problem, cell: Callable[[Entry], str]) -> str:
    """The sheet, step by step, with what `cell` writes for each entry."""
    return "".join(table(name, shape, cell) for name, shape in problem.shapes.items())


def number(exact: Decimal) -> str:
    """A number in digits with a point, without superfluous zeros.

    >>> number(Decimal("1.3500")), number(Decimal("1E+2"))
    ('1.35', '100')
    """
    return f"{exact.normalize():f}"
