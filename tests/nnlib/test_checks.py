"""Bad input: each error names the argument, what was expected and what it got."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import mpmath
import numpy as np
import pytest

from nnlib import (
    Parameters,
    arguments,
    assignment,
    backward,
    checks,
    cross_entropy,
    f,
    f_prime,
    forward,
    sgd_step,
    softmax,
)
from nnlib.activations import RELU
from nnlib.numbers import FixedPoint
from nnlib.numbers.number import Number
from workbook.numbers.dual import Dual
from workbook.numbers.interval import Interval

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
    (np.array([[1], [1]]), ValueError, "y: expected one 1 and otherwise 0 in each column, got [1, 1] in column 0"),
    (np.array([[0], [0]]), ValueError, "y: expected one 1 and otherwise 0 in each column, got [0, 0] in column 0"),
    (
        np.array([[0.5], [0.5]]),
        ValueError,
        "y: expected one 1 and otherwise 0 in each column, got [0.5, 0.5] in column 0",
    ),
    (np.array([[1], [-1]]), ValueError, "y: expected one 1 and otherwise 0 in each column, got [1, -1] in column 0"),
    (np.array([[1], [2]]), ValueError, "y: expected one 1 and otherwise 0 in each column, got [1, 2] in column 0"),
    (np.array([["1"], ["0"]]), TypeError, "y: expected numbers, got dtype <U1"),
    (np.array([[np.nan], [1]]), ValueError, "y: expected finite numbers, got nan at (0, 0)"),
]

A_NUMBER = "learning_rate: expected a number for parameters of dtype"
BAD_STEP = [
    (GRADIENTS, "0.1", TypeError, f"{A_NUMBER} float64, got '0.1'"),
    (GRADIENTS, None, TypeError, f"{A_NUMBER} float64, got None"),
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
    message = "trace.x: expected shape (5, N), columns are examples, got (4, 1)"
    refuses(ValueError, message, backward, wider, TRACE, Y)


@pytest.mark.parametrize(("gradients", "rate", "error", "message"), BAD_STEP)
def test_sgd_step(gradients, rate, error, message):
    refuses(error, message, sgd_step, PARAMS, gradients, rate)


@pytest.mark.parametrize("gradients", [GRADIENTS[:3], (*GRADIENTS, 0)], ids=len)
def test_a_gradient_with_other_parts_is_refused(gradients):
    message = f"gradients: expected W1, b1, W2, b2, got a tuple of {len(gradients)}"
    refuses(TypeError, message, sgd_step, PARAMS, gradients, 0.1)


def test_a_learning_rate_of_zero_is_a_step_that_changes_nothing():
    for theta, new in zip(PARAMS, sgd_step(PARAMS, GRADIENTS, 0), strict=True):
        np.testing.assert_array_equal(new, theta)


def test_the_second_bad_column_is_named():
    params, x, y, _ = assignment.givens(FixedPoint)
    two = np.hstack([x, x])
    message = "y: expected one 1 and otherwise 0 in each column, got [1, 1] in column 1"
    refuses(ValueError, message, backward, params, forward(params, two), np.hstack([y, np.ones((2, 1), int)]))


NOT_ARRAYS = [np.ma.array(X, mask=X > 1), X.tolist(), {"x": X}, None, "x", np.rec.array(X)]
NOT_NUMBERS = [Fraction(1, 2), Decimal(1), mpmath.mpf(1), 1, True, None, "1"]
NARROW = [np.float16, bool, np.int8, np.int64, np.uint8, str, "datetime64[D]"]


def of_matrix(array):
    with pytest.warns(PendingDeprecationWarning):
        return np.matrix(array)


def replaced(name, value):
    return (PARAMS, value) if name == "x" else (PARAMS._replace(**{name: value}), X)


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2", "x"])
@pytest.mark.parametrize("value", NOT_ARRAYS, ids=lambda value: type(value).__name__)
def test_what_is_not_an_array_is_named(name, value):
    with pytest.raises(TypeError, match=rf"^{name}: expected a NumPy array of shape .*, got {type(value).__name__}$"):
        forward(*replaced(name, value))


def test_a_matrix_is_not_an_array():
    refuses(TypeError, "W1: expected a NumPy array of shape (K, D), got matrix",
            forward, PARAMS._replace(W1=of_matrix(PARAMS.W1)), X)  # fmt: skip


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2", "x"])
@pytest.mark.parametrize("entry", NOT_NUMBERS, ids=repr)
def test_an_object_that_cannot_be_computed_with_is_named(name, entry):
    like = X if name == "x" else getattr(PARAMS, name)
    with pytest.raises(TypeError) as caught:
        forward(*replaced(name, np.full(like.shape, entry, object)))
    assert str(caught.value).startswith(f"{name}: expected numbers")
    assert str(caught.value).endswith(f"got {entry!r}")


@pytest.mark.parametrize("part", ["W1", "b1", "W2", "b2"])
@pytest.mark.parametrize("dtype", NARROW)
def test_parameters_that_are_not_floats_of_32_bits_are_refused_by_name(part, dtype):
    like = getattr(PARAMS, part)
    wrong = PARAMS._replace(**{part: like.astype(int).astype(dtype)})
    of = " of 32 bits or more" if dtype is np.float16 else ""
    message = f"{part}: expected floats{of}, got dtype {getattr(wrong, part).dtype}"
    refuses(TypeError, message, forward, wrong, X)
    refuses(TypeError, message, backward, wrong, TRACE, Y)
    refuses(TypeError, message, sgd_step, wrong, GRADIENTS, 0.1)


@pytest.mark.parametrize("dtype", [int, np.uint8, bool, np.float32])
def test_examples_may_be_whole_numbers_or_truth_values(dtype):
    x = abs(X).astype(dtype)
    np.testing.assert_array_equal(forward(PARAMS, x).y_hat, forward(PARAMS, x.astype(float)).y_hat)


def test_a_memory_map_is_an_array(tmp_path):
    np.save(tmp_path / "x.npy", X)
    mapped = np.load(tmp_path / "x.npy", mmap_mode="r")
    np.testing.assert_array_equal(forward(PARAMS, mapped).y_hat, TRACE.y_hat)


def test_kinds_that_do_not_mix_are_named():
    params = assignment.givens(FixedPoint).params
    message = "x: expected numbers of one kind, FixedPoint as in W1, got Dual(1.0, 0.0) of another kind"
    refuses(TypeError, message, forward, params, assignment.givens(Dual).x)
    coarse = params._replace(b2=assignment.givens(FixedPoint.with_rounding(2)).params.b2)
    refuses(TypeError, "b2: expected numbers of one kind, FixedPoint as in W1, got FixedPoint('0.05') of another kind",
            forward, coarse, assignment.givens(FixedPoint).x)  # fmt: skip


OF_COMPLEX = [-1 + 0j, complex("nan"), complex(0, 1), complex(0.1, -0.1), complex("inf"), np.complex64(-1)]


@pytest.mark.parametrize("rate", [*OF_COMPLEX, -0.1, 10**400, FixedPoint("-0.1"), Interval("-0.1")])
def test_a_rate_that_is_not_finite_and_0_or_more_is_refused(rate):
    if isinstance(rate, Number):
        params, x, y, _ = assignment.givens(type(rate))
        gradients = backward(params, forward(params, x), y).gradients
    else:
        dtype = complex if isinstance(rate, complex | np.complex64) else float
        params, gradients = (Parameters(*(part.astype(dtype) for part in parts)) for parts in (PARAMS, GRADIENTS))
    message = f"learning_rate: expected a finite number, 0 or more, got {rate}"
    refuses(ValueError, message, sgd_step, params, gradients, rate)


NOT_A_RATE = [True, np.bool_(False), Fraction(1, 2), Decimal("0.1"), mpmath.mpf(1), [0.1], X]


@pytest.mark.parametrize("rate", [*NOT_A_RATE, 0.1 + 0j, np.complex64(0.1), FixedPoint("0.1"), Interval("0.1")])
def test_a_rate_that_is_not_a_number_here_is_refused(rate):
    refuses(TypeError, f"{A_NUMBER} float64, got {rate!r}", sgd_step, PARAMS, GRADIENTS, rate)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.longdouble, np.complex64, np.complex128])
@pytest.mark.parametrize("rate", [0.5, 1, np.float32(0.5), np.float64(0.5), np.longdouble(0.5), np.int64(1)])
def test_a_rate_does_not_change_the_type_of_the_parameters(dtype, rate):
    params, gradients = (Parameters(*(part.astype(dtype) for part in parts)) for parts in (PARAMS, GRADIENTS))
    for new, theta, slope in zip(sgd_step(params, gradients, rate), params, gradients, strict=True):
        assert new.dtype == dtype
        assert (new == theta - (slope / 2 if rate == 0.5 else slope)).all()


@pytest.mark.parametrize("dtype", [complex, object])
def test_gradients_that_would_change_the_type_of_the_parameters_are_refused(dtype):
    gradients = GRADIENTS._replace(b2=GRADIENTS.b2.astype(dtype))
    message = f"gradients.b2: expected numbers that can become float64, the type of b2, got dtype {gradients.b2.dtype}"
    refuses(TypeError, message, sgd_step, PARAMS, gradients, 0.1)


def test_a_decimal_is_a_rate_on_paper():
    params, x, y, rate = assignment.givens(FixedPoint)
    gradients = backward(params, forward(params, x), y).gradients
    for one, other in zip(
        sgd_step(params, gradients, rate), sgd_step(params, gradients, Decimal("0.001")), strict=True
    ):
        assert one.tolist() == other.tolist()


@pytest.mark.parametrize("value", [PARAMS._asdict(), list(PARAMS), None, tuple(PARAMS), TRACE])
def test_what_is_not_parameters_is_refused(value):
    message = f"params: expected W1, b1, W2, b2, got {type(value).__name__}"
    refuses(TypeError, message, forward, value, X)
    refuses(TypeError, message, backward, value, TRACE, Y)
    refuses(TypeError, message, sgd_step, value, GRADIENTS, 0.1)


@pytest.mark.parametrize("value", [TRACE._asdict(), list(TRACE), None, tuple(TRACE), PARAMS])
def test_what_is_not_a_trace_is_refused(value):
    message = f"trace: expected x, Z1, H, Z2, y_hat, got {type(value).__name__}"
    refuses(TypeError, message, cross_entropy, value, Y)
    refuses(TypeError, message, backward, PARAMS, value, Y)


@pytest.mark.parametrize("part", ["x", "Z1", "H", "y_hat"])
def test_a_part_of_the_trace_that_is_not_finite_is_named(part):
    broken = getattr(TRACE, part).copy()
    broken[-1, 0] = np.nan
    message = f"trace.{part}: expected finite numbers, got nan at ({len(broken) - 1}, 0)"
    refuses(ValueError, message, backward, PARAMS, TRACE._replace(**{part: broken}), Y)


@pytest.mark.parametrize("part", ["W1", "b1", "W2", "b2"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_gradient_that_is_not_finite_is_named(part, value):
    broken = getattr(GRADIENTS, part).copy()
    broken[-1, -1] = value
    place = tuple(size - 1 for size in broken.shape)
    refuses(ValueError, f"gradients.{part}: expected finite numbers, got {value} at {place}",
            sgd_step, PARAMS, GRADIENTS._replace(**{part: broken}), 0.1)  # fmt: skip


@pytest.mark.parametrize("large", [1e160, 1e308])
def test_numbers_whose_squares_overflow_are_still_finite(large):
    params = PARAMS._replace(b1=PARAMS.b1 * 0 + large, W2=PARAMS.W2 * 0)
    assert np.isfinite(forward(params, X).y_hat).all()


def test_an_activation_that_does_not_fit_is_named():
    refuses(TypeError, "f: expected a function, got 'relu'", forward, PARAMS, X, "relu")
    refuses(TypeError, "f_prime: expected a function, got None", backward, PARAMS, TRACE, Y, None)
    message = "result of f: expected a NumPy array of shape (3, 1), got float64"
    refuses(TypeError, message, forward, PARAMS, X, np.sum)
    larger = "result of f: expected shape (3, 1), got (4, 1)"
    refuses(ValueError, larger, forward, PARAMS, X, lambda z: np.vstack([z, z[:1]]))
    refuses(ValueError, "result of f_prime: expected shape (3, 1), got (1, 3)",
            backward, PARAMS, TRACE, Y, np.transpose)  # fmt: skip


@pytest.mark.parametrize("function", [f, f_prime, *RELU], ids=lambda function: function.__name__)
def test_an_activation_names_what_it_cannot_take(function):
    refuses(TypeError, "z: expected a NumPy array of numbers, got list", function, [1.0, 2.0])
    refuses(TypeError, "z: expected numbers, got dtype <U1", function, np.array(["1"]))
    for entry in (Fraction(1, 2), Decimal(1), 0.5, None):
        with pytest.raises(TypeError, match=r"^z: expected numbers.*, got "):
            function(np.array([[entry]], object))


@pytest.mark.parametrize(
    ("z", "error", "message"),
    [
        ([[1], [2]], TypeError, "z: expected a NumPy array of shape (C, N), columns are examples, got list"),
        (1.0, TypeError, "z: expected a NumPy array of shape (C, N), columns are examples, got float"),
        (np.ones((2, 1), np.float16), TypeError, "z: expected floats of 32 bits or more, got dtype float16"),
        (np.array([["1"], ["2"]]), TypeError, "z: expected numbers, got dtype <U1"),
        (np.ones((2, 1), "m8[s]"), TypeError, "z: expected numbers, got dtype timedelta64[s]"),
    ],
)
def test_softmax(z, error, message):
    refuses(error, message, softmax, z)


@pytest.mark.parametrize("y", [Y.astype(complex), assignment.givens(FixedPoint).y], ids=["complex", "FixedPoint"])
def test_a_y_of_a_wider_kind_than_the_trace_is_refused(y):
    message = f"y: expected numbers that can become float64, the type of y_hat, got dtype {y.dtype}"
    refuses(TypeError, message, cross_entropy, TRACE, y)
    refuses(TypeError, message, backward, PARAMS, TRACE, y)


def test_the_quick_questions_let_nothing_pass_that_the_close_look_refuses(monkeypatch):
    """The canary: with quick questions that accept everything, each of these would pass."""
    monkeypatch.setattr(checks, "_finite", lambda *_: True)
    assert np.isnan(forward(PARAMS, NAN).y_hat).all()


def of_sizes(D, K, C, N=1):
    """Parameters and examples of these sizes."""
    draw = np.random.default_rng(D + 10 * K + 100 * C + 1000 * N)
    shapes = ((K, D), (K, 1), (C, K), (C, 1), (D, N))
    *params, x = (draw.normal(size=shape) for shape in shapes)
    return Parameters(*params), x


@pytest.mark.parametrize("sizes", [(4, 3, 2), (1, 1, 2), (2, 1, 3), (1, 2, 5), (3, 4, 3)])
def test_ordinary_arguments_are_settled_by_the_quick_questions(sizes, monkeypatch):
    for module, name in [(checks, "parameters"), (checks, "traced"), (checks, "fit"), (arguments, "target")]:
        monkeypatch.delattr(module, name)
    for N in (1, 2, 5):
        params, x = of_sizes(*sizes, N)
        forward(params, x)
    forward(*of_sizes(1, 1, 1))
    params, x = of_sizes(*sizes)
    trace = forward(params, x)
    for right in range(sizes[2]):
        y = np.eye(sizes[2])[:, [right]]
        cross_entropy(trace, y)
        sgd_step(params, backward(params, trace, y).gradients, 0.1)


@pytest.mark.parametrize("sizes", [*product((0, 2), repeat=3)][:-1], ids=str)
def test_an_empty_layer_is_refused_by_name(sizes):
    params, x = of_sizes(*sizes)
    with pytest.raises(ValueError, match=r"^(W1|W2|b1|b2): expected shape \("):
        forward(params, x)


@pytest.mark.parametrize("y", [[[0.5], [0]], [[0], [0.5]], [[2], [0]]])
def test_a_column_without_a_1_is_not_a_target(y):
    for call in (lambda y: cross_entropy(TRACE, y), lambda y: backward(PARAMS, TRACE, y)):
        with pytest.raises(ValueError, match=r"^y: expected one 1 and otherwise 0"):
            call(np.array(y))


def test_one_1_is_not_enough_for_two_columns():
    params, x = of_sizes(2, 3, 2, 2)
    for call in (cross_entropy, lambda trace, y: backward(params, trace, y)):
        with pytest.raises(ValueError, match=r"^y: expected one 1 and otherwise 0 in each column, got .* in column 1"):
            call(forward(params, x), np.array([[1, 0], [0, 0]]))


@pytest.mark.parametrize("part", ["Z2", "y_hat"])
def test_a_part_of_the_trace_that_has_another_size_is_refused_by_name(part):
    other = TRACE._replace(**{part: np.full((3, 1), 0.5)})
    with pytest.raises(ValueError, match=r"^(trace\.y_hat|y): expected shape \([23], 1\)"):
        cross_entropy(other, Y)


def test_an_array_of_three_axes_is_refused_by_name():
    with pytest.raises(ValueError, match=r"^y: expected shape \(2, 1\), got \(2, 1, 1\)"):
        backward(PARAMS, TRACE, Y[:, :, None])
    with pytest.raises(ValueError, match=r"^W1: expected shape \(K, D\), got \(3, 4, 1\)"):
        forward(PARAMS._replace(W1=PARAMS.W1[:, :, None]), X)


@pytest.mark.parametrize("C", [2, 4])
def test_a_target_of_another_size_is_refused_by_name(C):
    params, x = of_sizes(2, 3, 3)
    with pytest.raises(ValueError, match=r"^y: expected shape \(3, 1\)"):
        backward(params, forward(params, x), np.eye(C)[:, [0]])


@pytest.mark.parametrize("sizes", [(1, 3, 2), (5, 3, 2), (2, 3, 1), (2, 3, 4), (2, 2, 2), (2, 4, 2)], ids=str)
def test_gradients_of_another_network_are_refused_by_name(sizes):
    params, _ = of_sizes(2, 3, 2)
    with pytest.raises(ValueError, match=r"^gradients\.[Wb][12]: expected shape"):
        sgd_step(params, of_sizes(*sizes)[0], 0.1)
