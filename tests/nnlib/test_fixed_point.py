"""Four-decimal arithmetic against mpmath at fifty digits, rounded half away from zero by integers."""

import math
import random
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.numbers import FixedPoint
from nnlib.numbers.fixed_point import OPERATIONS

mpmath.mp.dps = 50
entries = st.decimals(-10, 10, places=4)


def half_away(value, places=4):
    """Independent of `decimal`: scale, add a half, cut. Exact for a Fraction; an mpf has digits enough."""
    scaled = value * 10**places
    units = int(abs(scaled) + Fraction(1, 2)) if isinstance(value, Fraction) else int(mpmath.floor(abs(scaled) + 0.5))
    return Decimal(f"{units if scaled > 0 else -units}e{-places}")


@given(entries, entries)
def test_operations(a, b):
    x, y = Fraction(a), Fraction(b)
    p, q = FixedPoint(a), FixedPoint(b)
    assert (p + q).value == half_away(x + y)
    assert (p - q).value == half_away(x - y)
    assert (p * q).value == half_away(x * y)
    assert (-p).value == -a
    if b:
        assert (p / q).value == half_away(x / y)


@given(entries)
def test_functions(a):
    x, p = mpmath.mpf(str(a)), FixedPoint(a)
    array = np.array([p])
    assert np.exp(array)[0].value == half_away(mpmath.exp(x))
    assert np.sin(array)[0].value == half_away(mpmath.sin(x))
    assert np.cos(array)[0].value == half_away(mpmath.cos(x))
    if a > 0:
        assert np.log(array)[0].value == half_away(mpmath.log(x))


@given(entries, entries)
def test_comparisons(a, b):
    p, q = FixedPoint(a), FixedPoint(b)
    assert (p < q, p <= q, p > q, p >= q, p == q, p != q) == (a < b, a <= b, a > b, a >= b, a == b, a != b)
    assert (p < b, p == b) == (a < b, a == b)


@pytest.mark.parametrize(
    ("a", "b", "product"), [("-0.5", "0.6929", "-0.3465"), ("-0.5", "0.7817", "-0.3909"), ("0.5", "0.2853", "0.1427")]
)
def test_ties_go_away_from_zero(a, b, product):
    assert str(FixedPoint(a) * FixedPoint(b)) == product


def test_other_places_and_another_rounding():
    even = FixedPoint.with_rounding(4, ROUND_HALF_EVEN)
    assert str(even("-0.5") * even("0.6929")) == "-0.3464"
    none = FixedPoint.with_rounding(0)
    assert str(none(2) / none(3)) == "1"
    sixteen = FixedPoint.with_rounding(16)
    assert sixteen(2).exp().value == half_away(mpmath.exp(2), 16)
    assert sixteen(-2).tanh().value == half_away(mpmath.tanh(-2), 16)
    assert [sixteen(number).tanh().value for number in (10**7, -(10**7))] == [1, -1]  # e^(2·10⁷) would overflow
    assert str(-sixteen("123456789012345.0123456789012345")) == "-123456789012345.0123456789012345"
    two = FixedPoint.with_rounding(2)
    assert str(two("1") / two("3")) == "0.33"
    counted = FixedPoint.with_rounding(np.int64(2))
    assert str(counted("1") / counted("3")) == "0.33"
    for places in (-1, 17, 2.5, 2.0, True):
        with pytest.raises(ValueError, match=f"places: expected a whole number from 0 to 16, got {places}"):
            FixedPoint.with_rounding(places)


def angles(seed, count, largest):
    """Angles small and large, with at most 10 ** largest among them, and angles near quarters of a turn."""
    draw = random.Random(seed)
    for _ in range(count):
        sign, digits = draw.choice((-1, 1)), draw.randrange(10**20)
        yield sign * Decimal(digits).scaleb(draw.choice((-20, -20, -19, -40)))
        yield sign * Decimal(digits).scaleb(draw.randint(-10, largest - 20))
        quarters = draw.randrange(10 ** draw.randint(1, 14))
        yield Decimal(mpmath.nstr(sign * quarters * mpmath.pi / 2, draw.choice((16, 30, 45))))


@pytest.mark.parametrize("places", range(12, 17))
def test_the_sine_and_cosine_of_any_angle_are_right_in_every_place(places):
    number = FixedPoint.with_rounding(places)
    for angle in angles(places, 100, 94):
        with mpmath.workdps(150):
            x = mpmath.mpf(str(angle))
            assert number(angle).sin().value == half_away(mpmath.sin(x), places), angle
            assert number(angle).cos().value == half_away(mpmath.cos(x), places), angle


