"""With other givens in a copy, the chapters run through and every number follows."""

import random
import re

from gates import sheet
from gates.chapters import chapters
from gates.notebooks import executed
from gates.paper import SHEET
from nnlib.numbers import FixedPoint
from tests.copies import copy_of_the_project
from workbook.show import decimals, entries
from workbook.steps import results


def test_every_number_follows(tmp_path):
    copy = copy_of_the_project(tmp_path)
    path = copy / "nnlib/assignment.py"
    draw = random.Random(7)
    text = path.read_text(encoding="utf8")
    before, inside, after = re.split(r"(?=^W1 = )|(?=^y = )", text, flags=re.MULTILINE)
    others = re.sub(r"(?<![\w.])-?\d+(\.\d+)?(?=[ \n])", lambda _: f"{draw.randint(-9, 9) / 10}", inside)
    path.write_text(before + others + after.replace('"0.001"', '"0.05"'), encoding="utf8")
    for chapter in chapters(copy):
        chapter.write_text(executed(chapter, copy), encoding="utf8")

    namespace = {"__name__": "other"}
    exec(path.read_text(encoding="utf8"), namespace)
    expected = {
        name: [decimals(entry) for _, entry in entries(name, quantity)]
        for name, quantity in results(namespace["givens"](FixedPoint)).items()
    }
    shown = sheet.shown(copy)
    for name, tables in shown.items():
        assert tables, name
        for table in tables:
            assert [entry for row in table for entry in row] == expected[name]
    assert expected["Z1"] != [entry for row in SHEET["Z1"] for entry in row]
