"""A reader's sheet as it comes in. Text that cannot be read gets a remark that names its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np

from workbook.marking.expressions import Entry
from workbook.marking.numerals import Unreadable, read_number, shortened, trimmed, with_type

__all__ = [
    "BLANK",
    "Sheet",
    "Unreadable",
    "as_sheet",
    "counted",
    "described",
    "printed",
    "read_number",
    "rows_of",
    "sheet_of",
    "shortened",
]


@dataclass(frozen=True)
class Sheet:
    """The text that a person wrote, entry by entry, and remarks on text that has no place there."""

    entries: Mapping[Entry, str]
    remarks: tuple[str, ...] = field(default=())


BLANK = Sheet({})


def sheet_of(shapes: Mapping[str, tuple[int, int]], quantities: Mapping[str, Any]) -> Sheet:
    """A sheet from quantities by name: each is a number, a list, a list of rows or an array, or None for a blank.

    Raises: TypeError for anything but quantities by name.
    """
    if not isinstance(quantities, Mapping):
        raise TypeError(f"sheet: expected quantities by name, got {with_type(quantities)}")
    entries: dict[Entry, str] = {}
    remarks = []
    for name, quantity in quantities.items():
        if name not in shapes:
            remarks.append(f"{shortened(name)}: there is no such result. The results are: {', '.join(shapes)}")
        elif quantity is not None:
            rows = rows_of(quantity)
            if rows is None or (len(rows), *{len(row) for row in rows}) != shapes[name]:
                remarks.append(f"{name}: expected {described(shapes[name])}, got {shortened(quantity)}")
            else:
                entries |= {Entry(name, i, j): text for i, row in enumerate(rows) for j, text in enumerate(row) if text}
    return Sheet(entries, tuple(remarks))


def as_sheet(shapes: Mapping[str, tuple[int, int]], sheet: Any) -> Sheet:
    """The sheet itself, or a sheet made from quantities by name.

    Raises: TypeError for anything else.
    """
    return sheet if isinstance(sheet, Sheet) else sheet_of(shapes, sheet)


def described(shape: tuple[int, int]) -> str:
    """A shape in words."""
    rows, columns = shape
    return f"{counted(rows, 'row')} of {counted(columns, 'number')}"


def counted(count: int, noun: str) -> str:
    """A count with its noun, in the singular or with an s.

    >>> counted(1, "sheet"), counted(0, "sheet")
    ('1 sheet', '0 sheets')
    """
    return f"{count} {noun}{'s' * (count != 1)}"


def rows_of(quantity: Any) -> list[list[str]] | None:
    """The quantity as rows of text, or None if it is not a table. A plain list becomes a column."""
    quantity = quantity.tolist() if isinstance(quantity, np.ndarray) else quantity
    if isinstance(quantity, Mapping):
        return None
    if not isinstance(quantity, list | tuple):
        return [[_text(quantity)]]
    rows = [list(row) if isinstance(row, list | tuple) else [row] for row in quantity]
    if any(isinstance(cell, list | tuple | Mapping) for row in rows for cell in row):
        return None
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    return "" if cell is None else trimmed(str(cell))


def printed(numbers: Mapping[Entry, Decimal], places: int) -> Sheet:
    """A sheet of numbers, each written with this many places."""
    return Sheet({entry: f"{number:.{places}f}" for entry, number in numbers.items()})
