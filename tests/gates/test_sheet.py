"""The sheet's results in the chapters' stored outputs, and canaries."""

import json
import re

import pytest

from gates import sheet
from tests.copies import ROOT, another_digit, copy_of_the_project, replace


def test_the_chapters_show_the_sheet():
    assert sheet.complaints(ROOT) == []


def latex_lines(notebook):
    """The places of the lines of matrices in a notebook's stored LaTeX."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            lines = output.get("data", {}).get("text/latex", [])
            yield from ((lines, i) for i, line in enumerate(lines) if re.match(r"-?\d\.\d{4}", line))


@pytest.mark.parametrize("chapter", ["forward", "backpropagation", "hidden_layer", "sgd"])
def test_a_flipped_digit_in_any_row_is_seen(chapter, tmp_path):
    copy = copy_of_the_project(tmp_path)
    path = copy / f"book/{chapter}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf8"))
    places = list(latex_lines(notebook))
    assert len(places) > 5
    for lines, i in places:
        kept = lines[i]
        lines[i] = another_digit(kept, kept.index(".") + 4)
        path.write_text(json.dumps(notebook), encoding="utf8")
        assert len(sheet.complaints(copy)) == 1
        lines[i] = kept


def test_a_changed_term_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / "book/forward.ipynb", "0.6977 + 0.1386", "0.6977 + 0.1387")
    assert sheet.complaints(copy) == ["Z2: no line of working has -0.6977 + 0.1386 + 0.1165 + 0.05"]


def test_an_absent_result_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    path = copy / "book/sgd.ipynb"
    path.write_text(path.read_text(encoding="utf8").replace(r"b_{2}^{\\text{new}} = ", "new: "), encoding="utf8")
    assert sheet.complaints(copy) == ["b2_new: no chapter shows it"]
