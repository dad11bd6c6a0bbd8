"""The network on symbols, intervals and duals: that its gradient is the derivative, and which digits are certain."""

import operator
from itertools import product

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from nnlib import Parameters, assignment, backward, cross_entropy, forward, sgd_step
from nnlib.numbers import FixedPoint
from nnlib.numbers.number import Number
from tests.nnlib.test_network import random_problem, shapes
from workbook.numbers.dual import Dual
from workbook.numbers.interval import Interval
from workbook.numbers.symbolic import Symbolic
from workbook.show import decimals, entries
from workbook.steps import results


def symbols(name, values):
    return np.array(
        [
            [Symbolic(sympy.Symbol(f"{name}_{i}_{j}"), float(v)) for j, v in enumerate(row)]
            for i, row in enumerate(values)
        ]
    )


def is_zero(expression):
    """Whether a rational expression in symbols and exponentials vanishes: its numerator, multiplied out, is 0."""
    numerator, _ = sympy.together(expression).as_numer_denom()
    return numerator.expand() == 0


@pytest.mark.parametrize("signs", list(product([1, -1], repeat=3)))
def test_the_gradient_is_the_derivative_on_each_side_of_each_kink(signs):
    given_params, given_x, _, _ = assignment.givens()
    bias = np.array([signs], float).T * 10
    params = Parameters(*(symbols(name, theta) for name, theta in given_params._replace(b1=bias)._asdict().items()))
    x, y = symbols("x", given_x), assignment.givens(Symbolic).y
    trace = forward(params, x)
    assert [z > 0 for z in trace.Z1.flat] == [sign > 0 for sign in signs]
    loss, gradients = cross_entropy(trace, y), backward(params, trace, y).gradients
    pairs = [
        (slope, symbol)
        for gradient, theta in zip(gradients, params, strict=True)
        for slope, symbol in zip(gradient.flat, theta.flat, strict=True)
    ]
    assert len(pairs) == 23
    for slope, symbol in pairs:
        assert is_zero(sympy.diff(loss.expression, symbol.expression) - slope.expression)
    assert not is_zero(pairs[0][0].expression - pairs[1][0].expression)


def test_intervals_certify_every_digit_of_the_machines_column():
    certain, machine = results(assignment.givens(Interval)), results(assignment.givens(float))
    for name, quantity in certain.items():
        for (_, interval), (_, number) in zip(entries(name, quantity), entries(name, machine[name]), strict=True):
            for places in (4, 6):
                low, high = (f"{mpmath.nstr(end, 25)}" for end in (interval.low, interval.high))
                assert f"{float(low):.{places}f}" == f"{float(high):.{places}f}" == f"{number:.{places}f}"
            assert interval.high - interval.low < 1e-25


def test_intervals_with_rounding_contain_the_paper_and_the_exact_numbers():
    paper, exact = results(assignment.givens(FixedPoint)), results(assignment.givens(Interval))
    for name, quantity in results(assignment.givens(Interval.with_rounding(4))).items():
        for (_, bound), (_, on_paper), (_, true) in zip(
            entries(name, quantity), entries(name, paper[name]), entries(name, exact[name]), strict=True
        ):
            assert bound.low <= mpmath.mpf(decimals(on_paper)) <= bound.high
            assert bound.low <= true.low
            assert true.high <= bound.high


@given(st.fractions(-5, 5, max_denominator=1000), st.fractions(-5, 5, max_denominator=1000))
def test_an_interval_contains_the_true_result(a, b):
    p, q = (Interval(c.numerator) / Interval(c.denominator) for c in (a, b))
    with mpmath.workdps(60):
        x, y = (mpmath.mpf(c.numerator) / c.denominator for c in (a, b))
        pairs = [(p + q, x + y), (p - q, x - y), (p * q, x * y), (-p, -x)]
        pairs += [(p.exp(), mpmath.exp(x)), (p.sin(), mpmath.sin(x)), (p.cos(), mpmath.cos(x))]
        pairs += [(p / q, x / y)] if b else []
        pairs += [(p.log(), mpmath.log(x))] if a > 0 else []
        for interval, true in pairs:
            assert interval.low <= true <= interval.high
            assert interval.high - interval.low < 1e-20 * (1 + abs(true))


