"""No page in use is wider than a narrow window, and what is wider is seen. See test_browser.py."""

import pytest

from tests.site.test_browser import NARROWEST, UNFOLD, reflowed
from tests.site.test_live import LIVE, SHEET, TURNS, filled


@pytest.fixture
def widths(new_page, address):
    """How wide a page with all unfolded is, as it comes and with wider spacing."""
    page = new_page(NARROWEST)

    def measured(name, style="/**/", use=None):
        page.goto(address + name)
        page.wait_for_function("() => !document.querySelector('main :not(:defined)')")
        if use:
            use(page, name)
        page.evaluate(UNFOLD)
        page.add_style_tag(content=style)
        return reflowed(page)

    return measured


@pytest.mark.parametrize("name", [TURNS, SHEET, LIVE])
def test_a_page_in_use_is_no_wider_than_the_window(name, widths):
    assert widths(name, use=filled) == (NARROWEST, NARROWEST)


UNBROKEN = ".bd-article :is(h1, .pre, .nn-symbol) { overflow-wrap: normal !important; white-space: nowrap !important }"


@pytest.mark.parametrize("name", ["book/api.html", "book/sheet.html"])
def test_a_page_that_is_wider_is_seen(name, widths):
    before, after = widths(name, UNBROKEN)
    assert before <= after
    assert after > NARROWEST


def test_a_page_that_spacing_makes_wider_is_seen(widths):
    line = f'content: "{33 * "n"}"; display: block; font: 14px monospace; overflow-wrap: normal'
    before, after = widths("book/backpropagation.html", f"h1::before {{ {line} }}")
    assert before == NARROWEST < after
