"""A class list: a CSV file with a column of ids, and perhaps one of names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from workbook.course.handed_out import Student
from workbook.marking.files import encoding
from workbook.marking.limits import LARGEST_FILE
from workbook.marking.numerals import shortened
from workbook.marking.spreadsheet import lines_of

LONGEST_ID = 100
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of invisible characters: two ids that differ only in these look the same."""

CUT_SHORT = r"[0-9](?:[.,][0-9]+)?E\+[0-9]+"
"""What a spreadsheet turns a long number into."""


def read_class_list(path: Path) -> list[Student]:
    """Each student, in the order of the list.

    Columns are separated by commas, semicolons or tabs, or by whatever `sep=` specifies.

    Raises: ValueError, which names the row and the column, counted as in a spreadsheet; OSError if the file cannot be
    read.
    """
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise ValueError(f"{path}: expected a class list of at most {LARGEST_FILE} bytes, got {size}")
    content = path.read_bytes()
    if content.startswith(b"PK"):
        raise ValueError(f"{path}: expected a CSV file, got a workbook; Excel saves it as “CSV UTF-8”")
    if (its := encoding(content)) == "cp1252":
        raise ValueError(f"{path}: expected text in UTF-8 or UTF-16; Excel saves it as “CSV UTF-8”")
    try:
        return _students(content.decode(its))
    except ValueError as complaint:
        raise ValueError(f"{path}: {complaint}") from None


def _students(text: str) -> list[Student]:
    heading, *rows = [cells for _, cells in lines_of(text)] or [[]]
    columns = _columns(heading)
    students: list[Student] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            students.append(_student(number, row, columns))
            _check_unlike(number, students[-1].id, seen)
    if not students:
        raise ValueError("row 2: expected a student's id, got the end of the file")
    return students


def _columns(heading: list[str]) -> dict[str, int]:
    names = [cell.strip().lower() for cell in heading]
    for name in ("id", "name"):
        if names.count(name) > 1:
            raise ValueError(f"row 1: expected one column named {name}, got {names.count(name)}")
    if "id" not in names:
        raise ValueError(f"row 1: expected a column named id, got {shortened(', '.join(heading))}")
    return {name: names.index(name) for name in ("id", "name") if name in names}


def _student(number: int, row: list[str], columns: dict[str, int]) -> Student:
    cells = {
        name: unicodedata.normalize("NFC", row[column]).strip() if column < len(row) else ""
        for name, column in columns.items()
    }
    id, where = cells["id"], f"row {number}, column id"
    if not id:
        raise ValueError(f"{where}: expected an id, got an empty cell")
    if len(id) > LONGEST_ID:
        raise ValueError(f"{where}: expected at most {LONGEST_ID} characters, got {len(id)}")
    for name, cell in cells.items():
        bad = next((each for each in cell if unicodedata.category(each) in UNSEEN), None)
        if bad:
            raise ValueError(f"row {number}, column {name}: expected letters that can be seen, got {bad!a}")
    if re.fullmatch(CUT_SHORT, id):
        raise ValueError(f"{where}: expected an id with all its digits, got {id}: save the column as text")
    return Student(**cells)


def _check_unlike(number: int, id: str, seen: dict[str, int]) -> None:
    """Refuse an id that has occurred before. Case is ignored, because some file systems ignore it."""
    first = seen.setdefault(id.casefold(), number)
    if first != number:
        raise ValueError(f"row {number}, column id: expected an id of its own, got {shortened(id)}, as in row {first}")
