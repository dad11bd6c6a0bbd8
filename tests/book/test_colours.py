"""Each quantity's symbol has its colour on the pages, plain TeX beside it, and contrast enough to be read."""

import re
import sys

import pytest
from bs4 import BeautifulSoup

from nnlib.latex import SYMBOLS, symbol
from tests.copies import ROOT, SITE
from workbook.palette import PALETTE, style_sheet

sys.path.append(str(ROOT / "book/_ext"))
from colours import COLOURS, coloured

GROUNDS = {"paper", "ink", "faint"}


def luminance(colour):
    """Relative luminance, by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", sorted(set(PALETTE) - {"paper"}))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_can_be_read(name, theme):
    assert contrast(getattr(PALETTE[name], theme), getattr(PALETTE["paper"], theme)) >= 4.5


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("index", ["", "1", "2,i"])
def test_a_symbol_is_coloured_however_it_is_indexed(name, index):
    written = symbol(name, index)
    assert coloured(written) == rf"{{\htmlClass{{nn-{COLOURS[name]}}}{{{written}}}}}"


def test_other_letters_are_not():
    for tex in (r"\max(0, z)", r"\text{x and H}", r"L", r"W_3", r"\operatorname{ReLU}", r"\delta_{i,j}", r"\exp"):
        assert coloured(tex) == tex


def test_every_quantity_and_no_other_has_a_colour():
    assert set(COLOURS.values()) | GROUNDS == set(PALETTE)
    assert {name for name in SYMBOLS if re.fullmatch(r"(\\\w+|\w)(\{y\})?_\{\d?\|\}", SYMBOLS[name])} - {"y"} == set(
        COLOURS
    )
    assert all(f".nn-{name} {{color: var(--nn-{name})}}" in style_sheet() for name in PALETTE)


@pytest.mark.parametrize("chapter", ["forward", "backpropagation"])
def test_pages_show_the_colours_and_keep_the_plain_formula(chapter):
    page = BeautifulSoup((SITE / f"book/{chapter}.html").read_text(encoding="utf8"), "html.parser")
    for name in ("W1", "Z1", "H", "W2", "y_hat"):
        assert page.select(f".katex-html .nn-{name}")
    assert not page.select(".katex-mathml [class*=nn-]")
    assert not [tex for tex in page.select("annotation") if "htmlClass" in tex.get_text()]
