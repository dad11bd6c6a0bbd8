"""ReLU alone, the leaky ReLU, and that an activation is used in both directions."""

import numpy as np
import pytest

from nnlib import assignment, backward, cross_entropy, f, f_prime, forward, softmax
from nnlib.activations import ACTIVATIONS, LEAKY_RELU, RELU, RELU_SIN
from nnlib.numbers import FixedPoint
from tests.nnlib.test_network import random_problem
from workbook.numbers.dual import Dual
from workbook.numbers.interval import Interval
from workbook.numbers.symbolic import Symbolic
from workbook.show import matrix, work

Z = np.array([[-2.0, -1e-30, -0.0, 0.0, 1e-30, 3.0]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_relu_and_its_slope(dtype):
    z = Z.astype(dtype)
    assert RELU.f(z).tolist() == [[0, 0, 0, 0, z[0, 4], 3]]
    assert RELU.f_prime(z).tolist() == [[0, 0, 0, 0, 1, 1]]
    assert RELU.f(z).dtype == RELU.f_prime(z).dtype == dtype


def test_the_leaky_relu_is_a_hundredth_of_z_below_0_and_has_that_slope_at_0_too():
    """As PyTorch's documentation of LeakyReLU says; its autograd takes the slope below 0 for 0 itself."""
    z = np.array([[-2.0, 0.0, 3.0]])
    assert LEAKY_RELU.f(z).tolist() == [[-0.02, 0, 3]]
    assert LEAKY_RELU.f_prime(z).tolist() == [[0.01, 0.01, 1]]


def test_the_books_activation_is_the_default():
    assert (f, f_prime) == RELU_SIN
    params, x, y = random_problem(3, N=4)
    trace = forward(params, x)
    for ours, theirs in zip(trace, forward(params, x, RELU_SIN.f), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    for ours, theirs in zip(backward(params, trace, y), backward(params, trace, y, RELU_SIN.f_prime), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("activation", [RELU, (np.tanh, lambda z: 1 - np.tanh(z) ** 2)], ids=["relu", "tanh"])
def test_gradients_of_another_activation_are_the_slopes_of_its_loss(activation):
    function, derivative = activation
    params, x, y = random_problem(5, (4, 6, 3), N=7)
    gradients = backward(params, forward(params, x, function), y, derivative).gradients
    for name, theta in params._asdict().items():
        for place in np.ndindex(theta.shape):
            ends = []
            for h in (1e-6, -1e-6):
                moved = theta.copy()
                moved[place] += h
                ends.append(cross_entropy(forward(params._replace(**{name: moved}), x, function), y))
            slope = (ends[0] - ends[1]) / 2e-6
            assert getattr(gradients, name)[place] == pytest.approx(slope, rel=1e-6, abs=1e-8)


KINDS = [FixedPoint, FixedPoint.with_rounding(2), Dual, Interval, Interval.with_rounding(4), Symbolic]


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_activation_keeps_the_kind_of_number(kind, name):
    z = np.array([[kind("1.5"), kind("0"), kind("-0.5")]])
    for function in ACTIVATIONS[name]:
        for entry, on_floats in zip(function(z).flat, function(np.array([[1.5, 0, -0.5]])).flat, strict=True):
            assert type(entry) is kind
            value = getattr(entry, "low", entry.value)
            assert float(value) == pytest.approx(on_floats, abs=0.011)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, bool])
def test_whole_numbers_count_as_floats(name, dtype):
    z = np.array([[1, 0], [3, -2 if dtype in (np.int8, np.int64) else 100]]).astype(dtype)
    for function in ACTIVATIONS[name]:
        for whole in (z, *(() if dtype is bool else (z[0, 0], z[0, 0].item()))):
            on_floats, result = function(np.float64(whole)), function(whole)
            assert result.dtype == np.float64
            assert np.isfinite(result).all()
            np.testing.assert_array_equal(result, on_floats)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_far_out_every_activation_and_its_slope_are_finite(name, dtype):
    z = np.array([[-800, 800, -1e6, 1e6]], dtype)
    for function in ACTIVATIONS[name]:
        assert np.isfinite(function(z)).all()


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64])
def test_a_softmax_of_whole_numbers_is_that_of_the_floats(dtype):
    z = np.array([[100, 1], [0, 2]]).astype(dtype)
    for whole, on_floats in zip(softmax(z), softmax(z.astype(float)), strict=True):
        np.testing.assert_array_equal(whole, on_floats)
    np.testing.assert_array_equal(z, [[100, 1], [0, 2]])


def test_relu_on_paper_is_written_like_everything_else():
    z = np.array([[FixedPoint("0.5") + FixedPoint("0.25")], [FixedPoint("-0.5") + FixedPoint("0.25")]])
    assert "0.0000" in matrix(RELU.f(z))
    assert "0.000000" not in matrix(RELU.f(z)) + matrix(RELU.f_prime(z))
    assert str(work(H=RELU.f(z))).count("=") == 3


def test_a_network_with_relu_alone_runs_on_paper():
    params, x, y, _ = assignment.givens(FixedPoint)
    floats = assignment.givens()
    paper = backward(params, forward(params, x, RELU.f), y, RELU.f_prime)
    machine = backward(floats.params, forward(floats.params, floats.x, RELU.f), floats.y, RELU.f_prime)
    for ours, theirs in zip(paper, machine, strict=True):
        np.testing.assert_allclose(ours.astype(float), theirs, atol=2e-4)
