"""Each symbol on the built pages has its quantity's colour; and canaries."""

import re
from collections import Counter
from functools import cache

import pytest
from bs4 import BeautifulSoup

from extensions.colours import coloured
from extensions.maths import KATEX, Typesetter
from tests.copies import ROOT

SITE = ROOT / "_build/html/book"
NO_SYMBOL = re.compile(r"\\(begin|end|text|operatorname)\{[^}]*\}")
SYMBOLS = {
    r"x": ("x", "x"),
    r"H": ("H", "H"),
    r"W_\{?1": ("W1", "W"),
    r"b_\{?1": ("W1", "b"),
    r"Z_\{?1": ("Z1", "Z"),
    r"W_\{?2": ("W2", "W"),
    r"b_\{?2": ("W2", "b"),
    r"Z_\{?2": ("Z2", "Z"),
    r"\\hat\{?": ("y_hat", "y"),
    r"\\delta_\{?1": ("delta", "δ"),
    r"\\delta_\{?2": ("delta", "δ"),
}
"""How the beginning of a symbol is written, with the colour and the letter that are to be seen."""


@cache
def formulas_of(html):
    return [
        (maths.select_one("annotation").get_text().strip(), maths.select_one(".katex-html"))
        for maths in BeautifulSoup(html, "html.parser").select(".katex")
    ]


def formulas(site):
    for page in sorted(site.glob("*.html")):
        yield from formulas_of(page.read_text(encoding="utf8"))


def colour(element):
    return next((name[3:] for name in element["class"] if name.startswith("nn-")), None)


def complaints(site):
    """The formulas in which a symbol lacks its colour, or something that is not a symbol has one."""
    found = []
    for tex, seen in formulas(site):
        bare = NO_SYMBOL.sub("", tex)
        commands_gone = re.sub(r"\\(?!hat|delta)[A-Za-z]+", "", bare)
        wanted = Counter()
        for start, sign in SYMBOLS.items():
            wanted[sign] += len(re.findall(start, commands_gone))
        shown = Counter(
            (colour(each), letter[0])
            for each in seen.select(".enclosing")
            if (letter := re.search(r"[^\W\d]", each.get_text()))
        )
        if +wanted != shown:
            found.append(f"{tex}: wanted {dict(+wanted)}, shown {dict(shown)}")
    return found


def test_every_symbol_has_its_colour():
    assert complaints(SITE) == []


@pytest.mark.parametrize("name", sorted({name for name, _ in SYMBOLS.values()}))
def test_a_lost_colour_is_seen(name, tmp_path):
    symbol = next(
        each
        for page in ("backpropagation", "hidden_layer")
        for _, seen in formulas_of((SITE / f"{page}.html").read_text(encoding="utf8"))
        for each in seen.select(f".nn-{name}")
        if re.match(r"[^\W\d]", each.get_text())
    )
    formula = BeautifulSoup(str(symbol.find_parent(class_="katex")), "html.parser")
    (tmp_path / "formula.html").write_text(str(formula), encoding="utf8")
    assert complaints(tmp_path) == []
    lost = next(each for each in formula.select(f".katex-html .nn-{name}") if re.match(r"[^\W\d]", each.get_text()))
    lost["class"].remove(f"nn-{name}")
    (tmp_path / "formula.html").write_text(str(formula), encoding="utf8")
    assert len(complaints(tmp_path)) == 1


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Z_1", "Z1"), ("Z_{1}", "Z1"), ("Z_{1,2}", "Z1"), ("Z_{2,j}", "Z2"), ("W_{1,i,j}", "W1"), ("W_2^\\top", "W2"),
        (r"W_1^{\mathsf T}", "W1"), (r"W_{2,1,1}^{\text{new}}", "W2"), ("b_{2,i}", "W2"), ("b_1", "W1"), ("x_j", "x"),
        ("x^\\top", "x"), ("H_{k}", "H"), (r"\hat{y}", "y_hat"), (r"\hat y", "y_hat"), (r"\hat{y}_1", "y_hat"),
        (r"\delta_2^{(n)}", "delta"), (r"\delta_{1,2}", "delta"),
    ],
)  # fmt: skip
def test_the_whole_symbol_is_coloured_however_it_is_written(written, name):
    assert (
        coloured(rf"\frac{{1}}{{\partial {written}}}")
        == rf"\frac{{1}}{{\partial \htmlClass{{nn-{name}}}{{{written}}}}}"
    )


@pytest.mark.parametrize(
    "tex", [r"\max(z, 0)", r"\text{if } z", "W_{12}", "y_i", r"\begin{matrix}\end{matrix}", "f'(z)"]
)
def test_what_is_no_symbol_stays_as_it_is(tex):
    assert coloured(tex) == tex


def numbers_of(entry):
    """The colours of the numbers in an entry's worked line on the page, stage by stage, and what stands there."""
    _, seen = next(each for each in formulas(SITE) if each[0].startswith(f"\\begin{{aligned}}\n{entry} &="))
    return [
        (colour(each), text) for each in seen.select(".enclosing") if re.fullmatch(r"−?[\d.]+", text := each.get_text())
    ]


def test_numbers_in_worked_lines_have_the_colour_of_where_they_come_from():
    of_z1 = numbers_of("Z_{1,1}")
    assert "".join(name[0] for name, _ in of_z1[:11]) == "WxWxWxWxWWZ"
    assert of_z1[:4] == [("W1", "0.1"), ("x", "1"), ("W1", "−0.2"), ("x", "−1")]
    assert [name for name, _ in numbers_of("Z_{2,1}")[:9]] == ["W2", "H", "W2", "H", "W2", "H", "W2", "W2", "Z2"]
    assert [name for name, _ in numbers_of("H_{1}")[:4]] == ["Z1", "Z1", "Z1", "H"]


def test_decimal_points_stand_under_one_another():
    column = "q = \\begin{pmatrix}\n1 & 2 \\\\\n-0.5 & 3\n\\end{pmatrix}"
    assert coloured(column) == ("q = \\begin{pmatrix*}[r]\n1\\hspace{0.7778em} & 2 \\\\\n-0.5 & 3\n\\end{pmatrix*}")


def test_names_in_code_have_the_same_colours():
    page = (SITE / "forward.html").read_text(encoding="utf8")
    assert '<span class="n nn-Z1">Z1</span>' in page
    assert '<span class="n">Z1</span>' not in page
    assert '<span class="n">trace</span>' in page


def test_another_problem_keeps_its_numbers_plain():
    assert "nn-W1" not in coloured("Z_{1,1} &= (0.7)(1) = 0.7\n\\end{aligned}")


def test_the_page_quotes_the_formula_as_the_notebook_has_it():
    pages = [page.read_text(encoding="utf8") for page in SITE.glob("*.html")]
    assert pages
    assert not any("htmlClass" in page for page in pages)


@pytest.mark.parametrize("tex", [r"\href{a}{b}", r"\htmlStyle{color: red}{x}", r"\frac{1}"])
def test_a_formula_holds_nothing_but_maths(tex):
    typesetter = Typesetter(ROOT / KATEX)
    with pytest.raises(ValueError, match=r"no maths|parse error"):
        typesetter.html(tex, False)
    typesetter.close()
