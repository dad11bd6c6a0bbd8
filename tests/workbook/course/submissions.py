"""Submissions as a class hands them in: in eight formats, as three locales have them, with many kinds of damage."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from openpyxl import Workbook

from workbook.marking.files import to_json
from workbook.marking.spreadsheet import to_csv

Rows = list[list[str]]


def rows_of(problem, sheet):
    """The lines of a saved sheet, as cells."""
    return list(csv.reader(io.StringIO(to_csv(problem, sheet))))


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def as_it_is(rows):
    return rows


def with_decimal_commas(rows):
    return [[*row[:3], row[3].replace(".", ",") if is_number(row[3]) else row[3], *row[4:]] for row in rows]


def with_given_points(rows):
    """Answers with a comma beside givens with a point: what LibreOffice in German makes of a file from the page."""
    given = {"W1", "b1", "W2", "b2", "x", "y", "learning_rate"}
    return [row if row[0] in given else line for row, line in zip(rows, with_decimal_commas(rows), strict=True)]


class Locale(NamedTuple):
    """What parts cells, and how numbers are written."""

    delimiter: str
    written: Callable[[Rows], Rows]


LOCALES = {
    "English": Locale(",", as_it_is),
    "German": Locale(";", with_decimal_commas),
    "LibreOffice, German": Locale(",", with_given_points),
}


def lines(rows, delimiter, first=""):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return first + text.getvalue()


def excel(rows, as_numbers):
    """An Excel file, whose numbers are numbers or texts."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([_value(cell) if as_numbers else cell or None for cell in row])
        for cell in sheet[sheet.max_row]:
            if cell.data_type == "f":
                cell.data_type = "s"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _value(cell):
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return datetime.date.fromisoformat(cell)
    number = cell.replace(",", ".")
    return (float(number) if is_number(number) else cell) if cell else None


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(rows):
    """An OpenDocument spreadsheet, whose numbers are numbers, and which ends as LibreOffice ends it."""
    body = "".join(
        "<table:table-row>"
        + "".join(map(_cell, row))
        + '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        for row in rows
    )
    names = "".join(f' xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet1">{body}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return packed.getvalue()


def _cell(text):
    value = _value(text)
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    if isinstance(value, datetime.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{text}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


FORMATS = {
    "CSV": ("csv", lambda rows, locale: lines(rows, locale.delimiter).encode()),
    "CSV with a mark": ("CSV", lambda rows, locale: lines(rows, locale.delimiter).encode("utf-8-sig")),
    "CSV of Windows": ("csv", lambda rows, _: lines(rows, ";", "sep=;\r\n").encode("cp1252", "replace")),
    "Unicode text": ("txt", lambda rows, _: lines(rows, "\t").encode("utf-16")),
    "TSV": ("tsv", lambda rows, _: lines(rows, "\t").encode()),
    "Excel, numbers": ("xlsx", lambda rows, _: excel(rows, True)),
    "Excel, texts": ("xlsx", lambda rows, _: excel(rows, False)),
    "OpenDocument": ("ods", lambda rows, _: open_document(rows)),
}
"""How a file of lines ends, and its content. JSON from the page is made by `from_the_page`."""


def from_the_page(problem, sheet):
    return to_json(problem, sheet).encode()


def _each(change):
    """Damage to every line but the heading."""
    return lambda rows: [rows[0], *map(change, rows[1:])]


def _of_numbers(change):
    return _each(lambda row: [*row[:3], change(row[3]) if is_number(row[3].replace(",", ".")) else row[3], *row[4:]])


HARMLESS = {
    "nothing": as_it_is,
    "blank columns": lambda rows: [[*row, "", ""] for row in rows],
    "a column of notes": lambda rows: [[*rows[0], "Notes"], *([*row, "looked up twice"] for row in rows[1:])],
    "a heading in capitals": lambda rows: [[cell.title() for cell in rows[0]], *rows[1:]],
    "a title": lambda rows: [["Homework 3", "", "", ""], ["", "", "", ""], *rows],
    "rows with decimals": _each(lambda row: [row[0], *(f"{cell}.0" if cell else "" for cell in row[1:3]), *row[3:]]),
    "apostrophes": _of_numbers("'{}".format),
    "formulas that keep texts": _of_numbers('="{}"'.format),
    "sorted": lambda rows: [rows[0], *sorted(rows[1:])],
    "a typographic minus": _of_numbers(lambda text: text.replace("-", "\N{MINUS SIGN}")),
    "blank lines": lambda rows: [line for row in rows for line in (row, [""] * 4)],
    "columns moved": lambda rows: [row[::-1] for row in rows],
}
"""What people and programs do to a file that says the same still."""


def _instead(name, i, j, change):
    return _each(lambda row: [*row[:3], change(row[3])] if row[:3] == [name, str(i), str(j)] else row)


TAMPERED = {
    "another given": _instead("W1", 1, 1, lambda text: f"{float(text.replace(',', '.')) + 1:.1f}"),
    "fewer places": lambda rows: [[*row[:3], "3"] if row[0] == "places" else row for row in rows],
}
"""Givens or places that are not those handed out: the sheet is marked as if they were, and it is said."""

DATES = ["2026-06-01", "01. Jun", "1-Jun", "Jun 01", "06.01.2026", "01.06."]
"""What spreadsheets in several countries make of 1.6. The first is a cell for dates, where a format has such cells."""


def with_dates(text):
    """This text for a given and for two answers."""
    places = [["W1", "1", "1"], ["Z1", "1", "1"], ["loss", "1", "1"]]
    return _each(lambda row: [*row[:3], text] if row[:3] in places else row)


BROKEN = {
    "empty": lambda rows: [],
    "no heading": lambda rows: rows[1:],
    "an essay": lambda rows: [["Dear teacher,"], ["here is my sheet."]],
}
"""What cannot be marked."""

CODE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
"""What is in a picture, whatever it is called."""

HIDDEN = (".DS_Store", "~$sheet.xlsx", "__MACOSX/._sheet.csv", "Thumbs.db")


def place(folder, name, content):
    """Put a file into a folder, in a folder of its own if its name has one."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


NAMED = {
    "plain": "{id}.{ending}",
    "a folder": "{id}/sheet.{ending}",
    "Moodle": "{name}_{number}_assignsubmission_file_/sheet.{ending}",
    "Canvas": "{canvas}_{number}_998877_sheet.{ending}",
    "a word before": "sheet {id} (1).{ending}",
}
"""What platforms and students call a file."""


def named(way, student, ending, number=100000):
    """A file's name, as a platform or a student gives it."""
    first, _, last = student.name.partition(" ")
    canvas = f"{last}{first}".lower()
    return NAMED[way].format(id=student.id, name=student.name, canvas=canvas, number=number, ending=ending)
