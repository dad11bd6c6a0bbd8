"""The files that come back: each is read for what its student wrote, or there is a reason why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from workbook.course.handed_out import PROBLEM_OF
from workbook.course.naming import Remark
from workbook.course.tables import Lines, of_excel, of_open_document
from workbook.course.trouble import what_happened
from workbook.marking.expressions import Entry
from workbook.marking.files import AS_LINES, content_of, is_json, quantities_in, text_of
from workbook.marking.limits import LARGEST_FILE
from workbook.marking.numerals import TWO_READINGS, Unreadable, is_blank, is_date, read_number, shortened
from workbook.marking.problems import Problem
from workbook.marking.reading import BLANK, Sheet, rows_of, sheet_of
from workbook.marking.spreadsheet import Cells, cells_in, lines_of, sheet_in
from workbook.quantities import GIVENS

DECIMAL_COMMA = re.compile(r"\s*[-+\u2212]?\s*(?:0?,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))\s*")
"""A comma that cannot separate thousands."""


class Brought(NamedTuple):
    """What a file contains: its givens and its places as they are written, the student it names, and its sheet.

    `owner` is the id in the name of the problem, if `new` gave it that name.
    """

    givens: Mapping[Entry, str]
    places: str
    student: str
    owner: str
    sheet_for: Callable[[Problem], Sheet]


NOTHING = Brought({}, "", "", "", lambda _: BLANK)
"""What is taken from a file that cannot be read."""


def files_in(folder: Path) -> list[Path]:
    """The files in a folder and its subfolders, in the order of their names; hidden files are left out.

    Raises: OSError if one of the folders cannot be opened: otherwise the files in it would be lost.
    """
    return sorted(_files_in(folder))


def _files_in(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if not _is_hidden(path.name):
            if path.is_dir() and not path.is_symlink():
                yield from _files_in(path)
            elif path.is_file():
                yield path


def _is_hidden(name: str) -> bool:
    """Whether a program made it for itself: the Finder, Excel while a file is open, or a Mac that zips a folder."""
    return name.startswith((".", "~$")) or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def read(path: Path) -> Brought:
    """What a file contains.

    Raises: ValueError, which says why it cannot be read.
    """
    ending = path.suffix.casefold()
    try:
        if ending in (*AS_LINES, ".json"):
            text = text_of(path)
            return _of_object(text) if is_json(path, text) else _of_cells(cells_in(lines_of(text)))
        if ending not in TABLES:
            known = ", ".join((*AS_LINES, ".json", *TABLES))
            raise ValueError(f"expected a file that ends in {known}, got {ending or 'no ending'}")
        return _of_sheets(_tables(path, TABLES[ending]))
    except OSError as complaint:
        raise ValueError(what_happened(complaint)) from None


TABLES: dict[str, Callable[[Path], list[Lines]]] = {
    ".xlsx": of_excel,
    ".xlsm": of_excel,
    ".ods": of_open_document,
}


def _tables(path: Path, reader: Callable[[Path], list[Lines]]) -> list[Lines]:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise ValueError(f"expected at most {LARGEST_FILE} bytes, got {size}")
    return reader(path)


def _of_sheets(sheets: list[Lines]) -> Brought:
    """The contents of the first sheet that has a heading."""
    complaints = []
    for lines in sheets:
        try:
            return _of_cells(cells_in(lines))
        except ValueError as complaint:
            complaints.append(str(complaint))
    raise ValueError(complaints[0] if complaints else "expected a sheet, got none")


def _of_cells(cells: Cells) -> Brought:
    written = cells.written
    givens = {entry: text for entry, text in written.items() if entry.name in GIVENS}

    def sheet_for(problem: Problem) -> Sheet:
        return with_points(sheet_in(cells, problem))

    places, student, problem = (written.get(Entry(name), "") for name in ("places", "student", "problem"))
    return Brought(givens, places, student, _owner(problem), sheet_for)


def _owner(problem: str) -> str:
    return problem.removeprefix(PROBLEM_OF) if problem.startswith(PROBLEM_OF) else ""


def _of_object(text: str) -> Brought:
    content, remarks = content_of(text)
    quantities = quantities_in(content)

    def sheet_for(problem: Problem) -> Sheet:
        sheet = sheet_of(problem.shapes, quantities)
        return with_points(Sheet(sheet.entries, remarks + sheet.remarks))

    student = next((str(content[name]) for name in ("student", "id") if content.get(name)), "")
    owner = _owner(str(content.get("problem", "")))
    return Brought(dict(_entries(content["givens"])), str(content.get("places", "")), student, owner, sheet_for)


def _entries(tables: Mapping[str, Any]) -> list[tuple[Entry, str]]:
    return [
        (Entry(name, i, j), text)
        for name, quantity in tables.items()
        for i, row in enumerate(rows_of(quantity) or [])
        for j, text in enumerate(row)
    ]


def with_points(sheet: Sheet) -> Sheet:
    """The sheet with a point instead of the comma in a number such as 1,352, if others show what its commas mean.

    A spreadsheet drops trailing zeros, so one four-decimal number in ten is left with three decimals.
    """
    if not any(DECIMAL_COMMA.fullmatch(text) for text in sheet.entries.values()):
        return sheet
    entries = {
        entry: text.replace(",", ".") if re.fullmatch(TWO_READINGS, text.strip().replace("\u2212", "-")) else text
        for entry, text in sheet.entries.items()
    }
    return Sheet(entries, sheet.remarks)


def dates_in(brought: Brought, sheet: Sheet) -> tuple[Remark, ...]:
    """Where a file has a date or a time in place of a number, among its givens and its answers."""
    written = {**brought.givens, **sheet.entries}
    return tuple(Remark(entry, shortened(text)) for entry, text in written.items() if is_date(text))


def other_givens(problem: Problem, brought: Brought) -> tuple[Remark, ...]:
    """Where a file's givens are not those that were handed out.

    A blank or a date tells us nothing about that.
    """
    found = [
        Remark(entry, f"{text} instead of {_given(problem, entry)}")
        for entry, text in brought.givens.items()
        if not (is_blank(text) or is_date(text) or _is_given(problem, entry, text))
    ]
    if brought.places and number_of(brought.places) != problem.places:
        found.append(Remark(Entry("places"), f"{brought.places} instead of {problem.places}"))
    return tuple(found)


def _given(problem: Problem, entry: Entry) -> str:
    return problem.tables[entry.name][entry.row][entry.column] if entry in problem.givens else "nothing"


def _is_given(problem: Problem, entry: Entry, text: str) -> bool:
    if entry not in problem.givens:
        return False
    given = _given(problem, entry)
    return text == given or number_of(text) == number_of(given)


def number_of(text: str) -> Decimal | str:
    """The number that is written, or the text itself if it cannot be read."""
    try:
        return read_number(text)
    except Unreadable:
        return text
