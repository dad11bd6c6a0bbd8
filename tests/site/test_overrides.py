"""Each override of a theme or an extension is still needed, and is still taken."""

import importlib.util
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.copies import ROOT, SITE

PAGES = sorted((SITE / "book").glob("*.html"))


def installed(package, file):
    return (Path(importlib.util.find_spec(package).origin).parent / file).read_text(encoding="utf8")


def theme(file):
    return installed("pydata_sphinx_theme", f"theme/pydata_sphinx_theme/{file}")


FAULTS = {
    "search-button-field.html": (
        lambda: theme("components/search-button-field.html"),
        r'aria-label="\{\{ _\(.Search.\)',
    ),
    "navbar-logo.html": (lambda: theme("components/navbar-logo.html"), r"\A(?!.*<(?:nav|header|aside)\b)"),
    "layout.html: icons twice": (lambda: theme("static/webpack-macros.html"), "fontawesome.js"),
    "layout.html: many style sheets": (lambda: theme("layout.html"), r"\{\{- css\(\) \}\}"),
    "layout.html: scripts first": (
        lambda: installed("sphinx", "themes/basic/layout.html"),
        r"\{\{- script\(\) \}\}.*</head>",
    ),
    "layout.html: search index on every page": (
        lambda: theme("layout.html"),
        r"block extrahead.*searchindex\.js.*endblock extrahead",
    ),
    "a folded cell's name": (lambda: installed("myst_nb", "sphinx_.py"), 'aria-label="Toggle hidden content"'),
    "an exercise's name": (lambda: installed("sphinx_exercise", "directive.py"), "ids=..exercise-content"),
    "a solution's name": (lambda: installed("sphinx_exercise", "directive.py"), "ids=..solution-content"),
    "a bibliography's role": (lambda: installed("docutils", "writers/_html_base.py"), "doc-biblioentry"),
}
"""For each override, the text that it mends, and the fault in it."""

TAKEN = {
    "search-button-field.html": "button.search-button-field:not([aria-label])",
    "navbar-logo.html": 'nav[aria-label="Home"] a.navbar-brand',
    "layout.html: icons twice": "body:not(:has(script[src*=fontawesome]))",
    "layout.html: many style sheets": "head:not(:has([rel=stylesheet]:not([href*='/site.css'])))",
    "layout.html: scripts first": "head:not(:has(script[src]))",
    "layout.html: search index on every page": "html:not(:has(script[src*=searchindex]))",
    "a folded cell's name": "body:not(:has(summary[aria-label]))",
    "an exercise's name": "body:not(:has(#exercise-content))",
    "a solution's name": "body:not(:has(#solution-content))",
    "a bibliography's role": "body:not(:has([role=doc-biblioentry]))",
}


def faulty(fault, text):
    return re.search(fault, text, re.DOTALL) is not None


@pytest.mark.parametrize("name", FAULTS)
def test_an_override_is_still_needed(name):
    text, fault = FAULTS[name]
    assert faulty(fault, text())


def test_what_needs_no_override_is_told_from_what_does():
    _, fault = FAULTS["navbar-logo.html"]
    assert not faulty(fault, '<nav aria-label="Home">\n<a class="navbar-brand">')
    assert not any(faulty(fault, "<div>") for name, (_, fault) in FAULTS.items() if name != "navbar-logo.html")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_override_is_taken(path):
    page = BeautifulSoup(path.read_text(encoding="utf8"), "html.parser")
    assert [name for name, taken in TAKEN.items() if not page.select(taken)] == []


OWN = {"404.html", "embed.html", "first.html"}
"""Templates that the theme does not have."""


def test_each_override_is_looked_at():
    templates = ROOT / "book/_templates"
    files = {str(path.relative_to(templates)) for path in templates.rglob("*.html")}
    assert files - OWN == {name.split(":")[0] for name in FAULTS if ".html" in name}
    assert set(TAKEN) == set(FAULTS)
