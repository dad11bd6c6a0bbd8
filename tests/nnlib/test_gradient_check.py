"""The gradient check: it passes what is right, and names what is wrong."""

import re

import numpy as np
import pytest

from nnlib import GradientError, Parameters, backward, cross_entropy, forward, gradient_check
from nnlib.gradient_check import STEP
from nnlib.numbers import FixedPoint
from tests.nnlib.test_checks import of_matrix
from tests.nnlib.test_network import random_problem


def loss_of(x, y):
    return lambda params: cross_entropy(forward(params, x), y)


@pytest.mark.parametrize("seed", range(5))
def test_the_right_gradient_passes(seed):
    params, x, y = random_problem(seed, N=3)
    before = [theta.copy() for theta in params]
    gap = gradient_check(loss_of(x, y), params, backward(params, forward(params, x), y).gradients)
    assert 0 < gap < 1e-9
    for theta, old in zip(params, before, strict=True):
        np.testing.assert_array_equal(theta, old)


def test_a_wrong_entry_is_named_with_both_values():
    slope = np.array([[2.0, 3.0, 4.0]])
    params = Parameters(slope * 0, slope[:, :1] * 0, slope * 0, slope[:, :1] * 0)
    gradients = Parameters(slope, slope[:, :1], slope, slope[:, :1])
    loss = lambda p: sum((theta * g).sum() for theta, g in zip(p, gradients, strict=True))  # noqa: E731
    assert gradient_check(loss, params, gradients) < 1e-9
    wrong = gradients._replace(W2=np.array([[2.0, 3.5, 4.0]]))
    with pytest.raises(GradientError) as caught:
        gradient_check(loss, params, wrong)
    assert str(caught.value) == "W2[0, 1]: analytic 3.500000, numeric 3.000000, gap 1.4e-01"


def test_the_gap_is_relative_for_large_slopes_and_absolute_for_small():
    def check(slope, claimed, tolerance):
        one = np.ones((1, 1))
        params, zero = Parameters(one, one, one, one), one * 0
        return gradient_check(
            lambda p: slope * p.b2[0, 0], params, Parameters(zero, zero, zero, one * claimed), tolerance
        )

    assert check(1000.0, 1000.5, 1e-3) == pytest.approx(0.5 / 1000.5, rel=1e-4)
    assert check(0.001, 0.0015, 1e-3) == pytest.approx(0.0005, rel=1e-4)
    with pytest.raises(GradientError, match=r"b2\[0, 0\]"):
        check(1000.0, 1002.0, 1e-3)


def test_a_gradient_that_is_no_number_does_not_pass():
    params, x, y = random_problem(1)
    gradients = backward(params, forward(params, x), y).gradients
    gradients.b1[0, 0] = np.nan
    with pytest.raises(GradientError, match=r"b1\[0, 0\]: analytic nan"):
        gradient_check(loss_of(x, y), params, gradients)


@pytest.mark.parametrize("cut", [np.transpose, lambda W1: W1[:, :1]], ids=["transposed", "one column"])
def test_another_shape_is_refused(cut):
    params, x, y = random_problem(1)
    gradients = backward(params, forward(params, x), y).gradients
    wrong = cut(gradients.W1)
    with pytest.raises(ValueError, match=re.escape(f"gradients.W1: expected shape (3, 4), got {wrong.shape}")):
        gradient_check(loss_of(x, y), params, gradients._replace(W1=wrong))


def test_a_gap_just_as_large_as_the_tolerance_passes():
    params, x, y = random_problem(2)
    gradients = backward(params, forward(params, x), y).gradients
    gap = gradient_check(loss_of(x, y), params, gradients)
    assert gradient_check(loss_of(x, y), params, gradients, gap) == gap


