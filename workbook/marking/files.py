"""A problem and a sheet in a file, CSV or JSON: for a spreadsheet, for a friend, or for the page."""

from __future__ import annotations

import codecs
import json
import os
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from workbook.marking.expressions import Entry
from workbook.marking.limits import LARGEST_FILE, check_length
from workbook.marking.numerals import with_type
from workbook.marking.problems import Problem, SavedSheet, check_problem, problem_of
from workbook.marking.reading import BLANK, Sheet, as_sheet, sheet_of, shortened
from workbook.marking.spreadsheet import from_csv, to_csv
from workbook.networks import ASSIGNMENT, network_of
from workbook.replacing import replace


def save(path: Path | str, problem: Problem, sheet: Sheet | Mapping[str, Any] = BLANK) -> None:
    """Write a problem and a sheet, as .csv or .json according to the file name's extension.

    Missing entries are left blank. If anything goes wrong, the existing file is left unchanged.

    Args: a sheet, or quantities by name, as for `mark`.
    Raises: ValueError for any other extension, and for text that cannot be written; TypeError if the path, the problem
    or the sheet has the wrong type.
    """
    write = _writer(path)
    check_problem(problem)
    taken = as_sheet(problem.shapes, sheet)
    if taken is not sheet and taken.remarks:
        raise ValueError(f"sheet: {taken.remarks[0]}")
    try:
        content = write(problem, taken).encode("utf8")
    except UnicodeEncodeError as complaint:
        bad = ascii(complaint.object[complaint.start])
        raise ValueError(f"{path}: expected text that UTF-8 can hold, got {bad}") from None
    replace(path, content)


def load(path: Path | str) -> SavedSheet:
    """Read a problem and a sheet. Faults in the sheet raise no error: the sheet has a remark on each, with its place.

    Raises: ValueError if the file is too large, or neither CSV nor JSON, or if its problem cannot be computed;
    TypeError if the path is not a path.
    """
    if _ending(path) not in (*AS_LINES, ".json"):
        raise ValueError(f"{path}: expected a file that ends in .json, {', '.join(AS_LINES)}")
    try:
        text = text_of(Path(path))
        return from_json(text) if is_json(path, text) else from_csv(text)
    except ValueError as complaint:
        raise ValueError(f"{path}: {complaint}") from None


AS_LINES = (".csv", ".tsv", ".txt")
"""The extensions of files that hold lines of cells. A browser may also save JSON as .txt."""


def text_of(path: Path) -> str:
    """The text of a file, in an encoding that spreadsheets use.

    Raises: ValueError if the file is too large or not text.
    """
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise ValueError(f"expected at most {LARGEST_FILE} bytes, got {size}")
    content = path.read_bytes()
    try:
        return content.decode(encoding(content))
    except UnicodeDecodeError:
        raise ValueError("expected text in UTF-8, UTF-16 or Windows' Latin-1") from None


def encoding(content: bytes) -> str:
    """UTF-16 if a byte order mark or zero bytes show it, otherwise UTF-8 if the bytes fit, otherwise Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in content[:2]:
        return "utf-16-be" if content.startswith(b"\0") else "utf-16-le"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def is_json(path: Path | str, text: str) -> bool:
    """Whether a file's text is a JSON object, and not lines of cells."""
    return _ending(path) == ".json" or (_ending(path) == ".txt" and text.lstrip().startswith("{"))


def _ending(path: Path | str) -> str:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path: expected a file's name, got {with_type(path)}")
    return Path(path).suffix.casefold()


def _writer(path: Path | str) -> Callable[[Problem, Sheet], str]:
    match _ending(path):
        case ".csv":
            return to_csv
        case ".json":
            return to_json
    raise ValueError(f"{path}: expected a file that ends in .csv or .json")


def to_json(problem: Problem, sheet: Sheet = BLANK) -> str:
    """The problem and the sheet as JSON, with numbers as strings, as they were written, and null for a blank."""
    quantities = {
        name: [[sheet.entries.get(Entry(name, i, j)) for j in range(columns)] for i in range(rows)]
        for name, (rows, columns) in problem.shapes.items()
    }
    content = {"problem": problem.name, "places": problem.places, "givens": problem.tables, "sheet": quantities}
    if problem.network != ASSIGNMENT:
        content["network"] = problem.network._asdict()
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> SavedSheet:
    """The problem and the sheet of a JSON file's text.

    Raises: ValueError, as `load` does.
    """
    content, remarks = content_of(text)
    network = network_of(content.get("network", {}))
    problem = problem_of(str(content.get("problem", "")), content["givens"], str(content.get("places", "")), network)
    sheet = sheet_of(problem.shapes, quantities_in(content))
    return SavedSheet(problem, Sheet(sheet.entries, remarks + sheet.remarks))


def content_of(text: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The members of a JSON object, with numbers as they are written, and a remark on each name that occurs twice.

    Raises: ValueError if the text is too long, or is not an object with givens.
    """
    check_length(text)
    twice: list[str] = []

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        counts = Counter(name for name, _ in members)
        twice.extend(f"{name}: occurs twice; the last one is marked" for name in counts if counts[name] > 1)
        return dict(members)

    try:
        content = json.loads(text, object_pairs_hook=pairs, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as complaint:
        where = f"line {complaint.lineno}, column {complaint.colno}"
        raise ValueError(f"not a JSON file, or one that was cut off or changed: {where}") from None
    except RecursionError:
        raise ValueError("not a JSON file, or one that was changed: too many brackets in brackets") from None
    if not isinstance(content, dict) or not isinstance(content.get("givens"), dict):
        raise ValueError('expected an object with "problem", "places", "givens" and "sheet"')
    return content, tuple(sorted(twice))


def quantities_in(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The sheet in a file's object; an empty one if there is no sheet.

    Raises: ValueError if the sheet is not an object.
    """
    quantities = content.get("sheet") or {}
    if not isinstance(quantities, dict):
        raise ValueError(f"sheet: expected an object, got {shortened(quantities)}")
    return quantities