def test_each_rounding_widens_an_interval_by_half_a_unit_on_both_sides():
    product = Interval.with_rounding(3)("0.5") * 3
    assert float(product.low) == pytest.approx(1.5 - 0.0005, rel=1e-15)
    assert float(product.high) == pytest.approx(1.5 + 0.0005, rel=1e-15)


def test_an_interval_says_when_a_comparison_is_not_certain():
    third = Interval(1) / 3
    assert third < Interval("0.34")
    assert third > 0.33
    assert Interval("0.5") == 0.5
    assert Interval("0.5") >= 0.5
    with pytest.raises(ValueError, match=r"\[0.33333333, 0.33333333\] and .* overlap: which is greater is not certain"):
        third > Interval(1) / 3  # noqa: B015
    with pytest.raises(TypeError):
        third + "1"
    assert third != "1"


def test_a_symbol_without_a_value_beside_text_or_none():
    x = Symbolic(sympy.Symbol("x"), 0.5)
    assert repr(1 - x) == "Symbolic(1 - x)"
    assert (x > 0, x < 0, x == 0.5, x == "x") == (True, False, True, False)
    assert Symbolic("0.1").expression == sympy.Rational(1, 10)
    with pytest.raises(TypeError):
        x + "1"


@given(st.integers(0, 2**32 - 1), shapes, st.integers(1, 3))
def test_duals_give_the_gradient_without_a_difference(seed, sizes, N):
    params, x, y = random_problem(seed, sizes, N)
    gradients = backward(params, forward(params, x), y).gradients
    for name, gradient in gradients._asdict().items():
        theta = getattr(params, name)
        place = tuple(np.random.default_rng(seed).integers(theta.shape))
        dual = np.array([[Dual(entry) for entry in row] for row in theta])
        dual[place] = Dual(theta[place], 1.0)
        loss = cross_entropy(forward(params._replace(**{name: dual}), x), y)
        assert loss.slope == pytest.approx(gradient[place], rel=1e-11, abs=1e-14)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_the_slope_of_an_operation_is_its_derivative(operation):
    expected = mpmath.diff(lambda t: operation(0.7 + 2 * t, 1.3 - 3 * t), 0)
    assert operation(Dual(0.7, 2.0), Dual(1.3, -3.0)).slope == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("function", ["exp", "log", "sin", "cos"])
def test_the_slope_of_a_function_is_its_derivative(function):
    expected = mpmath.diff(lambda t: getattr(mpmath, function)(0.7 + 2 * t), 0)
    assert getattr(Dual(0.7, 2.0), function)().slope == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("missing", ["_operate", "_compare"])
def test_a_kind_of_number_needs_both_its_methods(missing):
    methods = {name: lambda self, *_: 0 for name in {"_operate", "_compare"} - {missing}}
    with pytest.raises(TypeError, match=missing):
        type("Half", (Number,), methods)()


def test_duals_beside_other_things():
    x = Dual("0.5", 1.0)
    assert repr(2 / x) == "Dual(4.0, -8.0)"
    assert repr(-x) == "Dual(-0.5, -1.0)"
    assert (x < 1, x >= 0.5, x == "0.5") == (True, True, False)
    with pytest.raises(TypeError):
        x + "1"


def test_a_step_on_every_kind_of_number():
    expected = sgd_step(*_step_arguments(float))
    for kind in (np.float32, complex, Dual, Interval, FixedPoint):
        for ours, theirs in zip(sgd_step(*_step_arguments(kind)), expected, strict=True):
            numbers = [getattr(entry, "low", getattr(entry, "value", entry)) for entry in ours.flat]
            np.testing.assert_allclose(np.array([complex(n) for n in numbers]), theirs.ravel(), rtol=0, atol=6e-5)


def _step_arguments(kind):
    params, x, y, learning_rate = assignment.givens(kind)
    return params, backward(params, forward(params, x), y).gradients, learning_rate
