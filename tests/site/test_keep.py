"""The page to keep has every step and every slip, on two sides of paper with nothing cut; and canaries."""

import io

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from extensions.keep import slips_by_label
from tests.copies import SITE
from workbook.marking.expressions import Sizes, Structure
from workbook.marking.slips import PATTERNS
from workbook.marking.slips_at import slips_at
from workbook.quantities import QUANTITIES, RESULTS

PAGE = SITE / "book/keep.html"
A4 = (595, 842)  # points
LEAST = 6.5  # points
SIDES = 2
CUT = """
[...document.querySelectorAll(".nn-keep-step, .nn-keep-step .katex-display, .nn-keep-slips")]
  .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent.slice(0, 40))
"""
SMALLEST = """
Math.min(...[...document.querySelectorAll(".bd-article :is(p, li, dt)")]
  .map((each) => parseFloat(getComputedStyle(each).fontSize) * 0.75))
"""


def left_out(page):
    """Which steps have no row, and which slips are not listed."""
    soup = BeautifulSoup(page, "html.parser")
    rows = {
        row.select_one(".nn-keep-link a")["href"].partition("#equation-")[2] for row in soup.select(".nn-keep-step")
    }
    listed = {name.get_text() for name in soup.select(".nn-keep-slips li strong")}
    slips = {each.slip for each in slips_at(Structure(Sizes(4, 3, 2), ()))} | {slip for slip in PATTERNS if slip.advice}
    return {QUANTITIES[name].label for name in RESULTS} - rows, {slip.name for slip in slips} - listed


def complaints(page):
    """What is wrong with the page on paper."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 710, "height": 1040})  # the paper, without its margins
    cut, smallest = page.evaluate(CUT), page.evaluate(SMALLEST)
    sides = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    last = sides[-1].extract_text()
    return [
        *[f"{text} is cut" for text in cut],
        *[f"text of {smallest:.1f} points"] * (smallest < LEAST),
        *[f"{len(sides)} sides"] * (len(sides) > SIDES),
        *["not A4"] * any(tuple(map(round, side.mediabox[2:])) != A4 for side in sides),
        *["the last slip is not on it"] * (slips_by_label()[""][-1].name not in " ".join(last.split())),
    ]


def test_it_has_every_step_and_every_slip():
    assert left_out(PAGE.read_text(encoding="utf8")) == (set(), set())


def test_a_step_or_a_slip_that_is_left_out_is_seen():
    soup = BeautifulSoup(PAGE.read_text(encoding="utf8"), "html.parser")
    soup.select_one(".nn-keep-step").decompose()
    soup.select_one(".nn-keep-slips li").decompose()
    assert left_out(str(soup)) == ({"eq-z1"}, {"no bias"})


@pytest.mark.parametrize(
    ("breakage", "said"),
    [
        ("", []),
        (".bd-article > section { font-size: 14pt !important }", ["sides"]),
        (".bd-article li { font-size: 5pt !important }", ["text of 5.0 points"]),
        (".nn-keep-step .katex-display > .katex { white-space: nowrap !important; font-size: 3em }", ["is cut"]),
    ],
)
def test_it_prints_on_two_sides_with_nothing_cut(breakage, said, new_page, address):
    page = new_page(1280)
    page.goto(address + "book/keep.html")
    page.add_style_tag(content=f"/**/{breakage}")
    found = complaints(page)
    assert (found == []) == (said == [])
    assert all(any(each in complaint for complaint in found) for each in said)
