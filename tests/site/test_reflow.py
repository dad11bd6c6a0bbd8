"""No page is wider than a narrow window, also with wider spacing of the text (WCAG 1.4.10 and 1.4.12); and canaries."""

import pytest

from tests.site.test_browser import PAGES, UNFOLD
from tests.site.test_live import LIVE, SHEET, TURNS, filled

NARROW = 320
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def widths(new_page, address):
    """How wide a page with all unfolded is, as it comes and with wider spacing."""
    page = new_page(NARROW)

    def measured(name, style="/**/", use=None):
        page.goto(address + name)
        page.wait_for_function("() => !document.querySelector('main :not(:defined)')")
        if use:
            use(page, name)
        page.evaluate(UNFOLD)
        page.add_style_tag(content=style)
        page.evaluate("document.fonts.ready")
        before = page.evaluate(WIDTH)
        page.add_style_tag(content=SPACING)
        return before, page.evaluate(WIDTH)

    return measured


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_no_wider_than_the_window(name, widths):
    assert widths(name) == (NARROW, NARROW)


@pytest.mark.parametrize("name", [TURNS, SHEET, LIVE])
def test_a_page_in_use_is_no_wider_than_the_window(name, widths):
    assert widths(name, use=filled) == (NARROW, NARROW)


UNBROKEN = ".bd-article :is(h1, .pre, .nn-symbol) { overflow-wrap: normal !important; white-space: nowrap !important }"


@pytest.mark.parametrize("name", ["book/api.html", "book/sheet.html"])
def test_a_page_that_is_wider_is_seen(name, widths):
    before, after = widths(name, UNBROKEN)
    assert before <= after
    assert after > NARROW


def test_a_page_that_spacing_makes_wider_is_seen(widths):
    before, after = widths("book/backpropagation.html", "h1 { overflow-wrap: normal !important }")
    assert before == NARROW < after
