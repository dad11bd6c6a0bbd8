"""The step in place is the readable path to the last bit, at every size, type and memory layout."""

import numpy as np
import pytest

from nnlib import Parameters, backward, forward, sgd_step
from nnlib.activations import RELU, RELU_SIN, Activation
from nnlib.in_place import make_step
from nnlib.outputs import SOFTMAX
from tests.nnlib.test_network import random_problem

SIZES = [(4, 3, 2, 1), (4, 3, 2, 32), (1, 1, 2, 1), (7, 20, 5, 9), (64, 128, 10, 64), (64, 128, 10, 7)]
TANH = Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2)


def problem(size, dtype, large=1):
    D, K, C, N = size
    params, x, y = random_problem(D + N, (D, K, C), N)
    scaled = params._replace(W1=params.W1 / np.sqrt(D), W2=large * params.W2 / np.sqrt(K))
    return Parameters(*(part.astype(dtype) for part in scaled)), x.astype(dtype), y.astype(dtype)


def readable(params, x, y, rate, activation=RELU_SIN):
    back = backward(params, forward(params, x, activation.f), y, activation.f_prime)
    return sgd_step(params, back.gradients, rate)


def assert_same(ours, theirs):
    for mine, theirs_ in zip(ours, theirs, strict=True):
        assert mine.dtype == theirs_.dtype
        np.testing.assert_array_equal(mine, theirs_)


@pytest.mark.parametrize("columns_are_rows", [False, True])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", SIZES)
def test_the_same_bits_step_by_step(size, dtype, columns_are_rows):
    params, x, y = problem(size, dtype)
    if columns_are_rows:
        x, y = np.asfortranarray(x), np.asfortranarray(y)
    mine, step = make_step(params)
    for _ in range(4):
        params = readable(params, x, y, 0.1)
        step(x, y, dtype(0.1))
        assert_same(mine, params)


@pytest.mark.parametrize("activation", [RELU, TANH], ids=["relu", "tanh"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_bits_with_another_activation(activation, dtype):
    params, x, y = problem((7, 20, 5, 9), dtype)
    mine, step = make_step(params, activation)
    for _ in range(4):
        params = readable(params, x, y, 0.1, activation)
        step(x, y, dtype(0.1))
        assert_same(mine, params)


def test_a_softmax_with_a_loss_of_its_own_takes_the_steps_of_that_loss():
    """The cross-entropy with a target that is smoothed: C. Szegedy and others (2016), section 7."""

    def smoothed_delta(trace, y):
        return trace.y_hat - (y * y.dtype.type(0.75) + y.dtype.type(0.25) / len(y))

    output = SOFTMAX._replace(delta=smoothed_delta)
    params, x, y = problem((7, 20, 5, 9), np.float32)
    mine, step = make_step(params, output=output)
    trace = forward(params, x, output=output)
    gradients = backward(params, trace, y, output=output).gradients
    step(x, y, np.float32(0.1))
    assert_same(mine, sgd_step(params, gradients, 0.1))
    assert (mine.W1 != readable(params, x, y, 0.1).W1).any()


@pytest.mark.parametrize("large", [40, 400, 1e4])
def test_the_same_bits_where_the_softmax_has_to_shift(large):
    params, x, y = problem((7, 20, 5, 9), np.float32, np.float32(large))
    assert abs(forward(params, x).Z2).max() > 40
    mine, step = make_step(params)
    step(x, y, np.float32(0.001))
    assert_same(mine, readable(params, x, y, 0.001))


@pytest.mark.parametrize("logit", [39.5, 40, 40.5, 88, 90])
def test_the_same_bits_about_the_border_of_the_shift(logit):
    params = Parameters(*(np.zeros(shape, np.float32) for shape in [(3, 4), (3, 1), (2, 3), (2, 1)]))
    params.b2[0] = logit
    x, y = np.zeros((4, 1), np.float32), np.array([[0], [1]], np.float32)
    for sign in (1, -1):
        signed = params._replace(b2=params.b2 * np.float32(sign))
        mine, step = make_step(signed)
        step(x, y, np.float32(1))
        assert_same(mine, readable(signed, x, y, 1))
        assert np.isfinite(mine.b2).all()


def test_batches_of_different_sizes_in_turn():
    params, x, y = problem((7, 20, 5, 9), np.float32)
    mine, step = make_step(params)
    for N in (9, 4, 9, 1, 4):
        params = readable(params, x[:, :N], y[:, :N], 0.1)
        step(x[:, :N], y[:, :N], np.float32(0.1))
        assert_same(mine, params)


def test_at_the_kink_the_slope_is_the_readable_one():
    params = Parameters(np.zeros((2, 1)), np.array([[0.0], [-0.0]]), np.ones((2, 2)), np.zeros((2, 1)))
    params.W2[0] = 2
    x, y = np.ones((1, 1)), np.array([[1.0], [0.0]])
    mine, step = make_step(params)
    step(x, y, 0.5)
    assert_same(mine, readable(params, x, y, 0.5))


def test_what_is_given_stays_and_the_parts_are_one_vector():
    params, x, y = problem((4, 3, 2, 5), np.float32)
    kept = [part.copy() for part in (*params, x, y)]
    mine, step = make_step(params)
    step(x, y, np.float32(0.1))
    for part, before in zip((*params, x, y), kept, strict=True):
        np.testing.assert_array_equal(part, before)
    assert len({id(part.base) for part in mine}) == 1
    assert not any(np.shares_memory(part, given) for part, given in zip(mine, params, strict=True))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_logit_that_is_no_finite_number_shows_in_all_of_b2(value):
    params, x, y = problem((4, 3, 2, 5), np.float32)
    params.b2[1] = value
    mine, step = make_step(params)
    with np.errstate(invalid="ignore"):
        step(x, y, np.float32(0.1))
    assert np.isnan(mine.b2).all()
