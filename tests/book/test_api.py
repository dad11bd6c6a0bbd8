"""The page of the code leaves out nothing that is public, and says it well."""

import importlib
import inspect
import pkgutil
import re

from bs4 import BeautifulSoup

import nnlib
import workbook
from tests.copies import SITE

PAGE = SITE / "book/api.html"
OF_THE_BUILD = {"nnlib.arguments", "nnlib.checks", "workbook.figures.palette"}
"""Modules that a reader has no use for."""


def public():
    """Each public function and class, by the place where it is written."""
    for package in (nnlib, workbook):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name in OF_THE_BUILD:
                continue
            for name, found in vars(importlib.import_module(module.name)).items():
                written_here = getattr(found, "__module__", None) == module.name
                if written_here and not name.startswith("_") and inspect.isroutine(found) | inspect.isclass(found):
                    yield name


def described(html):
    soup = BeautifulSoup(html, "html.parser")
    return {sign["id"].rpartition(".")[2] for sign in soup.select("dl.py > dt[id]")}


def left_out(html):
    return sorted(set(public()) - described(html))


def test_everything_public_is_on_the_page():
    assert left_out(PAGE.read_text(encoding="utf8")) == []


def test_what_is_left_out_is_missed():
    html = PAGE.read_text(encoding="utf8").replace('id="nnlib.sgd_step"', 'id="nnlib.other"')
    assert left_out(html) == ["sgd_step"]


def test_docstrings_are_set_in_full():
    soup = BeautifulSoup(PAGE.read_text(encoding="utf8"), "html.parser")
    text = soup.select_one("article").get_text()
    assert "Alias for field number" not in text
    assert not re.search(r"`|^(Args|Raises|Shape|Source): \S", text, re.MULTILINE)
    check = soup.find(id="nnlib.gradient_check").parent
    assert [field.get_text() for field in check.select("dl.field-list > dt")] == ["Args:", "Raises:", "Source:"]
    assert "R. L. Burden" in check.get_text()


def test_named_tuples_have_their_fields_with_shapes():
    soup = BeautifulSoup(PAGE.read_text(encoding="utf8"), "html.parser")
    for kind in (nnlib.Parameters, nnlib.Trace, nnlib.Backward):
        table = soup.find(id=f"nnlib.{kind.__name__}").parent.table
        assert tuple(row.code.get_text() for row in table.select("tr")) == kind._fields
