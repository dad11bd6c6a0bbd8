"""Formulas have the room that they need, punctuation stays with them, and minus signs are minus signs."""

import pytest
from bs4 import BeautifulSoup

from extensions.spacing import spaced
from extensions.theme.tables import with_minus_signs
from tests.copies import SITE


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [
        (r"\underset{(D, N)}{x}", r"\underset{(D, N)}{\vphantom{W_n}x}"),
        (r"\underset{i}{x}", r"\underset{i}{x}"),
        (
            r"\begin{aligned} a &= \frac{1}{2} \\ b &= 2 \\ c &= 3 \end{aligned}",
            r"\begin{aligned} a &= \frac{1}{2} \\[0.5em] b &= 2 \\ c &= 3 \end{aligned}",
        ),
        (r"\frac{a}{b} = \begin{pmatrix} 1 \\ 2 \end{pmatrix}", r"\frac{a}{b} = \begin{pmatrix} 1 \\ 2 \end{pmatrix}"),
        (r"\frac{a}{b} \\[1em] c", r"\frac{a}{b} \\[1em] c"),
        ("a = 1, \\quad b = 2", r"{a = 1},\quad\allowbreak {b = 2}"),
        (r"\begin{cases} a, \quad b \\ c \end{cases}", r"\begin{cases} a, \quad b \\ c \end{cases}"),
        (r"\left(a, \quad b\right)", r"\left(a, \quad b\right)"),
        (r"a &= 1, \quad b", r"a &= 1, \quad b"),
    ],
)
def test_a_formula_gets_room_where_it_needs_it(tex, wanted):
    assert spaced(tex) == wanted


def test_a_minus_sign_is_one_in_a_cell_of_a_table_alone():
    html = '<td>-0.5</td><td class="a"><p>-1</p></td><td>well-kept -2</td><p>-3</p>'
    assert with_minus_signs(html) == '<td>−0.5</td><td class="a"><p>−1</p></td><td>well-kept -2</td><p>-3</p>'


def test_punctuation_stays_with_a_short_formula_and_a_long_one_may_break():
    soup = BeautifulSoup((SITE / "book/forward.html").read_text(encoding="utf8"), "html.parser")
    kept = soup.select("article .nn-keep")
    assert kept
    for each in kept:
        *_, formula, mark = each.children
        assert formula["class"] == ["katex"]
        assert 1 <= len(formula.select(".katex-base")) <= 2
        assert set(mark) <= set(".,;:!?)’”")
