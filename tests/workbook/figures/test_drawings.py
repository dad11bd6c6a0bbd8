"""Drawings are text, say what they show, and take the page's colours."""

import re
from xml.etree import ElementTree

import numpy as np

from nnlib import assignment, forward
from nnlib.numbers import FixedPoint
from workbook.figures.drawing import draw
from workbook.figures.palette import PALETTE, light
from workbook.figures.plots import finish, new_plot

SVG = "{http://www.w3.org/2000/svg}"


def plot(description="A falling line & more"):
    axes = new_plot()
    axes.plot([0, 1], [1, 0], color=light("H"), label="a line")
    return finish(axes, description)


def texts(svg):
    return ["".join(node.itertext()).strip() for node in ElementTree.fromstring(svg.source).iter(f"{SVG}text")]


def test_a_plot_is_text_with_a_description():
    svg = plot()
    assert "a line" in texts(svg)
    root = ElementTree.fromstring(svg._repr_svg_())
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.find(f"{SVG}title").text == repr(svg) == "A falling line & more"


def test_a_plot_is_the_same_each_time():
    assert plot().source == plot().source
    assert re.search(r'id="(\w+)"', plot("other").source)[1]


def test_colours_are_those_of_the_page():
    for svg in (plot(), draw(*assignment.givens(FixedPoint)[:2], "the network")):
        assert set(re.findall(r"#[0-9a-f]{6}", svg.source)) <= {colour.light for colour in PALETTE.values()}
        assert re.findall(r"(?<!, )#[0-9a-f]{6}", svg.source) == []


def test_the_network_has_its_numbers_on_it():
    params, x, *_ = assignment.givens(FixedPoint)
    trace = forward(params, x)
    drawn = texts(draw(params, x, "the network", trace))
    numbers = [*params.W1.flat, *params.W2.flat, *x.flat, *trace.H.flat, *trace.y_hat.flat]
    assert sorted(n for n in drawn if re.fullmatch(r"−?[\d.]+", n)) == sorted(str(n).replace("-", "−") for n in numbers)
    assert {f"b\N{THIN SPACE}=\N{THIN SPACE}{b}".replace("-", "−") for b in (*params.b1.flat, *params.b2.flat)} <= set(
        drawn
    )


def test_any_network_can_be_drawn():
    params = assignment.givens()[0]._replace(W1=np.ones((12, 5)), b1=np.ones((12, 1)), W2=np.ones((2, 12)))
    assert "H12" in texts(draw(params, np.ones((5, 1)), "wide"))