def test_a_loss_may_be_an_array_of_one_number_and_no_gap_passes_a_tolerance_of_0():
    slope = np.array([[2.0, -4.0]])
    params = Parameters(slope * 0, slope[:, :1] * 0, slope * 0, slope[:, :1] * 0)
    gradients = Parameters(slope, slope[:, :1], slope, slope[:, :1])
    loss = lambda p: np.array([[sum((theta * g).sum() for theta, g in zip(p, gradients, strict=True))]])  # noqa: E731
    assert gradient_check(loss, params, gradients, 0) == 0


def test_the_step_is_the_power_of_two_nearest_to_the_cube_root_of_the_precision():
    assert 2.0 ** round(np.log2(np.finfo(float).eps) / 3) == STEP


def test_a_gradient_with_a_part_missing_is_refused():
    params, x, y = random_problem(1)
    gradients = backward(params, forward(params, x), y).gradients
    with pytest.raises(TypeError, match="got a tuple of 3"):
        gradient_check(loss_of(x, y), params, gradients[:3])


X = random_problem(1)
RIGHT = backward(X[0], forward(X[0], X[1]), X[2]).gradients


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble, complex, int, bool, object])
def test_a_type_in_which_a_difference_says_nothing_is_refused_by_name(dtype):
    params, x, y = X
    wrong = params._replace(W2=params.W2.astype(dtype))
    with pytest.raises(
        TypeError, match=f"^W2: expected a NumPy array of float64 with entries, got {wrong.W2.dtype} of shape "
    ):
        gradient_check(loss_of(x, y), wrong, RIGHT)
    slopes = RIGHT._replace(b1=RIGHT.b1.astype(dtype))
    with pytest.raises(
        TypeError, match=f"^gradients.b1: expected a NumPy array of float64 with entries, got {slopes.b1.dtype} "
    ):
        gradient_check(loss_of(x, y), params, slopes)


@pytest.mark.parametrize(
    ("value", "found"),
    [([[1.0]], "list"), (of_matrix(X[0].W2), "matrix"), (np.zeros((2, 0)), r"float64 of shape \(2, 0\)")],
)
def test_what_is_not_an_array_with_entries_is_refused_by_name(value, found):
    with pytest.raises(TypeError, match=f"^W2: expected a NumPy array of float64 with entries, got {found}"):
        gradient_check(loss_of(*X[1:]), X[0]._replace(W2=value), RIGHT)


ARRAYS = [np.ones(2), np.ones(0), *(np.ones(1, kind) for kind in (np.float32, np.longdouble, complex, int, bool))]


@pytest.mark.parametrize("result", [np.float32(1), np.float16(1), 1j, "1", None, FixedPoint(1), True, *ARRAYS])
def test_a_loss_that_is_not_a_float64_is_refused(result):
    with pytest.raises(TypeError, match=r"^loss: expected a function whose result is a float64, got "):
        gradient_check(lambda _: result, X[0], RIGHT)


@pytest.mark.parametrize("result", [np.nan, np.inf])
def test_a_loss_that_is_not_finite_is_not_blamed_on_the_gradient(result):
    with pytest.raises(ValueError, match=f"^loss: expected a function whose result is finite, got {result}$"):
        gradient_check(lambda _: result, X[0], RIGHT)


@pytest.mark.parametrize("params", [X[0]._asdict(), list(X[0]), None, tuple(X[0])])
def test_what_is_not_a_named_tuple_is_refused(params):
    with pytest.raises(TypeError, match=r"^params: expected a named tuple of arrays, got "):
        gradient_check(loss_of(*X[1:]), params, RIGHT)


@pytest.mark.parametrize("tolerance", [np.nan, -1, np.inf, None, "1", True])
def test_a_tolerance_that_is_not_a_number_is_refused(tolerance):
    with pytest.raises(ValueError, match=r"^tolerance: expected a finite number, 0 or more, got "):
        gradient_check(loss_of(*X[1:]), X[0], RIGHT, tolerance)


def test_a_loss_that_cannot_be_called_is_refused():
    with pytest.raises(TypeError, match=r"^loss: expected a function, got 0.5$"):
        gradient_check(0.5, X[0], RIGHT)
