"""The network on floats: types, batches, extreme logits, and gradients against differences of the loss."""

import subprocess
import sys
from decimal import ROUND_DOWN, ROUND_HALF_EVEN

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import Parameters, assignment, backward, cross_entropy, f, f_prime, forward, sgd_step, softmax
from nnlib.numbers import FixedPoint

IDENTITY = Parameters(np.zeros((1, 1)), np.zeros((1, 1)), np.zeros((2, 1)), np.zeros((2, 1)))


def random_problem(seed, sizes=(4, 3, 2), N=1):
    D, K, C = sizes
    rng = np.random.default_rng(seed)
    params = Parameters(*(rng.normal(size=shape) for shape in [(K, D), (K, 1), (C, K), (C, 1)]))
    y = np.eye(C)[:, rng.integers(C, size=N)]
    return params, rng.normal(size=(D, N)), y


def trace_with_logits(*logits):
    params = IDENTITY._replace(b2=np.array([logits]).T, W2=np.zeros((len(logits), 1)))
    return forward(params, np.zeros((1, 1)))


shapes = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(2, 6))


@given(st.integers(0, 2**32 - 1), shapes, st.integers(1, 5))
def test_gradients_are_the_slopes_of_the_loss(seed, sizes, N):
    """By a complex step: the imaginary part of the loss at theta + ih is h times the slope. Nothing is subtracted."""
    params, x, y = random_problem(seed, sizes, N)
    back = backward(params, forward(params, x), y)
    nudged = Parameters(*(theta.astype(complex) for theta in params))
    for theta, gradient in zip(nudged, back.gradients, strict=True):
        assert theta.shape == gradient.shape
        for place in np.ndindex(theta.shape):
            kept = theta[place]
            theta[place] = kept + 1e-30j
            slope = cross_entropy(forward(nudged, x), y).imag / 1e-30
            theta[place] = kept
            assert gradient[place] == pytest.approx(slope, rel=1e-12, abs=1e-14)


def test_a_batch_is_the_mean_of_its_examples():
    params, x, y = random_problem(1, N=5)
    together = backward(params, forward(params, x), y).gradients
    alone = [backward(params, forward(params, x[:, [n]]), y[:, [n]]).gradients for n in range(5)]
    for i, gradient in enumerate(together):
        np.testing.assert_allclose(gradient, np.mean([each[i] for each in alone], axis=0), rtol=1e-12)


@pytest.mark.parametrize("rate", [0.001, np.float64(0.001), np.float32(0.001), 1])
@pytest.mark.parametrize("label", [bool, int, np.float32])
def test_float32_stays_float32(rate, label):
    params, x, y, _ = assignment.givens(np.float32)
    y = y.astype(label)
    trace = forward(params, x)
    back = backward(params, trace, y)
    new = sgd_step(params, back.gradients, rate)
    assert {array.dtype for array in (*trace, *back, *new)} == {np.dtype(np.float32)}
    assert cross_entropy(trace, y).dtype == np.float32


def test_sgd_step_returns_new_parameters():
    params, x, y = random_problem(2)
    before = [theta.copy() for theta in params]
    gradients = backward(params, forward(params, x), y).gradients
    new = sgd_step(params, gradients, 0.5)
    for theta, old, gradient, now in zip(params, before, gradients, new, strict=True):
        np.testing.assert_array_equal(theta, old)
        np.testing.assert_array_equal(now, old - 0.5 * gradient)


def test_activation_on_both_sides_of_the_kink_and_at_it():
    z = np.array([-2.0, 0.0, 2.0])
    np.testing.assert_array_equal(f(z), [np.sin(-2.0), 0, 2 + np.sin(2.0)])
    np.testing.assert_array_equal(f_prime(z), [np.cos(-2.0), 1, 1 + np.cos(2.0)])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("logits", [(1000, -1000), (-1000, 1000), (1000, 1000), (-1000, -1000), (40, 41), (-41, -40)])
def test_softmax_is_finite_and_right_at_any_logits(logits, dtype):
    z = np.array([logits], dtype).T
    e_z, sum_e_z, y_hat = softmax(z)
    assert all(np.isfinite(part).all() for part in (e_z, sum_e_z, y_hat))
    gap = float(logits[0] - logits[1])
    expected = [1 / (1 + np.exp(-np.clip(gap, -700, 700))), 1 / (1 + np.exp(np.clip(gap, -700, 700)))]
    np.testing.assert_allclose(y_hat[:, 0], expected, rtol=1e-5, atol=1e-30)


def test_softmax_shifts_a_column_only_beyond_forty():
    z = np.array([[40.0, -40.0, 41.0, -41.0]])
    np.testing.assert_array_equal(softmax(z)[0], np.exp([[40.0, -40.0, 40.0, -40.0]]))


