"""How a step is named: for people by its symbol, beside the name that files and commands use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from workbook.marking.expressions import Entry
from workbook.marking.marks import symbol_of
from workbook.marking.problems import Problem
from workbook.marking.reading import counted
from workbook.quantities import GIVENS, QUANTITIES

IN_FILES = "In files"
"""The heading of the column with those names."""


class Remark(NamedTuple):
    """A place on a sheet, and what there is to say about it."""

    entry: Entry
    said: str


def symbols(steps: Iterable[str]) -> str:
    """The symbols of steps, as HTML."""
    return ", ".join(QUANTITIES[step].symbol.html() for step in steps)


def in_files(step: str) -> str:
    """The name of a step in CSV files and on the command line, as HTML."""
    return f'<code class="name">{escape(step)}</code>'


def place(entry: Entry, problem: Problem) -> str:
    """An entry's symbol with its index, as HTML; in words if this problem has no such quantity."""
    if entry.name in QUANTITIES and entry.name in problem.all_shapes:
        return symbol_of(entry, problem.all_shapes[entry.name][1])
    return escape(entry.where if entry.row or entry.column else entry.name)


def remarked(remarks: Iterable[Remark], problem: Problem) -> list[str]:
    """Each remark after its place, as HTML."""
    return [f"{place(entry, problem)}: {escape(said)}" for entry, said in remarks]


def first_few(lines: Sequence[str]) -> list[str]:
    """The first three lines, and how many more there are."""
    return [*lines[:3], *([f"and at {counted(len(lines) - 3, 'more place')}"] if len(lines) > 3 else [])]


def explained() -> str:
    """The names that all steps have in files, with their meanings, one to a line: a terminal cannot show symbols."""
    steps = {name: quantity.meaning for name, quantity in QUANTITIES.items() if name not in GIVENS}
    return "\n".join(f"  {name:<{max(map(len, steps))}}  {meaning}" for name, meaning in steps.items())
