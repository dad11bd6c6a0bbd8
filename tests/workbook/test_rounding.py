"""Other ways to round, and what a rounding does to a sheet."""

from decimal import Decimal

import numpy as np

from nnlib.numbers import FixedPoint
from workbook.rounding import differing, is_tie, once_at_the_end, only_named_results_rounded, roundings


def sheet(*numbers):
    return {"Z2": np.array([[number] for number in numbers], object)}


def written(quantities):
    return [str(number) for number in quantities["Z2"].flat]


A, B = FixedPoint("0.0149"), FixedPoint("0.5")
TWICE = A * B + A * B


def test_only_what_has_a_name_is_rounded():
    assert written(sheet(TWICE)) == ["0.0150"]
    assert written(only_named_results_rounded(sheet(TWICE))) == ["0.0149"]
    assert written(only_named_results_rounded(sheet(TWICE, *TWICE.operands))) == ["0.0150", "0.0075", "0.0075"]


def test_once_at_the_end():
    many = FixedPoint.with_rounding(8)
    assert written(once_at_the_end(sheet(many("0.12345"), many("-0.00004"), 0.12344, 2.5))) == [
        "0.1235",
        "0.0000",
        "0.1234",
        "2.5",
    ]


def test_differing_entries_are_counted():
    one, other = sheet(FixedPoint("0.5"), FixedPoint("0.1235")), sheet(FixedPoint("0.50"), FixedPoint("0.1234"))
    assert differing(one, one) == 0
    assert differing(one, other) == 1


def test_each_rounding_is_found_once_as_it_was_before():
    assert roundings(sheet(B * B)) == []
    for quantities in (sheet(TWICE, TWICE * B), sheet(A * B, A * B + B)):
        [(number, exact)] = roundings(quantities)
        assert (str(number), exact, number.operands) == ("0.0075", Decimal("0.00745"), (A, B))


def test_the_same_operation_counts_once_however_deep_it_lies():
    angle, factor = FixedPoint("0.7"), FixedPoint("0.3")
    once, again = (angle.sin() * factor for _ in range(2))
    assert roundings(sheet(once, again)) == roundings(sheet(once))
    assert len(roundings(sheet(once))) == 2


def test_a_tie_is_a_five_with_nothing_after_it():
    assert [is_tie(Decimal(text)) for text in ("0.00745", "-0.00745", "0.007451", "0.0074", "0.00744")] == [
        True,
        True,
        False,
        False,
        False,
    ]
