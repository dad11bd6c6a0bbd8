"""A page links each word of the glossary where its text first uses it."""

import re

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx

from gates.chapters import pages
from tests.copies import ROOT, SITE

GLOSSARY = """
```{glossary}
layer
  Units.

hidden layer
  A layer between.

class
  An answer.
```
"""


def built(folder, page):
    """The links of a page, each with the text before it."""
    (folder / "index.md").write_text("# Book\n\n```{toctree}\nglossary\npage\n```\n", encoding="utf8")
    (folder / "glossary.md").write_text(f"# Glossary\n{GLOSSARY}", encoding="utf8")
    (folder / "page.md").write_text(f"# A layer of classes\n\n{page}\n", encoding="utf8")
    settings = {"extensions": ["myst_parser", "extensions.terms"]}
    Sphinx(folder, None, folder / "out", folder / "trees", "html", settings, None, None, freshenv=True).build()
    html = BeautifulSoup((folder / "out/page.html").read_text(encoding="utf8"), "html.parser")
    return [(link.text, link["href"].rpartition("#")[2]) for link in html.select(".body a:has(.std-term)")]


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("A layer, and a layer.", [("layer", "term-layer")]),
        ("Two hidden layers and a layer.", [("hidden layers", "term-hidden-layer"), ("layer", "term-layer")]),
        ("Classes, `class` and sub-class.", [("Classes", "term-class")]),
        ("See {term}`the classes <class>`: a class.", [("the classes", "term-class")]),
        ("Players outclass.", []),
        ("```{admonition} A class\n:class: tip\nA layer.\n```", []),
    ],
)
def test_the_first_use_is_linked(page, links, tmp_path):
    assert built(tmp_path, page) == links


@pytest.mark.parametrize("name", pages(ROOT))
def test_links_to_words_lead_into_the_glossary(name):
    html = BeautifulSoup((SITE / f"{name}.html").read_text(encoding="utf8"), "html.parser")
    links = [link["href"] for link in html.select("article a:has(> .std-term)")]
    assert all(re.fullmatch(r"(glossary\.html)?#term-[\w-]+", link) for link in links)
    assert bool(links) == (name not in {"book/glossary", "book/exercises", "book/bibliography"})
