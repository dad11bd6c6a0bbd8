"""The page's functions are right in every place that a sheet may have, and its ranges are Python's; and canaries."""

import random
import shutil
from decimal import Decimal

import mpmath
import pytest

from nnlib.numbers.functions import EXACT
from tests.copies import replace
from tests.live.node import LIVE, answers
from tests.nnlib.test_fixed_point import angles, half_away
from workbook.marking.accepted import Ranges
from workbook.marking.limits import PLACES

NUMBERS = [*angles(0, 60, 48), *(Decimal(text) for text in ("0", "1e-50", "-1e-50", "1e12", "-1e12", "0.5", "1"))]


def taken_by(name):
    """The numbers whose result can be written down."""
    if name == "exp":
        return [number for number in NUMBERS if -100 < number < 100]
    return [number for number in NUMBERS if number > 0] if name == "log" else NUMBERS


def wrong(name, folder=LIVE):
    """Which results are, with the most decimals and with some fewer."""
    cases = [(number, places) for number in taken_by(name) for places in (PLACES[-1], 12, 4)]
    tasks = [{"task": "function", "name": name, "text": f"{number:f}", "places": places} for number, places in cases]
    with mpmath.workdps(150):
        results = [half_away(getattr(mpmath, name)(mpmath.mpf(str(number))), places) for number, places in cases]
    return [
        case
        for case, right, found in zip(cases, results, answers(tasks, folder), strict=True)
        if Decimal(found) != right
    ]


@pytest.mark.parametrize("name", ["exp", "log", "tanh", "sin", "cos"])
def test_each_function_is_right_in_every_place(name):
    assert wrong(name) == []


@pytest.mark.parametrize("name", ["exp", "log", "tanh", "sin", "cos"])
def test_the_ends_of_a_range_are_pythons(name):
    draw = random.Random(name)
    widths = [Decimal(text) for text in ("0", "1e-30", "1e-16", "0.0001", "0.7", "3", "5", "7")]
    ranges = [(number, EXACT.add(number, draw.choice(widths))) for number in taken_by(name)]
    places = draw.choice(PLACES)
    tasks = [{"task": "range", "name": name, "ends": [f"{end:f}" for end in ends], "places": places} for ends in ranges]
    for ends, found in zip(ranges, answers(tasks), strict=True):
        assert tuple(map(Decimal, found)) == Ranges(places).operate(name, ends), ends


@pytest.mark.parametrize("name", ["sin", "cos"])
def test_a_wave_of_floats_is_seen(name, tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / "engine/paper.js", f"  {name},", f"  {name}: (a) => parsed(Math.{name}(toFloat(a)).toFixed(20)),")
    assert wrong(name, copy)
