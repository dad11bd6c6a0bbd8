"""Sheets and keys as PDF, set by Typst: its fonts and all that it needs come with its package."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from nnlib.network import Array
from workbook.course.handed_out import HandedOut
from workbook.marking.problems import Problem, Table
from workbook.marking.replay import PAPER
from workbook.marking.solutions import solved
from workbook.quantities import QUANTITIES
from workbook.show import as_table, decimals, indexed
from workbook.symbols import Piece
from workbook.worked_lines import stages

TEMPLATE = Path(__file__).with_name("sheet.typ")
PAPERS = {"a4": "a4", "letter": "us-letter"}
"""The sizes of paper, and how Typst calls them."""

MATHS = {"ŷ": "hat(y)", "Σ": "sum", "/": r"\/"}
"""What is written otherwise in Typst's maths."""

IN_TEXT = {
    "*": "({})({})",
    "/": "({})/({})",
    "exp": "#emph[e]#super[{}];",
    "sin": "sin({})",
    "cos": "cos({})",
    "tanh": "tanh({})",
    "log": "ln({})",
}
"""Worked lines as Typst's text, which a screen reader reads as it stands."""


def worksheet(handed_out: HandedOut, paper: str, count: int = 0) -> str:
    """A student's sheet in Typst, with the first `count` steps worked."""
    return _student("Worksheet", handed_out, paper, list(handed_out.problem.shapes)[:count])


def key(handed_out: HandedOut, paper: str) -> str:
    """A student's sheet in Typst, filled in, and how each entry is worked."""
    return _student("Key", handed_out, paper, list(handed_out.problem.shapes))


def pdf(title: str, students: Iterable[str]) -> bytes:
    """Sheets or keys as one tagged PDF; by PDF/UA-1, where there is a font for each letter of each name.

    Raises: ModuleNotFoundError, when the package `typst` is missing.
    """
    import typst  # an extra

    source = f"{TEMPLATE.read_text(encoding='utf8')}\n#students({_string(title)}, ({''.join(map(_item, students))}))\n"
    try:
        return typst.compile(source.encode(), pdf_standards=["ua-1"])
    except typst.TypstError:
        return typst.compile(source.encode())


def maths(pieces: Iterable[Piece]) -> str:
    """A symbol in Typst's maths.

    >>> maths([Piece("e"), Piece("Z", "^"), Piece("2", "^_")])
    'e^(Z_(2))'
    """
    written, height = "", ""
    for text, script in [*pieces, Piece("")]:
        same = next(n for n in range(len(height), -1, -1) if script.startswith(height[:n]))
        written += ")" * (len(height) - same) + "".join(f"{mark}(" for mark in script[same:])
        word = f'"{text}"' if len(text) > 1 and text.isalpha() else text
        written += "".join(MATHS.get(character, character) for character in word)
        height = script
    return written


def _student(title: str, handed_out: HandedOut, paper: str, closed: list[str]) -> str:
    (id, name), problem = handed_out
    solution = solved(problem)
    arguments = {
        "paper": _string(PAPERS[paper]),
        "title": _string(title),
        "id": _string(id),
        "name": _string(name),
        "given": _list(_given(each, table) for each, table in problem.tables.items()),
        "rules": _string(_rules(problem)),
        "places": str(problem.places),
        "sheet": _list(
            f"({_symbol(each)}, {_rows(quantity, each in closed)})" for each, quantity in solution.quantities.items()
        ),
        "worked": _list(
            f"({_symbol(each, index)}, [{_worked_line(stages(entry, solution.has_a_line, IN_TEXT))}])"
            for each in closed
            for index, entry in indexed(solution.quantities[each])
        ),
    }
    return f"student({', '.join(f'{name}: {argument}' for name, argument in arguments.items())})"


def _rules(problem: Problem) -> str:
    network = problem.network
    several = f", {network.reduction} over the examples" if problem.sizes.N > 1 else ""
    biases = "" if network.biases == "given" else f" Biases: {network.biases}."
    return (
        f"Network: hidden layer {network.hidden}; output {network.output}; loss {network.loss}{several}.{biases} "
        f"Results: {problem.places} decimals, {PAPER}."
    )


def _given(name: str, table: Table) -> str:
    rows = ["; ".join([", ".join(row) for row in table])]
    value = table[0][0] if np.size(table) == 1 else f'display(mat(delim: "[", {rows[0]}))'
    alt = "; ".join(" ".join(row) for row in table)
    pieces = QUANTITIES[name].symbol.pieces()
    return f"(maths: ${maths(pieces)} = {value}$, alt: {_string(f'{_plain(pieces)} = {alt}')})"


def _symbol(name: str, index: str = "") -> str:
    pieces = QUANTITIES[name].symbol.pieces(index)
    return f"(maths: ${maths(pieces)}$, alt: {_string(_plain(pieces))})"


def _plain(pieces: Iterable[Piece]) -> str:
    """A symbol read aloud, as far as text can."""
    return "".join(f"{script[-1:]}{text}" for text, script in pieces)


def _rows(quantity: Array, is_closed: bool) -> str:
    rows = as_table(quantity)
    return _list(_list(_string(_minus(decimals(each))) if is_closed else "none" for each in row) for row in rows)


def _worked_line(line: list[str]) -> str:
    return _minus(" = ".join(line))


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def _list(items: Iterable[str]) -> str:
    return f"({''.join(map(_item, items))})"


def _item(text: str) -> str:
    return f"{text}, "


def _string(text: str) -> str:
    """A text as Typst's literal, whose escapes are JSON's."""
    return json.dumps(text, ensure_ascii=False)
