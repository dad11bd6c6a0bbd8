"""A problem and a sheet as a file, CSV or JSON: for a spreadsheet, for a friend, for the page."""

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
    """Write a problem and a sheet; the file's ending, .csv or .json, says how. What is missing is left blank.

    What goes wrong leaves the old file whole.

    Args: a sheet, or quantities by name, as for `mark`.
    Raises: ValueError for another ending, and for what cannot be written; TypeError, when the path, the problem or the
    sheet is none.
    """
    _, write = _format(path)
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
    """Read a problem and a sheet. What is wrong in the sheet is remarked on, with its place.

    Raises: ValueError, when the file is too large, or neither CSV nor JSON, or its problem cannot be worked; TypeError,
    when the path is none.
    """
    read, _ = _format(path)
    try:
        size = Path(path).stat().st_size
        if size > LARGEST_FILE:
            raise ValueError(f"expected at most {LARGEST_FILE} bytes, got {size}")
        return read(decoded(Path(path).read_bytes()))
    except UnicodeDecodeError:
        raise ValueError(f"{path}: expected text in UTF-8, or in UTF-16 with its mark") from None
    except ValueError as complaint:
        raise ValueError(f"{path}: {complaint}") from None


def decoded(content: bytes) -> str:
    """Text as spreadsheets save it: in UTF-8, or in UTF-16 with its mark.

    Raises: UnicodeDecodeError for anything else.
    """
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if marked else "utf-8-sig")


def _format(path: Path | str) -> tuple[Callable[[str], SavedSheet], Callable[[Problem, Sheet], str]]:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path: expected a file's name, got {with_type(path)}")
    match Path(path).suffix:
        case ".csv":
            return from_csv, to_csv
        case ".json":
            return from_json, to_json
    raise ValueError(f"{path}: expected a file that ends in .csv or .json")


def to_json(problem: Problem, sheet: Sheet = BLANK) -> str:
    """The problem and the sheet as objects. Numbers are texts, as they were written; null is blank."""
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

    Raises: ValueError, as `load`.
    """
    check_length(text)
    twice: list[str] = []

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        counts = Counter(name for name, _ in members)
        twice.extend(f"{name}: stands there twice; the last is marked" for name in counts if counts[name] > 1)
        return dict(members)

    try:
        content = json.loads(text, object_pairs_hook=pairs, parse_float=str, parse_int=str, parse_constant=str)
    except (json.JSONDecodeError, RecursionError) as complaint:
        raise ValueError(f"not a JSON file: {complaint}") from None
    if not isinstance(content, dict) or not isinstance(content.get("givens"), dict):
        raise ValueError('expected an object with "problem", "places", "givens" and "sheet"')
    network = network_of(content.get("network", {}))
    problem = problem_of(str(content.get("problem", "")), content["givens"], str(content.get("places", "")), network)
    quantities = content.get("sheet") or {}
    if not isinstance(quantities, dict):
        raise ValueError(f"sheet: expected an object, got {shortened(quantities)}")
    sheet = sheet_of(problem.shapes, quantities)
    return SavedSheet(problem, Sheet(sheet.entries, tuple(sorted(twice)) + sheet.remarks))
