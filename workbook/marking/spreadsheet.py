"""A problem and a sheet in lines of cells, as spreadsheets write and read them, in CSV and in other formats."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from workbook.marking.expressions import Entry
from workbook.marking.limits import LARGEST_SIZE, check_length
from workbook.marking.numerals import NUMBER
from workbook.marking.problems import Problem, SavedSheet, problem_of
from workbook.marking.reading import BLANK, Sheet, shortened
from workbook.networks import ASSIGNMENT, Network, network_of
from workbook.quantities import GIVENS

HEADING = ["name", "row", "column", "value"]

ABOUT = {"problem": "problem", "places": "places", "network": "network"}
ABOUT |= dict.fromkeys(("student", "student id", "id"), "student")
"""What a line may say about the whole file, by the line's first cell."""

TITLES = 20
"""The heading may have at most this many lines above it."""

LONGEST_TOP = 10_000
"""The heading must be within this many characters."""

RISKY = ("=", "+", "-", "@", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A cell that begins with one of these could be run by a spreadsheet, or shown without its first character."""

AS_TEXT = re.compile(r'="([^"]*)"')
"""A formula that people write to make a spreadsheet keep text as it is."""

SEP = re.compile('\ufeff? *"?sep=(?P<sign>[^"\r\n]?)"?(?P<more>[,;\t ]*)(?:\r\n?|\n|$)', re.IGNORECASE)
"""A first line that names the separator, and whatever a program that took it for a cell put after it."""

COUNT = re.compile(r"0*([1-9][0-9]{0,2})(?:[.,]0*)?")
"""A row or a column, which a spreadsheet may take for a number with decimals."""


def to_csv(problem: Problem, sheet: Sheet = BLANK) -> str:
    """The text of a CSV file, with one number on each line: its name, row and column, counted from 1, and its text.

    Text that a spreadsheet could take for a formula gets an apostrophe before it, which `from_csv` removes again.
    """
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADING)
    lines.writerow(["problem", "", "", inert(problem.name)])
    lines.writerow(["places", "", "", problem.places])
    if problem.network != ASSIGNMENT:
        lines.writerow(["network", "", "", ", ".join(problem.network)])
    for name, table in problem.tables.items():
        lines.writerows([name, i + 1, j + 1, text] for i, row in enumerate(table) for j, text in enumerate(row))
    lines.writerows(
        [name, i + 1, j + 1, inert(sheet.entries.get(Entry(name, i, j), ""))] for name, i, j in problem.record
    )
    return text.getvalue()


def inert(text: str) -> str:
    """The text in a form that a spreadsheet does not run, and that is read back unchanged."""
    risky = text != text.strip() or text[:1] in RISKY
    return f"'{text}" if text and risky and not re.fullmatch(NUMBER, text) else text


def _cell(text: str) -> str:
    if text.startswith("'"):
        return text[1:]
    plain = text.strip()
    as_text = AS_TEXT.fullmatch(plain) if plain.startswith("=") else None
    return as_text[1].strip() if as_text else plain


@lru_cache(maxsize=1024)
def _short(text: str) -> str:
    """The same, remembered, because names, rows and columns are few."""
    return _cell(text)


@lru_cache(maxsize=1024)
def _count(text: str) -> int:
    """The row or the column; 0 if it is not one."""
    count = COUNT.fullmatch(text)
    return int(count[1]) if count else 0


def from_csv(text: str) -> SavedSheet:
    """The problem and the sheet of a CSV file's text. Commas, semicolons or tabs separate the cells.

    Raises: ValueError, as `load` does.
    """
    cells = cells_in(lines_of(text))
    written = cells.written
    parts = written.get(Entry("network"), "")
    network = network_of(dict(zip(Network._fields, re.split(", *", parts), strict=False)) if parts else {})
    tables = {name: _table(written, name) for name in GIVENS if network.biases != "none" or name not in ("b1", "b2")}
    problem = problem_of(written.get(Entry("problem"), ""), tables, written.get(Entry("places"), ""), network)
    return SavedSheet(problem, sheet_in(cells, problem))


def lines_of(text: str) -> list[tuple[int, list[str]]]:
    """The lines of a CSV file's text, split into cells, each with its number.

    Cells are separated by commas, semicolons or tabs, or by the character in a first line `sep=`. Excel writes that
    line, and counts the lines from the next one.

    Raises: ValueError for text that is too long, or not CSV.
    """
    check_length(text)
    first = SEP.match(text)
    rest = text[first.end() :] if first else text
    sign = first["sign"] if first and not first["more"].strip(" ") else ""
    lines = csv.reader(io.StringIO(rest, newline=""), strict=True, delimiter=sign or _delimiter(rest))
    try:
        return [(lines.line_num, line) for line in lines]
    except csv.Error as complaint:
        raise ValueError(f"line {lines.line_num}: not a CSV file, {complaint}") from None


def cells_in(lines: Iterable[tuple[int, list[str]]]) -> Cells:
    """The content of lines of cells. Above the heading there may be a title, and beside its columns there may be notes.

    Raises: ValueError if there is no heading, or nothing at all.
    """
    cells, first = Cells(), ""
    for count, (number, line) in enumerate(_apart(lines)):
        heading = [] if cells.columns else [_cell(cell).casefold() for cell in line]
        if {*HEADING} <= {*heading}:
            cells.columns = [heading.index(name) for name in HEADING]
            cells.width = 1 + max(i for i, name in enumerate(heading) if name)
        elif cells.columns:
            cells.take(number, line)
        elif count > TITLES:
            break
        else:
            cells.take_title(number, line)
            first = first or ",".join(line).strip(",; ")
    if not cells.columns and not first:
        raise ValueError("the file is empty")
    if not cells.columns:
        raise ValueError(f"line 1: expected {','.join(HEADING)}, got {shortened(first)}")
    return cells


def _apart(lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The lines, their cells separated: a spreadsheet that expects semicolons opens a file with commas as one column.

    A student then types each value into the next cell.
    """
    is_together = False
    for number, line in lines:
        cells = next(csv.reader(line[:1]), [])
        is_together = is_together or [cell.strip().casefold() for cell in cells] == HEADING
        if is_together:
            beside = next((cell for cell in line[1:] if cell.strip()), "")
            yield number, [*cells[:3], ",".join(cells[3:]).strip() or beside]
        else:
            yield number, line


def sheet_in(cells: Cells, problem: Problem) -> Sheet:
    """The sheet of this problem, with remarks on the lines that do not belong to it."""
    written = cells.written
    entries = {entry: value for entry, value in written.items() if entry in problem.record and value}
    known = {*problem.record, *problem.givens, *map(Entry, ABOUT.values())}
    nowhere = [f"{entry.where}: there is no such result" for entry in written if entry not in known]
    return Sheet(entries, (*cells.remarks, *nowhere, *_cut_off(problem, written)))


def _cut_off(problem: Problem, written: Mapping[Entry, str]) -> list[str]:
    last = list(problem.record)[-1]
    has_results = any(entry in problem.record for entry in written)
    if last in written or not has_results:
        return []
    return [f"{last.where}: the file ends before this line, and may have been cut off"]


def _delimiter(text: str) -> str:
    """The character that separates the cells of the heading."""
    lines = text[:LONGEST_TOP].splitlines()[:TITLES]
    heading = next((line for line in lines if all(name in line.casefold() for name in HEADING)), "".join(lines[:1]))
    return next((sign for sign in ";\t" if sign in heading), ",")


class Cells:
    """The cells of a file's lines, by their entries, and remarks on the lines.

    `columns` are the indices of name, row, column and value; `width` is the number of columns in the heading.
    """

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self.columns: list[int] = []
        self.width = 0
        self._texts: dict[Entry, dict[str, None]] = {}

    def take_title(self, number: int, cells: list[str]) -> None:
        """Read a line above the heading, which may say whose file it is."""
        about, *others = [cell for cell in map(_cell, cells) if cell] or [""]
        if ABOUT.get(about.rstrip(":").casefold()) == "student" and others:
            self._add(number, Entry("student"), "student", others[0])

    def take(self, number: int, cells: list[str]) -> None:
        """Read a line. A spreadsheet may add empty cells at its end, and further columns hold notes."""
        line = [*cells, *[""] * (self.width - len(cells))]
        name, row, column = (_short(line[i]) for i in self.columns[:3])
        value = _cell(self._value(number, line))
        about = ABOUT.get(name.casefold())
        counts = _count(row), _count(column)
        if about:
            self._add(number, Entry(about), name, value or column or row)
        elif name and counts[0] and counts[1]:
            entry = Entry(name, counts[0] - 1, counts[1] - 1)
            self._add(number, entry, entry.where, value)
        elif name or row or column or value:
            said = ",".join(cell.strip() for cell in cells).rstrip(",")
            self.remarks.append(f"line {number}: expected name, row, column and value, got {shortened(said)}")

    def _value(self, number: int, line: list[str]) -> str:
        """The value in a line. If a comma separates cells and decimals, the decimals are in the next cell."""
        last = self.columns[3]
        value, *after = line[last:]
        is_last = last == self.width - 1 and len(line) > self.width
        if is_last and re.fullmatch("[-+\u2212]?[0-9]+", value.strip()) and re.fullmatch("[0-9]+", after[0].strip()):
            whole = f"{value.strip()},{after[0].strip()}"
            self.remarks.append(f"line {number}: {whole} is read as one number, and its comma as a decimal comma")
            return whole
        return value

    def _add(self, number: int, entry: Entry, where: str, value: str) -> None:
        if entry in self._texts:
            self.remarks.append(f"line {number}: {where} occurs here again")
        self._texts.setdefault(entry, {})[value] = None

    @cached_property
    def written(self) -> dict[Entry, str]:
        """The text of each entry, once all lines are read. If there are several different texts, all of them."""
        return {entry: " or ".join(text for text in texts if text) for entry, texts in self._texts.items()}


def _table(cells: Mapping[Entry, str], name: str) -> list[list[str]]:
    """The cells of a quantity as a table, at most one row or column too large. A missing cell is an empty text."""
    own = [entry for entry in cells if entry.name == name]
    rows = 1 + min(LARGEST_SIZE, max((entry.row for entry in own), default=-1))
    columns = 1 + min(LARGEST_SIZE, max((entry.column for entry in own), default=-1))
    return [[cells.get(Entry(name, i, j), "") for j in range(columns)] for i in range(rows)]
