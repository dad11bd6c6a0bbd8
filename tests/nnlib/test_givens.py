"""Each digit of each given is held by the sheet."""

import re

import pytest

from gates.paper import SHEET
from nnlib import assignment
from nnlib.numbers import FixedPoint
from tests.copies import another_digit
from workbook.show import decimals, entries
from workbook.steps import results

PLACES = [
    (name, match.start())
    for name in ("W1", "b1", "W2", "b2", "x", "learning_rate")
    for match in re.finditer(r"\d", getattr(assignment, name))
]


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_a_flipped_digit_in_a_given_is_seen(name, place, monkeypatch):
    monkeypatch.setattr(assignment, name, another_digit(getattr(assignment, name), place))
    paper = results(assignment.givens(FixedPoint))
    assert any(
        [decimals(entry) for _, entry in entries(name, quantity)] != [entry for row in SHEET[name] for entry in row]
        for name, quantity in paper.items()
    )


@pytest.mark.parametrize("place", [match.start() for match in re.finditer(r"\d", assignment.y)])
def test_a_flipped_digit_in_the_target_is_refused(place, monkeypatch):
    monkeypatch.setattr(assignment, "y", another_digit(assignment.y, place))
    with pytest.raises(ValueError, match="y: expected one 1 and otherwise 0 in each column"):
        results(assignment.givens(FixedPoint))
