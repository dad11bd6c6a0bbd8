"""The page reads numbers as Python does, by the same table, and parts what is pasted; and a canary."""

import shutil

import pytest

from tests.copies import replace
from tests.live.node import LIVE, answers
from tests.workbook.marking.table import PIECES, READ, REFUSED
from workbook.marking.numerals import Unreadable, is_blank, normalized

WRITTEN = [written for written, _ in READ + REFUSED]


def in_python(written):
    try:
        return {"number": normalized(written), "blank": is_blank(written)}
    except Unreadable as complaint:
        return {"complaint": str(complaint), "blank": is_blank(written)}


def on_the_page(folder=LIVE):
    return answers([{"task": "number", "text": written} for written in WRITTEN], folder)


def test_each_number_and_each_complaint_is_pythons():
    assert on_the_page() == [in_python(written) for written in WRITTEN]


def test_what_is_pasted_is_one_number_or_several_and_blank_cells_stay():
    found = answers([{"task": "pieces", "text": pasted} for pasted, _ in PIECES])
    assert found == [pieces for _, pieces in PIECES]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ungrouped(bareOf(text))", "bareOf(text)"),
        ("zero + digit", "zero"),
        ("<= limits.longest", "< limits.longest - 6"),
    ],
)
def test_a_page_that_reads_otherwise_is_seen(old, new, tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / "engine/reading.js", old, new)
    assert on_the_page(copy) != on_the_page()


def test_a_paste_that_shifts_is_seen(tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / "engine/reading.js", 'if (isBlank(line)) return [""];', "if (isBlank(line)) return [];")
    assert answers([{"task": "pieces", "text": "0.1\n\n0.3"}], copy) == [["0.1", "0.3"]]
