"""The colours can be told from their ground, and they give way where a reader needs other ones; and a canary."""

import numpy as np
import pytest

from workbook.figures.palette import GROUNDS, PALETTE, PLAIN, Colour, style_sheet
from workbook.quantities import COLOURS


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return np.dot(linear, [0.2126, 0.7152, 0.0722])


def pale(palette, theme):
    """The colours that stand out by less than 4.5 : 1 from a ground (WCAG 2.2, criterion 1.4.3)."""
    found = set()
    for name in set(palette) - GROUNDS:
        for ground in GROUNDS:
            low, high = sorted(luminance(getattr(palette[each], theme)) for each in (ground, name))
            if (high + 0.05) / (low + 0.05) < 4.5:
                found.add(name)
    return found


def test_the_formula_is_that_of_the_recommendation():
    assert (luminance("#ffffff") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_the_ground(theme):
    assert pale(PALETTE, theme) == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(set(PALETTE) - GROUNDS))
def test_a_pale_colour_is_seen(name, theme):
    assert pale(PALETTE | {name: Colour("#8a8f96", "#666d75")}, theme) == {name}


def test_each_quantity_has_a_colour_of_its_own():
    assert set(COLOURS.values()) == set(PALETTE) - PLAIN
    for theme in Colour._fields:
        assert len({getattr(colour, theme) for colour in PALETTE.values()}) == len(PALETTE)


def test_print_is_light_and_forced_colours_are_the_readers():
    style = style_sheet()
    assert f"--nn-W1: {PALETTE['W1'].light};" in style
    dark, forced = style.index("@media not print"), style.index("@media (forced-colors: active)")
    assert dark < style.index(PALETTE["W1"].dark) < forced < style.index("--nn-W1: CanvasText;")
    assert "--nn-tint: Canvas;" in style[forced:]
    assert all(f".nn-{name} {{color: var(--nn-{name}) !important}}" in style for name in COLOURS.values())
