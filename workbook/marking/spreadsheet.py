"""A problem and a sheet as CSV, as spreadsheets write and read it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from workbook.marking.expressions import Entry
from workbook.marking.limits import LARGEST_SIZE, check_length
from workbook.marking.numerals import NUMBER
from workbook.marking.problems import Problem, SavedSheet, problem_of
from workbook.marking.reading import BLANK, Sheet, shortened
from workbook.networks import ASSIGNMENT, Network, network_of
from workbook.quantities import GIVENS

HEADING = ["name", "row", "column", "value"]

RISKY = ("=", "+", "-", "@", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With these a cell begins that a spreadsheet could run, or that it would show without its first letter."""


def to_csv(problem: Problem, sheet: Sheet = BLANK) -> str:
    """One number a line: its name, its row and its column, counted from 1, and what is written there.

    A text that a spreadsheet could take for a formula gets an apostrophe before it, which `from_csv` takes off again.
    """
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADING)
    lines.writerow(["problem", "", "", _inert(problem.name)])
    lines.writerow(["places", "", "", problem.places])
    if problem.network != ASSIGNMENT:
        lines.writerow(["network", "", "", ", ".join(problem.network)])
    for name, table in problem.tables.items():
        lines.writerows([name, i + 1, j + 1, text] for i, row in enumerate(table) for j, text in enumerate(row))
    lines.writerows(
        [name, i + 1, j + 1, _inert(sheet.entries.get(Entry(name, i, j), ""))] for name, i, j in problem.record
    )
    return text.getvalue()


def _inert(text: str) -> str:
    """The text as a spreadsheet does not run it, and as `_cell` reads it back."""
    risky = text != text.strip() or text[:1] in RISKY
    return f"'{text}" if text and risky and not re.fullmatch(NUMBER, text) else text


def _cell(text: str) -> str:
    return text[1:] if text.startswith("'") else text.strip()


def from_csv(text: str) -> SavedSheet:
    """The problem and the sheet of a CSV file's text. Commas, semicolons or tabs separate the cells.

    Raises: ValueError, as `load`.
    """
    check_length(text)
    cells = Cells()
    lines = csv.reader(io.StringIO(text), strict=True, delimiter=_delimiter(text))
    try:
        heading = next(lines, [])
        if [cell.strip() for cell in heading] != HEADING:
            raise ValueError(f"line 1: expected {','.join(HEADING)}, got {shortened(','.join(heading))}")
        for line in lines:
            cells.take(lines.line_num, line)
    except csv.Error as complaint:
        raise ValueError(f"line {lines.line_num}: not a CSV file, {complaint}") from None
    written = cells.written
    parts = written.get(Entry("network"), "")
    network = network_of(dict(zip(Network._fields, re.split(", *", parts), strict=False)) if parts else {})
    tables = {name: _table(written, name) for name in GIVENS if network.biases != "none" or name not in ("b1", "b2")}
    problem = problem_of(written.get(Entry("problem"), ""), tables, written.get(Entry("places"), ""), network)
    entries = {entry: value for entry, value in written.items() if entry in problem.record and value}
    known = {*problem.record, *problem.givens, Entry("problem"), Entry("places"), Entry("network")}
    nowhere = [f"{entry.where}: there is no such result" for entry in written if entry not in known]
    return SavedSheet(problem, Sheet(entries, (*cells.remarks, *nowhere, *_cut_off(problem, written))))


def _cut_off(problem: Problem, written: Mapping[Entry, str]) -> list[str]:
    last = list(problem.record)[-1]
    has_results = any(entry in problem.record for entry in written)
    if last in written or not has_results:
        return []
    return [f"{last.where}: the file ends before this line, and may have been cut off"]


def _delimiter(text: str) -> str:
    """What parts the cells of the heading."""
    heading = text.partition("\n")[0]
    return next((sign for sign in ";\t" if sign in heading), ",")


class Cells:
    """The cells of a file's lines, by their entries, and what there is to say to the lines."""

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self._texts: dict[Entry, dict[str, None]] = {}

    def take(self, number: int, cells: list[str]) -> None:
        """Take in a line. Empty cells at its end are a spreadsheet's own."""
        line = [cell.strip() for cell in cells]
        while len(line) > len(HEADING) and not line[-1]:
            line.pop()
        match line:
            case [("problem" | "places" | "network") as name, _, _, _]:
                self._add(number, Entry(name), name, _cell(cells[3]))
            case [name, row, column, _] if _counts(row) and _counts(column):
                entry = Entry(name, int(row) - 1, int(column) - 1)
                self._add(number, entry, entry.where, _cell(cells[3]))
            case _ if any(line):
                self.remarks.append(
                    f"line {number}: expected name, row, column and value, got {shortened(','.join(line))}"
                )

    def _add(self, number: int, entry: Entry, where: str, value: str) -> None:
        if entry in self._texts:
            self.remarks.append(f"line {number}: {where} stands here again")
        self._texts.setdefault(entry, {})[value] = None

    @property
    def written(self) -> dict[Entry, str]:
        """What each entry holds. Where the texts differ, all of them."""
        return {entry: " or ".join(text for text in texts if text) for entry, texts in self._texts.items()}


def _counts(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= 999


def _table(cells: Mapping[Entry, str], name: str) -> list[list[str]]:
    """The cells of a quantity as a table, one too large at most. Where one is missing, there is an empty text."""
    own = [entry for entry in cells if entry.name == name]
    rows = 1 + min(LARGEST_SIZE, max((entry.row for entry in own), default=-1))
    columns = 1 + min(LARGEST_SIZE, max((entry.column for entry in own), default=-1))
    return [[cells.get(Entry(name, i, j), "") for j in range(columns)] for i in range(rows)]