@pytest.mark.parametrize(
    ("logits", "right", "loss"),
    [
        ((1000.0, -1000.0), 1, 2000),
        ((1000.0, -1000.0), 0, 0),
        ((-1000.0, -1000.0), 0, np.log(2)),
        ((0.0, -50.0), 1, 50),
    ],
)
def test_cross_entropy_at_any_logits(logits, right, loss):
    y = np.eye(2)[:, [right]]
    found = cross_entropy(trace_with_logits(*logits), y)
    assert found == pytest.approx(loss, rel=1e-15, abs=1e-15)
    assert not np.signbit(found)


def test_cross_entropy_has_no_seam_where_probabilities_leave_the_safe_range():
    y = np.array([[0], [1]])
    for gap in (39.999, 40.0, 40.001):
        assert cross_entropy(trace_with_logits(0.0, -gap), y) == pytest.approx(gap, rel=1e-15)


def loss_at(logits, right, number):
    """The loss of a network whose logits are its biases. `number` makes a number of a text."""
    b2 = np.array([[number(logit)] for logit in logits])
    zeros = Parameters(*(np.array([[number("0")] * columns] * rows) for rows, columns in [(1, 1), (1, 1)]), None, b2)
    params = zeros._replace(W2=np.array([[number("0")]] * len(logits)))
    y = np.array([[number("1" if c == right else "0")] for c in range(len(logits))])
    return cross_entropy(forward(params, np.array([[number("0")]])), y)


@pytest.mark.parametrize("number", [np.float32, np.float64, np.longdouble, np.complex64, np.complex128])
@pytest.mark.parametrize("large", ["41", "1e3", "2.2e8", "3e9", "3e18", "1e30", "1.5e38"])
def test_cross_entropy_is_right_for_any_finite_logits(large, number):
    for logits in ([large, "0"], ["0", "-" + large], [large, "0", "-1"]):
        assert loss_at(logits, 0, number) == pytest.approx(0, abs=1e-15)
        assert loss_at(logits, 1, number) == pytest.approx(complex(large), rel=1e-6)
    assert loss_at([large, large], 0, number) == pytest.approx(np.log(2), rel=1e-6)


def test_a_mean_of_tiny_and_ordinary_probabilities():
    zeros = Parameters(np.ones((1, 1)), np.zeros((1, 1)), np.array([[1.0], [0.0]]), np.zeros((2, 1)))
    trace = forward(zeros, np.array([[1.0, 900.0, 30.0]]), lambda z: z)
    y = np.array([[1, 0, 0], [0, 1, 1]])
    expected = np.log1p(np.exp(-1.0)) + 900 + (30 + np.log1p(np.exp(-30.0)))
    assert cross_entropy(trace, y) == pytest.approx(expected / 3, rel=1e-15)


@pytest.mark.parametrize(("number", "large"), [(np.float32, "3e38"), (np.float64, "1.5e308")])
def test_a_loss_that_its_type_cannot_hold_is_refused_by_name(number, large):
    with np.errstate(over="ignore"), pytest.raises(ValueError, match=r"^trace.Z2: expected logits whose loss float"):
        loss_at([large, "-" + large], 1, number)


ON_PAPER = [
    FixedPoint,
    FixedPoint.with_rounding(2),
    FixedPoint.with_rounding(3, ROUND_DOWN),
    FixedPoint.with_rounding(4, ROUND_HALF_EVEN),
    FixedPoint.with_rounding(6),
    FixedPoint.with_rounding(12),
]


@pytest.mark.parametrize("kind", ON_PAPER)
@pytest.mark.parametrize("logits", [("15", "-13"), ("15", "-15", "2"), ("38", "-1"), ("0", "-39"), ("90", "-70")])
def test_on_paper_the_loss_of_a_probability_that_rounds_to_zero_comes_from_the_logits(logits, kind):
    z = [float(logit) for logit in logits]
    true = max(z) + np.log(sum(np.exp(logit - max(z)) for logit in z)) - z[1]
    probability = np.exp(-true)
    if probability < 10.0**-kind.places / 2:
        assert float(loss_at(logits, 1, kind)) == pytest.approx(true, abs=2 * 10.0**-kind.places)


def test_on_paper_a_probability_that_does_not_round_to_zero_keeps_the_loss_of_paper():
    assert str(loss_at(("9", "0"), 1, FixedPoint)) == str(-np.log(np.array([FixedPoint("0.0001")]))[0])


def test_importing_nnlib_imports_numpy_and_nothing_of_weight():
    code = "import sys, numpy; before = set(sys.modules); import nnlib; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    light = {
        "nnlib",
        "numpy",
        "decimal",
        "_decimal",
        "_pydecimal",
        "numbers",
        "fractions",
        "functools",
        "typing",
        "cmath",
    }
    assert {name.split(".")[0] for name in loaded} <= light
