"""A problem and a sheet as a file, CSV or JSON: for a spreadsheet, for a friend, for the page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from workbook.marking.expressions import Entry
from workbook.marking.problems import Problem, problem_of
from workbook.marking.reading import Sheet, place, sheet_of, shortened

HEADING = ["name", "row", "column", "value"]
BLANK = Sheet({})


class Work(NamedTuple):
    """What a file holds."""

    problem: Problem
    sheet: Sheet


def save(path: Path | str, problem: Problem, sheet: Sheet = BLANK) -> None:
    """Write a problem and a sheet; the file's ending, .csv or .json, says how. What is missing is left blank.

    Raises: ValueError for another ending.
    """
    _, write = _format(path)
    Path(path).write_text(write(problem, sheet), encoding="utf8")


def load(path: Path | str) -> Work:
    """Read a problem and a sheet. What is wrong in the sheet is remarked on, with its place.

    Raises: ValueError, when the file is neither CSV nor JSON, or its problem is none.
    """
    read, _ = _format(path)
    try:
        return read(Path(path).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{path}: expected text in UTF-8") from None
    except ValueError as complaint:
        raise ValueError(f"{path}: {complaint}") from None


def _format(path: Path | str) -> tuple[Callable[[str], Work], Callable[[Problem, Sheet], str]]:
    match Path(path).suffix:
        case ".csv":
            return from_csv, to_csv
        case ".json":
            return from_json, to_json
    raise ValueError(f"{path}: expected a file that ends in .csv or .json")


def to_csv(problem: Problem, sheet: Sheet = BLANK) -> str:
    """One number a line: its name, its row and its column, counted from 1, and what is written there."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(HEADING)
    lines.writerow(["problem", "", "", problem.name])
    lines.writerow(["places", "", "", problem.places])
    for name, table in problem.tables.items():
        lines.writerows([name, i + 1, j + 1, text] for i, row in enumerate(table) for j, text in enumerate(row))
    lines.writerows([name, i + 1, j + 1, sheet.entries.get(Entry(name, i, j), "")] for name, i, j in problem.record)
    return text.getvalue()


def from_csv(text: str) -> Work:
    """The problem and the sheet of a CSV file's text.

    Raises: ValueError, as `load`.
    """
    lines = csv.reader(io.StringIO(text), strict=True)
    remarks: list[str] = []
    cells: dict[Entry, str] = {}
    facts: dict[str, str] = {}
    try:
        heading = next(lines, [])
        if [cell.strip() for cell in heading] != HEADING:
            raise ValueError(f"line 1: expected {','.join(HEADING)}, got {shortened(','.join(heading))}")
        for cells_of_line in lines:
            line = [cell.strip() for cell in cells_of_line]
            match line:
                case [("problem" | "places") as name, _, _, value]:
                    facts[name] = value
                case [name, row, column, value] if _counts(row) and _counts(column):
                    entry = Entry(name, int(row) - 1, int(column) - 1)
                    if entry in cells:
                        remarks.append(f"line {lines.line_num}: {place(entry)} stands here again")
                        value = " or ".join(dict.fromkeys(text for text in (cells[entry], value) if text))
                    cells[entry] = value
                case [] | [""]:
                    pass
                case _:
                    remarks.append(
                        f"line {lines.line_num}: expected name, row, column and value, got {shortened(','.join(line))}"
                    )
    except csv.Error as complaint:
        raise ValueError(f"line {lines.line_num}: no CSV, {complaint}") from None
    tables = {name: _table(cells, name) for name in Problem.GIVENS}
    problem = problem_of(facts.get("problem", ""), tables, facts.get("places", ""))
    entries = {}
    for entry, value in cells.items():
        if entry in problem.record and value:
            entries[entry] = value
        elif entry not in problem.record and entry not in problem.givens:
            remarks.append(f"{place(entry)}: there is no such result")
    return Work(problem, Sheet(entries, tuple(remarks)))


def _counts(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= 999


def _table(cells: Mapping[Entry, str], name: str) -> list[list[str]]:
    """The cells of a quantity as a table. Where one is missing, there is an empty text."""
    own = [entry for entry in cells if entry.name == name]
    rows = 1 + max((entry.row for entry in own), default=-1)
    columns = 1 + max((entry.column for entry in own), default=-1)
    return [[cells.get(Entry(name, i, j), "") for j in range(columns)] for i in range(rows)]


def to_json(problem: Problem, sheet: Sheet = BLANK) -> str:
    """The problem and the sheet as objects. Numbers are texts, as they were written; null is blank."""
    quantities = {
        name: [[sheet.entries.get(Entry(name, i, j)) for j in range(columns)] for i in range(rows)]
        for name, (rows, columns) in problem.shapes.items()
    }
    content = {"problem": problem.name, "places": problem.places, "givens": problem.tables, "sheet": quantities}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> Work:
    """The problem and the sheet of a JSON file's text.

    Raises: ValueError, as `load`.
    """
    twice: list[str] = []

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in members]
        twice.extend(f"{name}: stands there twice; the last is marked" for name in {*names} if names.count(name) > 1)
        return dict(members)

    try:
        content = json.loads(text, object_pairs_hook=pairs, parse_float=str, parse_int=str, parse_constant=str)
    except (json.JSONDecodeError, RecursionError) as complaint:
        raise ValueError(f"no JSON: {complaint}") from None
    if not isinstance(content, dict) or not isinstance(content.get("givens"), dict):
        raise ValueError('expected an object with "problem", "places", "givens" and "sheet"')
    problem = problem_of(str(content.get("problem", "")), content["givens"], str(content.get("places", "")))
    quantities = content.get("sheet") or {}
    if not isinstance(quantities, dict):
        raise ValueError(f"sheet: expected an object, got {shortened(quantities)}")
    sheet = sheet_of(problem.shapes, quantities)
    return Work(problem, Sheet(sheet.entries, tuple(sorted(twice)) + sheet.remarks))
