"""No computed number in Markdown, and canaries."""

import json

import pytest

from gates import prose
from nnlib import assignment
from nnlib.numbers import FixedPoint
from tests.copies import ROOT, copy_of_the_project, replace
from workbook.show import matrix, symbol

PARAMS, X, Y, RATE = assignment.givens(FixedPoint)


def test_no_computed_number_is_typed():
    assert prose.complaints(ROOT) == []


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return copy_of_the_project(tmp_path_factory.mktemp("prose"))


@pytest.fixture
def with_text(copy):
    """Put a text into a Markdown cell, see what the gate says, and take it out again."""

    def complaints(text):
        path = copy / "book/forward.ipynb"
        kept = path.read_text(encoding="utf8")
        notebook = json.loads(kept)
        notebook["cells"][0]["source"] = [text]
        path.write_text(json.dumps(notebook), encoding="utf8")
        try:
            return prose.complaints(copy)
        finally:
            path.write_text(kept, encoding="utf8")

    return complaints


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The loss is 1.5219.", "1.5219"),
        ("Paper and machine differ in 32 entries.", "32"),
        ("$Z_{2,1} = -0.3926$", "-0.3926"),
        (r"$\frac{1}{2} + \frac{1}{3}$", "3"),
        ("$$\n\\hat{y}_1 = \\frac{0.6753}{3.0939}\n$$ (eq-no)", "0.6753"),
        ("$e^{-0.3926}$", "-0.3926"),
        ("The learning rate is 0.001.", "0.001"),
        ("$\\alpha = 0.002$", "0.002"),
        ("α = 0.01", "0.01"),
        ("There are 3 units.", "3"),
        ("It fell by 12%.", "12%"),
        ("| $H_1$ | 2.3257 |", "2.3257"),
        ("Run `forward(1.35)`.", "1.35"),
        ("$$\nb_{2} = \\begin{pmatrix} 0.05 \\\\ -0.04 \\end{pmatrix}\n$$", "0.05"),
        ("In 2026 examples.", "2026"),
        ("z is 1 here", "1"),
        ("The loss fell by 12 points.", "12"),
        ("Week 3 has 14 results.", "14"),
        ("It takes -1.5 hours.", "-1.5"),
        ("The loss of page 1.5 is low.", "1.5"),
        ("In step 0.3926 it falls.", "0.3926"),
        ("See section 1.5219.", "1.5219"),
    ],
)
def test_a_typed_number_is_refused(text, number, with_text):
    complaints = with_text(text)
    assert complaints[0].startswith(f"forward.ipynb, cell 0: {number} is typed. Print it from a cell")


def test_a_number_in_a_caption_is_refused(copy):
    path = copy / "book/forward.ipynb"
    kept = path.read_text(encoding="utf8")
    replace(path, '"caption": "The forward pass.', '"caption": "The forward pass gives 0.2183.')
    assert [complaint.split(": ")[1].split()[0] for complaint in prose.complaints(copy)] == ["0.2183"]
    path.write_text(kept, encoding="utf8")


@pytest.mark.parametrize(
    "text",
    [
        "Angles in radians; see chapter 4, and Moore (1966).",
        "$W_{1,2,3}$ and $Z_1$, $x^2$, $\\sum_{j=1}^{D}$, `b1`, float32, $\\delta_{2,i}$",
        "$f'(z) = 1 + \\cos z$ for $z > 0$; so $f'(0) = \\cos 0$ and `Z1[0, 0]`",
        f"$\\alpha = {RATE}$ and α = {RATE}",
        f"$${symbol('b2')} = {matrix(PARAMS.b2)}$$",
        "1. first\n2. second\n",
        "In week 3 it takes 1.5 hours, 2 to 3 days or 10–15 minutes: see weeks 4 and 5, and the 90-minute lecture.",
        "Hand it in on 12 May at 10:15 in room 101 (3 points).",
        "(eq-z1)=\n\nBy {eq}`eq-z2`, and [a link](https://example.org/2.5)",
    ],
)
def test_what_is_no_result_passes(text, with_text):
    assert with_text(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("Python 3.11", "Python 3.12"), ("CC BY 4.0", "CC BY 3.0"), ("worked to the last", "worked 88 to the last")],
)
def test_the_readme_is_read_too(old, new, copy):
    kept = (copy / "README.md").read_text(encoding="utf8")
    replace(copy / "README.md", old, new)
    assert len(prose.complaints(copy)) == 1
    (copy / "README.md").write_text(kept, encoding="utf8")
