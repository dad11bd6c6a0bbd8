"""The lines of cells in a spreadsheet's own files, .xlsx and .ods. Numbers are taken as stored, not as shown."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from workbook.marking.limits import LARGEST_FILE

Lines = list[tuple[int, list[str]]]

LARGEST_UNPACKED = 20 * LARGEST_FILE
"""The most bytes that a file may take once unpacked."""

MOST_LINES, MOST_CELLS = 5000, 50
"""The most lines that are read, and the most cells of a line: a spreadsheet may have a million empty ones."""

UNWORKED = "a formula without its result"
"""What is read for a formula that no program has computed."""

DAMAGED = (
    "damaged, protected by a password, or not a spreadsheet, whatever its name says: "
    "open it in a spreadsheet program, and save it again as .xlsx or .ods"
)

OFFICE, TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))


@contextmanager
def _damage_said() -> Iterator[None]:
    """Say what to do with a damaged archive, for which a reader may raise any exception."""
    try:
        yield
    except OSError:
        raise
    except Exception:
        raise ValueError(DAMAGED) from None


def check_unpacked(path: Path) -> None:
    """Refuse a file that is too large, before it is unpacked.

    Raises: ValueError if it is too large or is not an archive; OSError if it cannot be opened.
    """
    with _damage_said(), zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST_UNPACKED:
        raise ValueError(f"expected at most {LARGEST_UNPACKED} bytes unpacked, got {size}")


def of_excel(path: Path) -> list[Lines]:
    """The lines of each sheet of an .xlsx file.

    Raises: ValueError if it is too large or damaged, or if openpyxl is missing; OSError if it cannot be opened.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise ValueError("reading .xlsx needs the package openpyxl, which comes with the extra ‘course’") from None
    check_unpacked(path)
    with _damage_said():
        return _of_excel(partial(load_workbook, path, read_only=True))


def _of_excel(load: Callable[..., Any]) -> list[Lines]:
    def sheets(has_results: bool) -> list[list[list[Any]]]:
        book = load(data_only=has_results)
        try:
            return [_cells(sheet) for sheet in book.worksheets]
        finally:
            book.close()

    found = sheets(has_results=False)
    if any(cell.data_type == "f" for lines in found for line in lines for cell in line):
        found = [
            [[_worked(*pair) for pair in zip(*both, strict=True)] for both in zip(*pages, strict=True)]
            for pages in zip(found, sheets(has_results=True), strict=True)
        ]
    else:
        found = [[[cell.value for cell in line] for line in lines] for lines in found]
    return [[(i, [shown(value) for value in line]) for i, line in enumerate(lines, 1)] for lines in found]


def _cells(sheet: Any) -> list[list[Any]]:
    sheet.reset_dimensions()  # some programs store that there is only one cell
    return [list(line) for line in sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_CELLS)]


def _worked(formula: Any, result: Any) -> Any:
    return UNWORKED if formula.data_type == "f" and result.value is None else result.value


def shown(value: Any) -> str:
    """A cell's value as text; a number has as many digits as a spreadsheet keeps."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def of_open_document(path: Path) -> list[Lines]:
    """The lines of each sheet of an .ods file.

    Raises: ValueError if it is too large or damaged; OSError if it cannot be opened.
    """
    check_unpacked(path)
    with _damage_said(), zipfile.ZipFile(path) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
        return [list(_lines(sheet)) for sheet in content.iter(f"{TABLE}table")]


def _lines(sheet: ElementTree.Element) -> Iterator[tuple[int, list[str]]]:
    number = 1
    for row in sheet.iter(f"{TABLE}table-row"):
        line = [text for cell in row for text in _repeated(cell)][:MOST_CELLS]
        again = int(row.get(f"{TABLE}number-rows-repeated", 1))
        for i in range(again if any(line) else 0):
            if number + i > MOST_LINES:
                return
            yield number + i, line
        number += again


def _repeated(cell: ElementTree.Element) -> list[str]:
    again = int(cell.get(f"{TABLE}number-columns-repeated", 1))
    return [_text(cell)] * min(again, MOST_CELLS)


def _text(cell: ElementTree.Element) -> str:
    if (number := cell.get(f"{OFFICE}value")) is not None:
        return shown(float(number))
    if (date := cell.get(f"{OFFICE}date-value")) is not None:
        return date
    return "\n".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))
