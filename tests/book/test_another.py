"""A book on another assignment, made by editing one file: it builds, every gate passes; and canaries."""

import json
import re
import subprocess
from functools import cache

import pytest
from bs4 import BeautifulSoup
from jinja2 import Template

from gates.all_gates import GATES
from gates.by_hand import worksheet
from tests.book.another import PYTHON, another, made, run
from tests.copies import ROOT, another_digit
from tests.full import FULL
from tests.live.node import answers

NETWORK = {"hidden": "sigmoid", "output": "sigmoid", "loss": "half squares"}
GIVENS = {
    "W1": "0.15 0.2\n0.25 0.3", "b1": "0.35\n0.35", "W2": "0.4 0.45\n0.5 0.55", "b2": "0.6\n0.6",
    "x": "0.05\n0.1", "y": "0.01\n0.99", "learning_rate": "0.5",
}  # fmt: skip
"""Those of M. Mazur's exercise, which is known by many."""

OTHER_SIZES = {
    "W1": "0.2 -0.4 0.7\n-0.3 0.6 0.1\n0.5 0.15 -0.25\n-0.6 0.35 0.8",
    "b1": "0.1\n-0.2\n0.3\n0.05",
    "W2": "0.3 -0.2 0.5 0.4\n-0.1 0.6 0.25 -0.7\n0.45 0.2 -0.3 0.15",
    "b2": "0.1\n-0.1\n0.2",
    "x": "1.5\n-0.5\n2",
    "y": "0\n1\n0",
    "learning_rate": "0.1",
}


KEPT = {
    "forward",
    "backpropagation",
    "hidden_layer",
    "sgd",
    "sheet",
    "live",
    "homework",
    "api",
    "checked",
    "bibliography",
}
LISTED = re.findall(r"file: book/(\w+)", (ROOT / "_toc.yml").read_text(encoding="utf8"))
NETWORKS = "another network"
BOOKS = {
    NETWORKS: {"title": "Two by two", "without": ("glossary",), "in_print": False, **NETWORK, **GIVENS},
    "other sizes": {"title": "Three, four, three", "in_print": False, **OTHER_SIZES},
    "a few chapters alone": {"without": tuple(name for name in LISTED if name not in KEPT)},
}
"""The second runs every chapter three times, which takes minutes."""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A book by its name, and what its gates say."""

    @cache
    def find(name):
        copy = another(tmp_path_factory.mktemp("book"), **BOOKS[name])
        return copy, made(copy)

    return find


@pytest.fixture
def book(library):
    return library(NETWORKS)[0]


@pytest.mark.parametrize("name", BOOKS if FULL else [NETWORKS])
def test_another_book_builds_and_no_gate_complains(name, library):
    assert re.findall(r"^(\w+) ", library(name)[1], re.MULTILINE) == ["ok"] * len(GATES)


def test_its_first_page_has_its_title_and_its_numbers(book):
    site = book / "_build/html"
    assert "book/problem.html" in (site / "index.html").read_text(encoding="utf8")
    page = BeautifulSoup((site / "book/problem.html").read_text(encoding="utf8"), "html.parser")
    assert page.h1.get_text().startswith("Two by two")
    assert page.title.get_text().startswith("Two by two")
    tables = {name: [row.split() for row in text.splitlines()] for name, text in GIVENS.items()}
    shown = page.get_text()
    assert all(number.removeprefix("-") in shown for number in worksheet(tables, 4, **NETWORK).values())


def test_what_is_left_out_is_not_there_and_nothing_leads_to_it(book):
    site = book / "_build/html"
    there = {path.name for path in site.glob("book/*.html")}
    assert {"problem.html", "sheet.html", "live.html", "homework.html", "checked.html"} <= there
    assert not {"index.html", "forward.html", "glossary.html"} & there
    for path in site.glob("book/*.html"):
        links = BeautifulSoup(path.read_text(encoding="utf8"), "html.parser").select("a[href]")
        leading = {link["href"].split("#")[0].split("?")[0] for link in links if "://" not in link["href"]}
        assert all((path.parent / link).exists() or "/lite/" in link for link in leading), path.name  # made apart
    checked = BeautifulSoup((site / "book/checked.html").read_text(encoding="utf8"), "html.parser")
    assert "Is the gradient right? shows these tests" in checked.get_text()


PYTHONS = """
import json
from workbook import problem, the_assignment
from workbook.marking.reading import printed

made = [the_assignment(), *map(problem, range(9))]
givens = [[text for table in each.tables.values() for row in table for text in row] for each in made]
print(json.dumps([*givens, [*printed(made[0].solution, 4).entries.values()]]))
"""


def test_its_pages_draw_and_work_what_python_does(book):
    own, *drawn, solution = json.loads(run(book, "-c", PYTHONS))
    draws = [{"task": "draw", "seed": seed} for seed in range(9)]
    tasks = [*draws, {"task": "solve", "givens": own, "places": 4}, {"task": "read", "address": ""}]
    *theirs, worked, read = answers(tasks, book / "_build/html/_static/live")
    assert theirs == drawn
    assert worked == solution
    assert read["texts"] == own


@pytest.mark.parametrize("logo", ["", "_static/logo.svg"])
def test_a_logo_of_the_configuration_is_shown(logo):
    template = Template((ROOT / "book/_templates/navbar-logo.html").read_text(encoding="utf8"))
    link = template.render(pathto=str, root_doc="book/index", docstitle="A title", logo_url=logo)
    assert (f'<img src="{logo}" alt="">' in link) == bool(logo)
    assert "A title" in link


def test_a_flipped_digit_is_seen_there_too(book):
    path = book / "book/problem.ipynb"
    kept = path.read_text(encoding="utf8")
    path.write_text(
        another_digit(kept, re.search(r'"text/latex": [^]]*?Z_\{1\} = .*?\d\.\d{3}(\d)', kept, re.DOTALL).start(1))
    )
    complaints = run(book, "-c", "from pathlib import Path; from gates import sheet; print(*sheet.complaints(Path()))")
    path.write_text(kept, encoding="utf8")
    assert complaints.startswith("Z1: a chapter shows")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"without": ("forwards",)}, "without: expected some of .*; got 'forwards'"),
        ({"without": ("sheet",)}, "without: expected some of .*; got 'sheet'"),
        ({"hidden": "relu+sin"}, "hidden: expected relu \\+ sin, .*, got relu\\+sin"),
        ({"x": "1 2\n-1 0\n0.5 1\n2 2", "y": "1 0\n0 1"}, "x: expected one column, got 2"),
        ({"b1": "0.1\n0.2"}, "b1: expected shape \\(3, 1\\), got \\(2, 1\\)"),
        ({"W1": "1 2 3\n4 5"}, "W1: expected rows of numbers, all of the same length"),
        ({"b2": "0.1\n0,2x"}, "b2, row 2, column 1: ‘0,2x’ cannot be read as a number"),
    ],
)
def test_what_cannot_be_a_book_is_refused_by_its_name(values, message, tmp_path):
    copy = another(tmp_path, **values)
    done = subprocess.run(
        [PYTHON, "-m", "gates.chapters"], cwd=copy, env={"PYTHONPATH": str(copy)}, capture_output=True, text=True
    )
    assert done.returncode
    assert re.search(rf"nnlib/assignment.py: {message}", done.stderr)
