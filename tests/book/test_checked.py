"""The counts on the page that says how the book is checked."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from gates import __main__ as main
from gates.counts import counts
from tests.book.small import build
from tests.copies import ROOT, SITE

PAGE = SITE / "book/checked.html"


def test_things_are_counted(tmp_path):
    (tmp_path / "_toc.yml").write_text("root: one\nparts: []\n", encoding="utf8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").write_text(
        "def test_b(): ...\nclass T:\n    def test_c(self): ...\ndef other(): ...\n"
    )
    cells = [
        {"cell_type": "markdown", "source": ["1.5 here"], "metadata": {}},
        {"cell_type": "code", "source": [], "metadata": {}, "outputs": [{"output_type": "stream", "text": ["0.25"]}]},
        {"cell_type": "code", "source": [], "metadata": {}, "outputs": []},
    ]
    (tmp_path / "one.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf8")
    found = counts(tmp_path)
    assert found.pop("results") == 88
    assert found == {"notebooks": 1, "cells": 2, "outputs": 1, "digits": 5, "tests": 2}


def test_the_page_has_the_counts_of_now():
    text = re.sub(r"\s+", " ", BeautifulSoup(PAGE.read_text(encoding="utf8"), "html.parser").select_one("article").text)
    found = counts(ROOT)
    assert f"{found['notebooks']} of them are notebooks, with {found['cells']} code cells" in text
    assert f"The assignment has {found['results']} results" in text
    assert f"{found['digits']:,} digits" in text
    pages = [BeautifulSoup(page.read_text(encoding="utf8"), "html.parser") for page in PAGE.parent.glob("*.html")]
    assert f"The book has {len(pages)} pages" in text
    formulas = sum(len(page.select("article .katex")) for page in pages)
    exercises = sum(len(page.select(".exercise")) for page in pages)
    assert f"There are {formulas:,} formulas, and {exercises} exercises have solutions" in text


def test_every_gate_is_explained():
    terms = [term.text for term in BeautifulSoup(PAGE.read_text(encoding="utf8"), "html.parser").select("dl.gate dt")]
    assert sorted(term.lower() for term in terms) == sorted(title.lower() for title in main.GATES)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("{count}`things`", "nothing counts 'things'"),
        ("```{gate} no such gate\nIt does nothing.\n```", "there is no gate 'no such gate'"),
        ("No gate at all.", "no page explains the gate 'the chapters show the results of the sheet'"),
    ],
    ids=["count", "gate", "gates"],
)
def test_what_is_not_there_fails_the_build(text, warning, tmp_path):
    assert warning in build(tmp_path, f"# Page\n\n{text}\n")
