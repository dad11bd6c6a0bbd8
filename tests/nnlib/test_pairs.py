"""Every hidden activation with every output: gradients, kinds of number, extreme logits, training; and canaries."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import mpmath
import numpy as np
import pytest
import sympy

from nnlib import Parameters, Trace, backward, forward, gradient_check
from nnlib.activations import ACTIVATIONS, Activation
from nnlib.in_place import make_step
from nnlib.network import loss, sgd_step
from nnlib.numbers import FixedPoint
from nnlib.outputs import BINARY, OUTPUTS, SOFTMAX
from nnlib.training import score, train
from tests.full import FULL
from tests.nnlib.test_checks import refuses
from tests.nnlib.test_kinds import is_zero, symbols
from workbook.numbers.dual import Dual
from workbook.numbers.interval import Interval
from workbook.numbers.symbolic import Symbolic

PAIRS = list(product(ACTIVATIONS, OUTPUTS))
SIZES = [(2, 2, 2), (1, 2, 1), (4, 3, 2), (3, 5, 4), (2, 3, 1)]


def named(pair):
    hidden, (output, loss_name) = pair
    return f"{hidden}; {output}, {loss_name}"


def drawn(seed, sizes, N, output):
    """A network and a target that the output can have."""
    D, K, C = sizes
    C = max(C, 2) if output.target == "one-hot" else C
    rng = np.random.default_rng(seed)
    params = Parameters(*(rng.normal(size=shape) for shape in [(K, D), (K, 1), (C, K), (C, 1)]))
    targets = {
        "one-hot": np.eye(C)[:, rng.integers(C, size=N)],
        "0 or 1": rng.integers(2, size=(C, N)).astype(float),
        "numbers": rng.uniform(-1, 1, size=(C, N)),
    }
    return params, rng.normal(size=(D, N)), targets[output.target]


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_each_gradient_is_the_slope_of_its_loss(pair, reduction):
    activation, output = ACTIVATIONS[pair[0]], OUTPUTS[pair[1]]._replace(reduction=reduction)
    for seed, sizes in enumerate(SIZES * 10 if FULL else SIZES[:2]):
        params, x, y = drawn(seed, sizes, 1 + seed % 3, output)
        trace = forward(params, x, activation.f, output)
        gradients = backward(params, trace, y, activation.f_prime, output).gradients
        gradient_check(lambda p: loss(forward(p, x, activation.f, output), y, output), params, gradients)  # noqa: B023


def test_a_wrong_slope_is_seen():
    for pair in PAIRS:
        activation, output = ACTIVATIONS[pair[0]], OUTPUTS[pair[1]]
        params, x, y = drawn(1, (2, 3, 2), 2, output)
        trace = forward(params, x, activation.f, output)
        wrong = backward(params, trace, y, activation.f_prime, output._replace(delta=lambda trace, y: y - trace.y_hat))
        with pytest.raises(AssertionError):
            gradient_check(lambda p: loss(forward(p, x, activation.f, output), y, output), params, wrong.gradients)  # noqa: B023


def as_exponentials(expression):
    """A formula without hyperbolic functions, so that it is rational in exponentials."""
    return expression.rewrite(sympy.exp)


@pytest.mark.parametrize("signs", [(1, -1), (-1, 1)])
@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_each_gradient_is_the_derivative_on_both_sides_of_each_kink(pair, signs):
    activation, output = ACTIVATIONS[pair[0]], OUTPUTS[pair[1]]
    C = 2 if output.target == "one-hot" else 1
    b1 = [[5.0 * sign] for sign in signs]
    values = {"W1": [[0.5], [0.25]], "b1": b1, "W2": [[0.5, -0.25]] * C, "b2": [[0.5]] * C}
    params = Parameters(*(symbols(name, rows) for name, rows in values.items()))
    x, y = symbols("x", [[1.0]]), np.array([[Symbolic(1)], [Symbolic(0)]][:C])
    trace = forward(params, x, activation.f, output)
    assert [z > 0 for z in trace.Z1.flat] == [sign > 0 for sign in signs]
    value, gradients = loss(trace, y, output), backward(params, trace, y, activation.f_prime, output).gradients
    slopes, thetas = (np.concatenate([part.ravel() for part in parts]) for parts in (gradients, params))
    for slope, symbol in [*zip(slopes, thetas, strict=True)][:: 1 if FULL else 3]:
        derivative = sympy.diff(value.expression, symbol.expression)
        assert is_zero(as_exponentials(derivative - slope.expression))


@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_every_kind_of_number_runs_it(pair):
    activation, output = ACTIVATIONS[pair[0]], OUTPUTS[pair[1]]
    params, x, y = drawn(3, (2, 2, 2), 1, output)
    params, x, y = Parameters(*(np.round(part, 1) for part in params)), np.round(x, 1), np.round(y, 1)
    exact = backward(params, forward(params, x, activation.f, output), y, activation.f_prime, output)
    for kind in (FixedPoint, Dual, Interval, Symbolic):
        of_kind = [np.array([[kind(str(each)) for each in row] for row in part.tolist()]) for part in (*params, x, y)]
        theta, (its_x, its_y) = Parameters(*of_kind[:4]), of_kind[4:]
        trace = forward(theta, its_x, activation.f, output)
        back = backward(theta, trace, its_y, activation.f_prime, output)
        for ours, theirs in zip(back.gradients, exact.gradients, strict=True):
            for number, on_floats in zip(ours.flat, theirs.flat, strict=True):
                assert type(number) is kind
                assert float(getattr(number, "low", number.value)) == pytest.approx(on_floats, abs=2e-3)


EXTREMES = [0.0, 1e-9, 0.5, -0.5, 20.0, -20.0, 39.0, -41.0, 800.0, -800.0, 1e6]


@pytest.mark.parametrize("right", [0, 1])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("logit", EXTREMES)
def test_binary_cross_entropy_is_right_at_any_logit(logit, dtype, right):
    params = Parameters(*(np.zeros((1, 1), dtype) for _ in range(3)), np.array([[logit]], dtype))
    trace = forward(params, np.zeros((1, 1), dtype), output=BINARY)
    found = loss(trace, np.array([[right]]), BINARY)
    with mpmath.workdps(50):
        exact = mpmath.log(1 + mpmath.exp(-mpmath.mpf(float(dtype(logit))) * (1 if right else -1)))
    assert found.dtype == dtype
    eps = float(np.finfo(dtype).eps)
    assert float(found) == pytest.approx(float(exact), rel=8 * eps, abs=eps)


def test_binary_cross_entropy_on_paper_subtracts_from_one():
    """As a person does it: the sigmoid of the negative logit would differ in the last decimal now and then."""
    Z2 = np.array([[FixedPoint(f"{i / 10:.1f}") for i in range(-40, 41)]])
    y_hat = BINARY.f(Z2)
    losses = BINARY.losses(Trace(None, None, None, Z2, y_hat), np.zeros(Z2.shape))
    for probability, loss_there in zip(y_hat.flat, losses.flat, strict=True):
        exact = -(1 - Decimal(str(probability))).ln()
        assert Decimal(str(loss_there)) == exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)


IN_PLACE = [pair for number, pair in enumerate(PAIRS) if FULL or number % 3 == 0]


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("pair", IN_PLACE, ids=named)
def test_the_step_in_place_gives_the_same_bits(pair, reduction):
    activation, output = ACTIVATIONS[pair[0]], OUTPUTS[pair[1]]._replace(reduction=reduction)
    for N in (1, 5):
        params, x, y = drawn(N, (4, 3, 2), N, output)
        mine, step = make_step(params, activation, output)
        for _ in range(3):
            trace = forward(params, x, activation.f, output)
            params = sgd_step(params, backward(params, trace, y, activation.f_prime, output).gradients, 0.1)
            step(x, y, 0.1)
        for ours, readable in zip(mine, params, strict=True):
            np.testing.assert_array_equal(ours, readable)


@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_training_lowers_the_loss(pair):
    activation, output = ACTIVATIONS[pair[0]], OUTPUTS[pair[1]]
    params, x, y = drawn(2, (3, 4, 2), 12, output)
    history = train(
        params, x, y, epochs=40, batch_size=4, learning_rate=0.02, seed=0, activation=activation, output=output
    ).history
    assert history[-1].loss < history[0].loss
    assert np.isnan(history[-1].accuracy) == (output.target == "numbers")


def test_accuracy_counts_columns_in_which_every_output_is_on_its_side():
    params = Parameters(np.eye(2), np.zeros((2, 1)), np.eye(2), np.zeros((2, 1)))
    x = np.array([[1.0, 1.0, -1.0], [1.0, -1.0, -1.0]])
    y = np.array([[1, 1, 1], [1, 0, 0]])
    assert score(params, x, y, ACTIVATIONS["none"], BINARY).accuracy == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("output", "y", "message"),
    [
        (SOFTMAX, [[1.0]], "y: expected two classes or more for a softmax, got 1: with one output use a sigmoid"),
        (BINARY, [[0.5]], "y: expected 0 or 1 for a sigmoid with cross-entropy, got 0.5"),
        (BINARY, [[2.0]], "y: expected 0 or 1 for a sigmoid with cross-entropy, got 2.0"),
        (BINARY, [[-1.0]], "y: expected 0 or 1 for a sigmoid with cross-entropy, got -1.0"),
        (OUTPUTS["linear", "squares"], [[np.nan]], "y: expected finite numbers, got nan at (0, 0)"),
        (SOFTMAX._replace(reduction="max"), [[1.0]], "output.reduction: expected mean or sum, got 'max'"),
    ],
)
def test_a_target_that_an_output_cannot_have_is_refused(output, y, message):
    params = Parameters(*(np.zeros((1, 1)) for _ in range(4)))
    trace = forward(params, np.zeros((1, 1)))
    refuses(ValueError, message, loss, trace, np.array(y), output)
    refuses(ValueError, message, lambda: backward(params, trace, np.array(y), output=output))


def test_an_activation_and_its_derivative_are_a_pair():
    assert all(isinstance(each, Activation) for each in ACTIVATIONS.values())
    for activation in ACTIVATIONS.values():
        z = np.array([[-1.5, -0.25, 0.25, 2.0]])
        slopes = (activation.f(z + 1e-6) - activation.f(z - 1e-6)) / 2e-6
        np.testing.assert_allclose(activation.f_prime(z), slopes, rtol=1e-8)