@pytest.mark.parametrize("wave", ["sin", "cos"])
def test_a_wave_of_floats_is_seen(wave, monkeypatch):
    monkeypatch.setitem(OPERATIONS, wave, lambda angle: Decimal(getattr(math, wave)(angle)))
    with pytest.raises(AssertionError):
        test_the_sine_and_cosine_of_any_angle_are_right_in_every_place(16)


def test_a_wave_is_the_same_however_its_angle_is_written():
    for text in ("0", "-0", "0.0000", "0.00000000000000000000"):
        assert (str(FixedPoint(text).sin()), str(FixedPoint(text).cos())) == ("0", "1")


def test_a_kind_of_number_rounds_without_a_number_at_hand():
    assert FixedPoint.rounded(Decimal("-0.12345")) == Decimal("-0.1235")
    assert FixedPoint.with_rounding(2).rounded(Decimal("0.12345")) == Decimal("0.12")


def test_numbers_rounded_differently_do_not_mix():
    with pytest.raises(TypeError, match="rounded differently"):
        FixedPoint(1) + FixedPoint.with_rounding(3)(1)


def test_givens_stay_exact():
    assert str(FixedPoint("0.123456")) == "0.123456"
    assert str(FixedPoint(0.1)) == "0.1"
    assert str(FixedPoint(np.float32(0.1))) == "0.1"
    assert str(FixedPoint(True)) == "1"
    assert str(FixedPoint("-0")) == "-0"
    assert float(FixedPoint("0.35")) == 0.35


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("0,5", ValueError),
        ("nan", ValueError),
        (float("inf"), ValueError),
        (1j, ValueError),
        (None, TypeError),
        ([1], TypeError),
    ],
)
def test_what_is_no_decimal_number_is_refused(value, error):
    with pytest.raises(error, match="value: expected a"):
        FixedPoint(value)


def test_what_has_no_result_is_refused():
    for numerator in (1, 0):
        with pytest.raises(ZeroDivisionError, match=f"{numerator} / 0"):
            FixedPoint(numerator) / FixedPoint(0)
    for text, function in [("0", np.log), ("-1", np.log), ("1000", np.exp), ("1" + 30 * "0", np.exp)]:
        message = f"{function.__name__} of {text}: no number that could be written down"
        with pytest.raises(ValueError, match=message):
            function(np.array([FixedPoint(text)]))
    for wave in (FixedPoint("1e101").sin, FixedPoint("1e101").cos):
        with pytest.raises(ValueError, match=r"(sin|cos) of 10*: no number that could be written down"):
            wave()
    with pytest.raises(ValueError, match="no number that could be written down"):
        FixedPoint("1e96") * FixedPoint(1)
    assert (FixedPoint("1e95") * FixedPoint(1)).value == Decimal("1e95")
    with pytest.raises(TypeError):
        FixedPoint(1) + "2"
    assert FixedPoint(1) != "1"


@pytest.mark.parametrize("stranger", [float("inf"), float("nan"), 1 + 0j, Fraction(1, 3)])
def test_a_number_that_is_not_decimal_is_not_equal_and_has_no_order(stranger):
    assert FixedPoint(1) != stranger
    with pytest.raises(TypeError):
        assert FixedPoint(1) < stranger


def test_zero_alone_is_false():
    entries = np.array([FixedPoint("0"), FixedPoint("-0.0000"), FixedPoint("0.0001"), FixedPoint("-3")])
    assert [bool(entry) for entry in entries] == [False, False, True, True]
    assert np.count_nonzero(entries) == 2


def test_zero_has_no_sign():
    assert str(FixedPoint("-0.3") * FixedPoint("0")) == "0.0"
    assert str(FixedPoint("-0.0001") * FixedPoint("0.1")) == "0.0000"


def test_a_step_that_changes_nothing_leaves_no_trace():
    a = FixedPoint("0.5")
    for same in (a + 0, 0 + a, a - 0, a * 1, 1 * a, a / 1, False + a, np.float64(0) + a):
        assert same is a
    for written in (0 - a, 1 / a, a * 0, True + a, a + FixedPoint(0), a * FixedPoint(1)):
        assert written.operation is not None


def test_arrays_of_numbers():
    a = np.array([FixedPoint("0.1"), FixedPoint("-0.2")])
    assert [str(e) for e in FixedPoint(3) * a] == ["0.3", "-0.6"]
    assert [str(e) for e in np.maximum(a, 0) + a] == ["0.2", "-0.2"]
    assert (a > 0).dtype == bool
