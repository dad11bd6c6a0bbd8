"""A formula arrives once: where it is copied, in the excerpts of a search, and in its index; and canaries."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from sphinx.search.en import SearchEnglish

from tests.copies import ROOT, SITE, pages
from tests.full import FULL

NAMES = ["book/index.html", "book/sgd.html", "book/glossary.html"]
PLAIN = re.compile(r"^(?!.*\$\$)(?:[:-] |\d\. | *)([A-Z$][^\[{`*<>|\n]*\$[^\[{`*<>|\n]*)$", re.MULTILINE)
"""A line of a chapter whose only markup is its formulas."""

DISPLAYED = re.compile(r"^\$\$\n(.*?)\n\$\$", re.MULTILINE | re.DOTALL)

STEM = SearchEnglish({}).stem
"""The index has the stems of words."""

KEEP = """
addEventListener("copy", ({ clipboardData }) => {
  window.copied = ["text/plain", "text/html"].map((kind) => clipboardData.getData(kind));
});
"""


@pytest.fixture
def visit(new_page, address):
    def open_page(name, without=None):
        page = new_page(1280)
        page.context.grant_permissions(["clipboard-read"])
        if without:
            page.route(f"**/{without}*", lambda route: route.abort())
        page.goto(address + name)
        page.evaluate(KEEP)
        return page

    return open_page


def joined(text):
    return " ".join(text.split())


def source(name):
    """The text of a chapter, as its author wrote it."""
    file = (ROOT / name).with_suffix(".ipynb")
    if not file.exists():
        return file.with_suffix(".md").read_text(encoding="utf8")
    cells = json.loads(file.read_text(encoding="utf8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def copied(page):
    """What is on the clipboard once the whole page is copied, with the apostrophes that the author typed."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    return joined(page.evaluate("navigator.clipboard.readText()")).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def lost(name, text):
    """The formulas that the author wrote, with their lines, and that are not in the text."""
    lines = [joined(line) for line in PLAIN.findall(source(name))]
    lines += [f"$${joined(tex)}$$" for tex in DISPLAYED.findall(source(name))]
    assert lines
    return [line for line in lines if line not in text]


@pytest.mark.parametrize("name", ["book/backpropagation.html", "book/sgd.html", "book/live.html", "book/glossary.html"])
def test_a_copied_page_has_its_formulas_as_they_were_written(name, visit):
    page = visit(name)
    page.evaluate("document.querySelectorAll('.toggle-button, summary').forEach((fold) => fold.click())")
    text = copied(page)
    assert lost(name, text) == []
    assert "\u200b" not in text
    assert page.locator("body > div:last-child .katex").count() == 0
    assert page.evaluate("document.querySelectorAll('nn-live, nn-sheet').length") <= 1


def test_where_formatting_is_kept_each_formula_is_there_once(visit):
    page = visit("book/sgd.html")
    copied(page)
    html = BeautifulSoup(page.evaluate("window.copied[1]"), "html.parser")
    assert len(html.select("math")) == page.locator(".katex").count()
    assert html.select(".katex-html, annotation, .katex") == []


HALVES = """
() => {
  const [first, last] = ["MATH1", "MATH2"].map((place) => document.querySelector(place));
  const inside = (formula) => formula.querySelector(".katex-html .mord:not(:has(*))").firstChild;
  getSelection().setBaseAndExtent(inside(first), 0, inside(last), 1);
  return [first, last].map((formula) => formula.querySelector("annotation").textContent.trim());
}
"""


@pytest.mark.parametrize(
    ("first", "last", "opening", "closing"),
    [
        ("p .katex", "p .katex", "$", "$"),
        ("p .katex", "div.math .katex", "$", "$$"),
        (*["div.math .katex"] * 2, *["$$"] * 2),
    ],
)
def test_a_part_of_a_formula_brings_the_whole(first, last, opening, closing, visit):
    page = visit("book/sgd.html")
    begin, end = page.evaluate(HALVES.replace("MATH1", first).replace("MATH2", last))
    page.keyboard.press("Control+C")
    text = joined(page.evaluate("window.copied[0]"))
    assert text.startswith(joined(opening + begin))
    assert text.endswith(joined(end + closing))


def test_a_copy_without_formulas_is_the_browsers_own(visit):
    page = visit("book/sgd.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("Control+C")
    assert page.evaluate("window.copied") == ["", ""]


def test_a_formula_that_arrives_twice_is_seen(visit):
    text = copied(visit("book/glossary.html", without="copying.js"))
    assert lost("book/glossary.html", text) != []


EXCERPTS = """
async (names) => {
  const complaints = [];
  for (const name of names) {
    const page = new DOMParser().parseFromString(await (await fetch(name)).text(), "text/html");
    page.querySelectorAll("pre, code").forEach((code) => code.remove());
    const text = Search.htmlToText(page.documentElement.outerHTML);
    complaints.push(...(text.match(/.{0,20}(\\\\[a-zA-Z]|\\u200b).{0,20}/g) ?? []));
    if (!text) complaints.push(`${name}: nothing`);
  }
  return complaints;
}
"""


def test_excerpts_have_each_formula_once(visit):
    page = visit("search.html")
    assert page.evaluate(EXCERPTS, [path.relative_to(SITE).as_posix() for path in pages(SITE / "book")]) == []
    page = visit("search.html?q=learning+rate")
    page.locator("#search-results .context", has_text="the learning rate α.").first.wait_for()


def test_an_excerpt_with_tex_is_seen(visit):
    assert any("α\\alphaα" in said for said in visit("search.html", without="excerpts.js").evaluate(EXCERPTS, NAMES))


def terms():
    """The words of each page in the search's index."""
    text = (SITE / "searchindex.js").read_text(encoding="utf8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    found = {name: set() for name in index["docnames"]}
    for term, places in index["terms"].items():
        for place in [places] if isinstance(places, int) else places:
            found[index["docnames"][place]].add(term)
    return found


def tex_in(words, path):
    """The commands of a page's TeX that are among the words, though no reader sees them on the page."""
    page = BeautifulSoup(path.read_text(encoding="utf8"), "html.parser")
    commands = re.findall(r"\\([A-Za-z]+)", " ".join(tex.text for tex in page.select("annotation")))
    for part in page.select("annotation, .katex-html"):
        part.decompose()
    seen = {STEM(word) for word in re.findall(r"\w+", page.text.lower())}
    return {command.lower() for command in commands} & words - seen


@pytest.mark.parametrize("name", [str(path.relative_to(SITE)) for path in pages(SITE / "book")] if FULL else NAMES)
def test_the_index_has_what_is_read_and_no_tex(name):
    assert tex_in(terms().get(name.removesuffix(".html"), set()), SITE / name) == set()


def test_the_index_finds_symbols():
    assert {"α", "w1"} <= terms()["book/sgd"]


def test_tex_in_the_index_is_seen():
    assert tex_in({"alpha", "softmax"}, SITE / "book/sgd.html") == {"alpha"}
