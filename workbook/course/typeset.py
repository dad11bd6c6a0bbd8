"""Sheets and keys as PDF, typeset by Typst, whose package contains its fonts and everything else that it needs."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from nnlib.network import Array
from workbook.course.address import PAGE, page_address
from workbook.course.exports.markup import network_in_words
from workbook.course.handed_out import HandedOut
from workbook.file_names import file_name
from workbook.formulas import equations
from workbook.marking.problems import Problem, Table
from workbook.marking.replay import PAPER
from workbook.marking.solutions import solved
from workbook.quantities import QUANTITIES
from workbook.show import as_table, decimals, indexed, symbol
from workbook.symbols import Piece
from workbook.worked_lines import stages

TEMPLATE = Path(__file__).with_name("sheet.typ")
PAPERS = {"a4": "a4", "letter": "us-letter"}
"""The paper sizes, and what Typst calls them."""

MATHS = {"ŷ": "hat(y)", "Σ": "sum", "/": r"\/"}
"""What is written differently in Typst's maths."""

IN_TEXT = {
    "*": "({})({})",
    "/": "({})/({})",
    "exp": "#emph[e]#super[{}];",
    "sin": "sin({})",
    "cos": "cos({})",
    "tanh": "tanh({})",
    "log": "ln({})",
}
"""Worked lines as Typst text, which a screen reader reads as it is."""


def worksheet(handed_out: HandedOut, paper: str, count: int = 0, site: str = "") -> str:
    """A student's sheet in Typst, with the first `count` steps worked out, and a link to the site if one is given."""
    closed = list(handed_out.problem.shapes)[:count]
    way = _way(site, handed_out) if site else "none"
    return _student("Worksheet", handed_out, paper, closed, way=way, room="true")


def key(handed_out: HandedOut, paper: str) -> str:
    """A student's sheet in Typst, filled in, with the working for each entry."""
    return _student("Key", handed_out, paper, list(handed_out.problem.shapes))


def pdf(title: str, student: str) -> bytes:
    """A sheet or a key as a tagged PDF, conforming to PDF/UA-1 if there is a font for each letter of the name.

    Raises: ModuleNotFoundError if the package `typst` is missing.
    """
    import typst  # an extra

    written = source(title, student)
    try:
        return typst.compile(written, pdf_standards=["ua-1"])
    except typst.TypstError:
        return typst.compile(written)


def source(title: str, student: str) -> bytes:
    """A whole Typst document."""
    return f"{TEMPLATE.read_text(encoding='utf8')}\n#document-of({_string(title)}, {student})\n".encode()


def maths(pieces: Iterable[Piece]) -> str:
    """A symbol in Typst maths.

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


def from_latex(latex: str) -> str:
    r"""Typst maths, from the part of LaTeX that the formulas of a forward pass use.

    >>> from_latex(r"\frac{1}{2} \sum_i (\hat{y}_i - y_i)^2")
    'frac(1, 2) sum_i (hat(y)_i - y_i)^2'
    """
    plain = re.sub(r"\\(left|right) ?", "", latex).replace("\\", "")
    return plain.replace("}{", ", ").replace("{", "(").replace("}", ")")


def _student(title: str, handed_out: HandedOut, paper: str, closed: list[str], **further: str) -> str:
    (id, name), problem = handed_out
    solution = solved(problem)
    arguments = {
        "paper": _string(PAPERS[paper]),
        "title": _string(title),
        "id": _string(id),
        "name": _string(name),
        "given": _list(_given(each, table) for each, table in problem.tables.items()),
        "formulas": _list(_formula(each, right) for each, right in equations(problem.network).items()),
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
        **further,
    }
    return f"student({', '.join(f'{name}: {argument}' for name, argument in arguments.items())})"


def _rules(problem: Problem) -> str:
    angles = "Angles in radians. " if problem.network.hidden == "relu + sin" else ""
    return f"{network_in_words(problem)} {angles}Results: {problem.places} decimals, {PAPER}."


def _formula(name: str, right: str) -> str:
    latex = f"{symbol(name)} = {right}"
    return f"(maths: $display({from_latex(latex)})$, alt: {_string(latex)})"


def _way(site: str, handed_out: HandedOut) -> str:
    """How to reach the page that marks the sheet: its address, the file to load, and the address of the problem."""
    import segno  # an extra

    address = page_address(site, handed_out.problem)
    code, drawing = segno.make(address, error="l", micro=False), io.BytesIO()
    code.save(drawing, kind="svg", nl=False)
    parts = {
        "page": _string(site + PAGE),
        "file": _string(f"{file_name(handed_out.student.id)}.json"),
        "address": _string(address),
        "code": _string(drawing.getvalue().decode()),
        "modules": str(code.symbol_size()[0]),
    }
    return f"({', '.join(f'{name}: {part}' for name, part in parts.items())})"


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
    """A symbol for reading aloud, as far as plain text allows."""
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
    """Text as a Typst literal, which has the same escapes as JSON."""
    return json.dumps(text, ensure_ascii=False)
