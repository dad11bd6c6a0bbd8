"""What is folded is found by the browser, by a link and by the book's search; and canaries."""

from urllib.parse import quote

import pytest

NAME = "book/forward.html"
FOLDS = [".solution p:not(.admonition-title)", "details.hide pre", "details.nn-worked pre"]
"""A part of each kind of fold: a solution, a cell's code, worked lines."""

BEGINNING = "(part) => part.textContent.trim().split(/\\s+/).slice(0, 3).join(' ')"
WORD = """
(isOwn) => {
  const article = document.querySelector(".bd-article").cloneNode(true);
  article.querySelectorAll(".solution, details").forEach((fold) => fold.remove());
  const elsewhere = (word) => article.textContent.toLowerCase().includes(word);
  const pictures = [...document.querySelectorAll("svg")].map((svg) => svg.textContent.toLowerCase());
  return [...document.querySelectorAll(".solution section > p")]
    .flatMap((part) => part.textContent.toLowerCase().match(/[a-z]{5,}/g))
    .find((word) => elsewhere(word) !== isOwn && !pictures.join().includes(word));
}
"""
"""A word of a solution that stands nowhere else, or one that does; in no picture, where Sphinx marks nothing."""

NAMED = """
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("PART").closest(":not(pre)").id = "inside";
});
"""


@pytest.fixture
def visit(new_page, address):
    def open_page(name=NAME, before="", without=None):
        page = new_page(1280)
        if without:
            page.route(f"**/{without}*", lambda route: route.abort())
        page.add_init_script(before)
        page.goto(address + name)
        return page

    return open_page


@pytest.fixture
def find(visit):
    """Look for the beginning of a folded part, as a browser's search on the page does; say whether it is shown."""

    def look(part, without=None):
        page = visit(without=without)
        place = page.locator(part).first
        assert not place.is_visible()
        page = visit(f"{NAME}#:~:text={quote(place.evaluate(BEGINNING))}", without=without)
        page.wait_for_timeout(500)
        return page.locator(part).first.is_visible()

    return look


@pytest.mark.parametrize("part", FOLDS)
def test_the_browser_finds_what_is_folded(part, find):
    assert find(part)


@pytest.mark.parametrize("part", FOLDS)
def test_a_link_into_a_fold_opens_it(part, visit):
    page = visit(f"{NAME}#inside", NAMED.replace("PART", part))
    page.locator("#inside").locator("visible=true").wait_for()
    page = visit(NAME, NAMED.replace("PART", part))
    page.evaluate("location.hash = '#inside'")
    page.locator("#inside").locator("visible=true").wait_for()


def arrive(visit, term, without=None):
    """Come from a search for a term, and wait until it is marked."""
    page = visit(NAME, f"localStorage.setItem('sphinx_highlight_terms', '{term}')", without)
    page.wait_for_selector(".bd-article .highlighted", state="attached")
    page.wait_for_timeout(200)
    return page


def test_a_search_that_finds_its_word_in_a_fold_alone_opens_it(visit):
    page = arrive(visit, visit().evaluate(WORD, True))
    assert page.locator(".solution .highlighted").first.is_visible()


def test_a_search_that_finds_its_word_in_the_text_leaves_solutions_folded(visit):
    page = arrive(visit, visit().evaluate(WORD, False))
    assert page.locator(".solution .highlighted").count() > 0
    assert not page.locator(".solution .highlighted").locator("visible=true").count()


def test_a_fold_closes_again_and_is_found_again(visit):
    page = visit()
    part = page.locator(FOLDS[0]).first
    for shown in (True, False):
        page.locator(".solution .toggle-button").first.press("Enter")
        assert part.is_visible() == shown
    page.evaluate("(words) => { location.hash = `:~:text=${encodeURIComponent(words)}`; }", part.evaluate(BEGINNING))
    part.locator("visible=true").wait_for()


def test_what_stays_folded_is_seen(find, visit):
    assert not find(FOLDS[0], without="folds.js")
    page = arrive(visit, visit().evaluate(WORD, True), without="folds.js")
    assert not page.locator(".solution .highlighted").first.is_visible()
