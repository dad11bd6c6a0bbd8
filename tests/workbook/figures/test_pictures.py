"""Images are drawn point by point, in the right shade and place."""

import re

import numpy as np
import pytest

from workbook.figures.palette import light
from workbook.figures.pictures import CELL, LEVELS, pictures


def cells(svg):
    """Each drawn point: image, row, column, colour and opacity."""
    found = set()
    for number, group in enumerate(re.findall(r"<g .*?</g>", svg.source, re.DOTALL)):
        for path, colour, opacity in re.findall(
            r'd="([^"]+)" style="fill: var\(--nn-(\w+),[^;]+; fill-opacity: ([\d.]+)', group
        ):
            for left, top in re.findall(rf"M(\d+) (\d+)h{CELL}v{CELL}h-{CELL}z", path):
                found.add((number, int(top) // CELL, int(left) // CELL, colour, float(opacity)))
    return found


def test_each_point_has_its_shade():
    images = np.array([[[0, 10.0], [-10, 4]], [[0.4, 0], [0, -2]]])
    assert cells(pictures(images, ["a", "b"], "Two.")) == {
        (0, 0, 1, "W1", 1.0),
        (0, 1, 0, "Z2", 1.0),
        (0, 1, 1, "W1", 0.4),
        (1, 1, 1, "Z2", 0.2),
    }


def test_the_last_bit_of_a_weight_changes_nothing():
    images = np.random.default_rng(0).normal(size=(3, 8, 8))
    assert pictures(images, "abc", "Three.").source == pictures(images * (1 + 1e-12), "abc", "Three.").source


def test_captions_and_description_are_text():
    source = pictures(np.ones((2, 2, 2)), ["1 < 2", "b"], "Two <images>.").source
    assert "1 &lt; 2</text>" in source
    assert 'aria-label="Two &lt;images&gt;."' in source


def test_rows_are_filled_one_after_the_other():
    source = pictures(np.ones((10, 8, 8)), [str(i) for i in range(10)], "Ten.").source
    places = [tuple(map(int, place)) for place in re.findall(r"translate\((\d+) (\d+)\)", source)]
    assert len(set(places)) == 10
    assert places == sorted(places, key=lambda place: place[::-1])
    width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', source).groups())
    assert all(x + 8 * CELL <= width and y + 8 * CELL <= height for x, y in places)


def test_nothing_is_drawn_of_nothing():
    assert cells(pictures(np.zeros((1, 2, 2)), ["0"], "Empty.")) == set()


@pytest.mark.parametrize("share", range(LEVELS + 1))
def test_shades_are_even(share):
    drawn = cells(pictures(np.array([[[1.0, share / LEVELS]]]), ["a"], "Shades."))
    assert (0, 0, 0, "W1", 1.0) in drawn
    assert len(drawn) == 1 + (share > 0)
    assert light("W1") in pictures(np.ones((1, 1, 1)), ["a"], "One.").source
