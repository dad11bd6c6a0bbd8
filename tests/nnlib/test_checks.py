"""Bad input: each error names the argument, what was expected and what came."""

import numpy as np
import pytest

from nnlib import assignment, backward, cross_entropy, forward, sgd_step
from nnlib.numbers import FixedPoint

PARAMS, X, Y, RATE = assignment.givens()
TRACE = forward(PARAMS, X)
GRADIENTS = backward(PARAMS, TRACE, Y).gradients
NAN = np.array([[1.0], [np.nan], [0.5], [2.0]])

BAD_FORWARD = [
    (PARAMS, [[1], [2]], TypeError, "x: expected a NumPy array of shape (4, N), columns are examples, got list"),
    (PARAMS, X.ravel(), ValueError, "x: expected shape (4, N), columns are examples, got (4,)"),
    (PARAMS, X.T, ValueError, "x: expected shape (4, N), columns are examples, got (1, 4)"),
    (PARAMS, X[:, :0], ValueError, "x: expected shape (4, N), columns are examples, got (4, 0)"),
    (PARAMS, X[:, :, None], ValueError, "x: expected shape (4, N), columns are examples, got (4, 1, 1)"),
    (PARAMS, X.astype("datetime64[D]"), TypeError, "x: expected numbers, got dtype datetime64[D]"),
    (PARAMS, X.astype(str), TypeError, "x: expected numbers, got dtype <U32"),
    (PARAMS, np.array([[1], [None], ["2"], [3]], object), TypeError, "x: expected numbers, got None"),
    (PARAMS, np.array([["1"], [1], [2], [3]], object), TypeError, "x: expected numbers, got '1'"),
    (PARAMS, NAN, ValueError, "x: expected finite numbers, got nan at (1, 0)"),
    (PARAMS._replace(W1=PARAMS.W1[0]), X, ValueError, "W1: expected shape (K, D), got (4,)"),
    (PARAMS._replace(b1=PARAMS.b1.T), X, ValueError, "b1: expected shape (3, 1), got (1, 3)"),
    (PARAMS._replace(W2=PARAMS.W2.T), X, ValueError, "W2: expected shape (C, 3), got (3, 2)"),
    (PARAMS._replace(b2=np.zeros((3, 1))), X, ValueError, "b2: expected shape (2, 1), got (3, 1)"),
    (PARAMS._replace(b2=np.full((2, 1), np.inf)), X, ValueError, "b2: expected finite numbers, got inf at (0, 0)"),
]  # fmt: skip

BAD_Y = [
    ([1, 0], TypeError, "y: expected a NumPy array of shape (2, 1), got list"),
    (np.array([1, 0]), ValueError, "y: expected shape (2, 1), got (2,)"),
    (np.array([[1, 0]]), ValueError, "y: expected shape (2, 1), got (1, 2)"),
    (np.array([[1], [1]]), ValueError, "y: expected one 1 and else 0 in each column, got [1, 1] in column 0"),
    (np.array([[0], [0]]), ValueError, "y: expected one 1 and else 0 in each column, got [0, 0] in column 0"),
    (np.array([[0.5], [0.5]]), ValueError, "y: expected one 1 and else 0 in each column, got [0.5, 0.5] in column 0"),
    (np.array([[1], [-1]]), ValueError, "y: expected one 1 and else 0 in each column, got [1, -1] in column 0"),
    (np.array([[1], [2]]), ValueError, "y: expected one 1 and else 0 in each column, got [1, 2] in column 0"),
    (np.array([["1"], ["0"]]), TypeError, "y: expected numbers, got dtype <U1"),
    (np.array([[np.nan], [1]]), ValueError, "y: expected finite numbers, got nan at (0, 0)"),
]

BAD_STEP = [
    (GRADIENTS, "0.1", TypeError, "learning_rate: expected a number, got '0.1'"),
    (GRADIENTS, None, TypeError, "learning_rate: expected a number, got None"),
    (GRADIENTS, float("nan"), ValueError, "learning_rate: expected a finite number, 0 or more, got nan"),
    (GRADIENTS, np.float32("inf"), ValueError, "learning_rate: expected a finite number, 0 or more, got inf"),
    (GRADIENTS, -0.1, ValueError, "learning_rate: expected a finite number, 0 or more, got -0.1"),
    (GRADIENTS._replace(W1=PARAMS.b1), 0.1, ValueError, "gradients.W1: expected shape (3, 4), got (3, 1)"),
]  # fmt: skip


def refuses(error, message, call, *args):
    with pytest.raises(error) as caught:
        call(*args)
    assert str(caught.value) == message


@pytest.mark.parametrize(("params", "x", "error", "message"), BAD_FORWARD)
def test_forward(params, x, error, message):
    refuses(error, message, forward, params, x)


@pytest.mark.parametrize(("y", "error", "message"), BAD_Y)
def test_target(y, error, message):
    refuses(error, message, cross_entropy, TRACE, y)
    refuses(error, message, backward, PARAMS, TRACE, y)


def test_backward_with_a_trace_of_another_network():
    wider = PARAMS._replace(W1=np.zeros((3, 5)))
    message = "trace.x: expected shape (5, 1), got (4, 1)"
    refuses(ValueError, message, backward, wider, TRACE, Y)


@pytest.mark.parametrize(("gradients", "rate", "error", "message"), BAD_STEP)
def test_sgd_step(gradients, rate, error, message):
    refuses(error, message, sgd_step, PARAMS, gradients, rate)


def test_a_gradient_with_a_part_missing_is_refused():
    with pytest.raises(ValueError, match="gradients: expected W1, b1, W2, b2, got a shorter tuple of 3"):
        sgd_step(PARAMS, GRADIENTS[:3], 0.1)


def test_a_learning_rate_of_zero_is_a_step_that_changes_nothing():
    for theta, new in zip(PARAMS, sgd_step(PARAMS, GRADIENTS, 0), strict=True):
        np.testing.assert_array_equal(new, theta)


def test_the_second_bad_column_is_named():
    params, x, y, _ = assignment.givens(FixedPoint)
    two = np.hstack([x, x])
    message = "y: expected one 1 and else 0 in each column, got [1, 1] in column 1"
    refuses(ValueError, message, backward, params, forward(params, two), np.hstack([y, np.ones((2, 1), int)]))
