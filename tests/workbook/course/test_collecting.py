"""Files of spreadsheets: numbers as they are, sizes that are refused before anything is unpacked, what was given."""

import errno
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock

import pytest
from openpyxl import Workbook

from tests.workbook.course.submissions import excel, open_document, place, rows_of
from tests.workbook.marking.share import fresh
from workbook import the_assignment
from workbook.course import tables
from workbook.course.collecting import files_in, number_of, other_givens, read
from workbook.course.handed_out import HandedOut, Student, read_handed_out, write_handed_out
from workbook.marking.expressions import Entry
from workbook.marking.reading import printed

A = the_assignment()
RAW = re.compile(r"Errno|[A-Za-z](Error|Exception)\b|BadZip|could not convert|invalid literal|Traceback")
"""What a program says to programmers."""

OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000)
"""How an old .xls begins, and a new file with a password."""

RIGHT = printed(A.solution, A.places)


@pytest.mark.parametrize(("ending", "made"), [("xlsx", lambda rows: excel(rows, True)), ("ods", open_document)])
def test_numbers_in_cells_are_the_same_numbers(ending, made, tmp_path):
    brought = read(place(tmp_path, f"sheet.{ending}", made(rows_of(A, RIGHT))))
    entries = brought.sheet_for(A).entries
    assert {entry: Decimal(text) for entry, text in entries.items()} == A.solution
    assert {entry: number_of(text) for entry, text in brought.givens.items()} == A.givens
    assert other_givens(A, brought) == ()


def test_a_number_that_was_computed_has_the_digits_that_a_spreadsheet_shows():
    assert [tables.shown(each) for each in (0.1 + 0.2, 1.0, 1e-5, 7, None, True)] == [
        "0.3",
        "1",
        "1e-05",
        "7",
        "",
        "True",
    ]


def test_the_first_sheet_with_a_heading_is_read(tmp_path):
    book = Workbook()
    book.active.append(["Notes of mine"])
    second = book.create_sheet("answers")
    for row in rows_of(A, RIGHT):
        second.append(row)
    packed = io.BytesIO()
    book.save(packed)
    assert read(place(tmp_path, "sheet.xlsx", packed.getvalue())).sheet_for(A).entries == RIGHT.entries


def with_a_bomb(path, member):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b"0" * (tables.LARGEST_UNPACKED + 1))
    return path


@pytest.mark.parametrize(("name", "member"), [("a.xlsx", "xl/workbook.xml"), ("a.ods", "content.xml")])
def test_a_file_is_refused_by_its_size_before_it_is_unpacked(name, member, tmp_path, monkeypatch):
    path = with_a_bomb(tmp_path / name, member)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(ValueError, match=r"^expected at most 20000000 bytes unpacked, got 20000001$"):
        read(path)


def test_entities_that_grow_are_refused(tmp_path):
    lines = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    content = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{lines}]><d>&e9;</d>'
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)
    with pytest.raises(ValueError, match="damaged, protected by a password, or not a spreadsheet"):
        read(path)


@pytest.mark.parametrize("made", [lambda rows: excel(rows, True), open_document])
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_file_that_is_cut_off_is_said_to_be_damaged(made, ending, tmp_path):
    content = made(rows_of(A, RIGHT))
    for damaged in (content[: len(content) // 2], b"", b"PK", content.replace(b"xml", b"XML"), OLD_EXCEL):
        with pytest.raises(ValueError, match="damaged, protected by a password, or not a spreadsheet") as complaint:
            read(place(tmp_path, f"a.{ending}", damaged))
        assert RAW.search(str(complaint.value)) is None


def test_a_number_that_is_none_in_a_file_of_libreoffice_is_damage_too(tmp_path):
    content = open_document(rows_of(A, RIGHT))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        damaged = re.sub(b'office:value="[^"]+"', b'office:value="x"', archive.read("content.xml"))
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", damaged)
    with pytest.raises(ValueError, match="damaged") as complaint:
        read(tmp_path / "a.ods")
    assert RAW.search(str(complaint.value)) is None


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EIO, errno.ENOENT])
def test_a_file_that_may_not_be_opened_says_so_and_what_to_do(number, tmp_path, monkeypatch):
    path = place(tmp_path, "a.csv", b"")
    monkeypatch.setattr(Path, "read_bytes", Mock(side_effect=OSError(number, "Strange Words", str(path))))
    with pytest.raises(ValueError, match=r"^(it|there) ") as complaint:
        read(path)
    assert RAW.search(str(complaint.value)) is None


def test_a_folder_that_may_not_be_opened_is_not_passed_over(tmp_path, monkeypatch):
    place(tmp_path, "in/s1/a.csv", b"")
    opened = Path.iterdir

    def closed(path):
        if path.name == "s1":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(PermissionError, match="s1"):
        files_in(tmp_path / "in")


def test_without_openpyxl_it_is_said_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(ValueError, match="needs the package openpyxl, which comes with the extra ‘course’"):
        read(place(tmp_path, "a.xlsx", b""))


def test_files_are_in_the_order_of_their_names_and_folders(tmp_path):
    for name in ("b/2.csv", "a.csv", "b/1.csv", ".git/x.csv", "__MACOSX/c.csv"):
        place(tmp_path, name, b"")
    assert [path.relative_to(tmp_path).as_posix() for path in files_in(tmp_path)] == ["a.csv", "b/1.csv", "b/2.csv"]


def test_what_was_handed_out_is_read_as_it_was_written(tmp_path):
    given = [HandedOut(Student("s1", "Ada"), fresh(1)), HandedOut(Student("s2"), A)]
    write_handed_out(tmp_path / "handed_out.json", given)
    back = read_handed_out(tmp_path / "handed_out.json")
    assert list(back.values()) == given
    assert "solution" not in vars(back["s1"].problem)
    assert back["s1"].problem.accepted[Entry("Z1")]


def test_a_file_that_new_did_not_write_is_refused(tmp_path):
    write_handed_out(tmp_path / "handed_out.json", [HandedOut(Student("s1", "Ada"), A)])
    records = json.loads((tmp_path / "handed_out.json").read_text(encoding="utf8"))
    del records[0]["handed out"]["givens"]["W1"]
    for content, got in (
        ("", ", got one that is not JSON, or was cut off or changed"),
        ("\ufeffid,name\n", ", got one that is not JSON, or was cut off or changed"),
        ("[1]", ", got other data"),
        ('{"a": 1}', ", got other data"),
        ('[{"id": "a"}]', ", got a student without 'name'"),
        (json.dumps(records), ": givens: expected W1, b1, W2, b2"),
    ):
        path = place(tmp_path, "other.json", content.encode())
        with pytest.raises(ValueError, match=re.escape(f"{path}: expected a file that `new` wrote{got}")):
            read_handed_out(path)
