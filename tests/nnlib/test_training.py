"""Training is the readable step, again and again, on batches that the seed decides; bad arguments are refused."""

import io
import math
import subprocess
import sys

import numpy as np
import pytest
from tqdm import tqdm

from nnlib import Parameters, assignment, backward, cross_entropy, forward, sgd_step
from nnlib.activations import RELU, RELU_SIN
from nnlib.numbers import FixedPoint
from nnlib.outputs import BINARY
from nnlib.training import DivergedError, Score, he, one_hot, score, train

LABELS = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2, 1])
Y = one_hot(LABELS, 3)
X = np.random.default_rng(0).normal(size=(4, 10)) + 3 * np.eye(4)[:, LABELS]
PARAMS = he((4, 5, 3), seed=1)
HOW = {"epochs": 3, "batch_size": 4, "learning_rate": 0.1, "seed": 7}


def readable(params, x, y, *, epochs, batch_size, learning_rate, seed, activation=RELU_SIN):
    """The loop as a student would write it; rows are picked, as in `train`, so that the last bits agree, too."""
    x, y = x.astype(params.W1.dtype), y.astype(params.W1.dtype)
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(x.shape[1])
        while order.size:
            chosen, order = order[:batch_size], order[batch_size:]
            some_x, some_y = x.T[chosen].T, y.T[chosen].T
            trace = forward(params, some_x, activation.f)
            gradients = backward(params, trace, some_y, activation.f_prime).gradients
            params = sgd_step(params, gradients, learning_rate)
    return params


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("activation", [RELU_SIN, RELU], ids=["relu + sin", "relu"])
@pytest.mark.parametrize("batch_size", [1, 4, 10])
def test_it_is_the_readable_loop_to_the_last_bit(batch_size, activation, dtype):
    params, how = he((4, 5, 3), seed=1, dtype=dtype), {**HOW, "batch_size": batch_size, "activation": activation}
    trained = train(params, X, Y, **how)
    for mine, theirs in zip(trained.params, readable(params, X, Y, **how), strict=True):
        assert mine.dtype == dtype
        np.testing.assert_array_equal(mine, theirs)


def test_the_activation_is_relu_and_sine_unless_told_otherwise():
    for mine, theirs in zip(train(PARAMS, X, Y, **HOW).params, readable(PARAMS, X, Y, **HOW), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_the_history_has_a_score_before_the_first_epoch_and_after_each():
    test = X[:, :5] + 1, Y[:, :5]
    trained = train(PARAMS, X, Y, **HOW, test=test)
    assert len(trained.history) == len(trained.test_history) == 4
    assert trained.history[0] == score(PARAMS, X.astype(np.float32), Y)
    assert trained.test_history[0] == score(PARAMS, test[0].astype(np.float32), test[1])
    assert trained.history[-1] == score(trained.params, X.astype(np.float32), Y)
    assert trained.test_history[-1] == score(trained.params, test[0].astype(np.float32), test[1])
    shorter = train(PARAMS, X, Y, **{**HOW, "epochs": 2})
    assert (trained.history[:3], []) == (shorter.history, shorter.test_history)


def test_arguments_by_name_and_by_place():
    assert train(params=PARAMS, x=X, y=Y, **HOW).history == train(PARAMS, X, Y, **HOW).history
    with pytest.raises(TypeError, match="positional"):
        train(PARAMS, X, Y, *HOW.values())


def test_a_test_set_changes_nothing_in_what_is_learned():
    with_test, without = (train(PARAMS, X, Y, **HOW, test=test) for test in ((X + 1, Y), None))
    for one, other in zip(with_test.params, without.params, strict=True):
        np.testing.assert_array_equal(one, other)


def test_it_learns():
    history = train(PARAMS, X, Y, **{**HOW, "epochs": 60}).history
    assert history[-1].loss < history[0].loss / 4
    assert history[-1].accuracy == 1


def test_the_history_uses_the_activation():
    trained = train(PARAMS, X, Y, **HOW, activation=RELU)
    x = X.astype(np.float32)
    assert trained.history[0] == score(PARAMS, x, Y, RELU) != score(PARAMS, x, Y)


def test_the_same_seed_gives_the_same_and_another_another():
    first, again, other = (train(PARAMS, X, Y, **{**HOW, "seed": seed}).params for seed in (7, 7, 8))
    for one, same, different in zip(first, again, other, strict=True):
        np.testing.assert_array_equal(one, same)
        assert (one != different).any()


def test_no_epochs_give_back_the_start():
    trained = train(PARAMS, X, Y, **{**HOW, "epochs": 0})
    assert len(trained.history) == 1
    for mine, given in zip(trained.params, PARAMS, strict=True):
        np.testing.assert_array_equal(mine, given)
        assert not np.shares_memory(mine, given)


def test_what_is_given_stays():
    kept = [part.copy() for part in (*PARAMS, X, Y)]
    train(PARAMS, X, Y, **HOW)
    for part, before in zip((*PARAMS, X, Y), kept, strict=True):
        np.testing.assert_array_equal(part, before)


@pytest.mark.parametrize("label", [bool, int, np.uint8, float])
@pytest.mark.parametrize("rate", [0.1, np.float64(0.1), np.float32(0.1)])
def test_types_of_labels_and_rate_change_nothing(label, rate):
    trained = train(PARAMS, X, Y.astype(label), **{**HOW, "learning_rate": rate})
    for mine, theirs in zip(trained.params, train(PARAMS, X, Y, **HOW).params, strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_progress_sees_each_epoch():
    seen = []

    def progress(epochs):
        for epoch in epochs:
            yield epoch
            seen.append(epoch)

    assert len(train(PARAMS, X, Y, **HOW, progress=progress).history) == 4
    assert seen == [1, 2, 3]


def test_tqdm_will_do_as_progress():
    said = io.StringIO()
    trained = train(PARAMS, X, Y, **HOW, progress=lambda epochs: tqdm(epochs, file=said))
    assert "3/3" in said.getvalue()
    assert len(trained.history) == 4


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_he_has_the_variance_of_its_source(dtype):
    params = he((200, 300, 100), seed=5, dtype=dtype)
    assert [part.shape for part in params] == [(300, 200), (300, 1), (100, 300), (100, 1)]
    assert all(part.dtype == dtype for part in params)
    for weights in (params.W1, params.W2):
        assert weights.mean() == pytest.approx(0, abs=0.002)
        assert weights.std() == pytest.approx(math.sqrt(2 / weights.shape[1]), rel=0.02)
    assert not params.b1.any()
    assert not params.b2.any()
    assert (params.W1 != he((200, 300, 100), seed=6, dtype=dtype).W1).any()
    np.testing.assert_array_equal(params.W1, he((200, 300, 100), seed=5, dtype=dtype).W1)


def test_he_is_float32_unless_told_otherwise():
    assert {part.dtype for part in he((2, 3, 4), seed=0)} == {np.dtype(np.float32)}


def test_one_hot_marks_the_class():
    assert one_hot(np.array([1, 0, 2]), 3).tolist() == [
        [False, True, False],
        [True, False, False],
        [False, False, True],
    ]


def test_the_score_of_the_assignment():
    params, x, y, _ = assignment.givens()
    assert score(params, x, y) == Score(cross_entropy(forward(params, x), y), 0)
    both = np.hstack([x, x]), np.hstack([y, 1 - y])
    assert score(params, *both).accuracy == 0.5
    sure_of_the_first = params._replace(b2=np.array([[9.0], [-9.0]]))
    assert score(sure_of_the_first, *both).accuracy == 0.5


def refuses(error, message, call, *args, **kwargs):
    with pytest.raises(error) as caught:
        call(*args, **kwargs)
    assert str(caught.value) == message


def changed(array, place, value):
    array = array.astype(float)
    array[place] = value
    return array


BAD_SETS = [
    (X[:3], Y, ValueError, "x: expected shape (4, N), columns are examples, got (3, 10)"),
    (X.T, Y, ValueError, "x: expected shape (4, N), columns are examples, got (10, 4)"),
    (X[0], Y, ValueError, "x: expected shape (4, N), columns are examples, got (10,)"),
    (X.tolist(), Y, TypeError, "x: expected a NumPy array of shape (4, N), columns are examples, got list"),
    (X[:, :0], Y[:, :0], ValueError, "x: expected shape (4, N), columns are examples, got (4, 0)"),
    (X.astype(str), Y, TypeError, "x: expected numbers, got dtype <U32"),
    (changed(X, (2, 5), np.nan), Y, ValueError, "x: expected finite numbers, got nan at (2, 5)"),
    (changed(X, (3, 0), -np.inf), Y, ValueError, "x: expected finite numbers, got -inf at (3, 0)"),
    (changed(X, (0, 1), 1e300), Y, ValueError, "x: expected finite numbers, got inf at (0, 1)"),
    (X, Y[:, :9], ValueError, "y: expected shape (3, 10), got (3, 9)"),
    (X, Y[:2], ValueError, "y: expected shape (3, 10), got (2, 10)"),
    (X, LABELS, ValueError, "y: expected shape (3, 10), got (10,)"),
    (X, Y.tolist(), TypeError, "y: expected a NumPy array of shape (3, 10), got list"),
    (X, changed(Y, (2, 5), np.nan), ValueError, "y: expected finite numbers, got nan at (2, 5)"),
    (X, changed(Y, (0, 1), 1), ValueError,
     "y: expected one 1 and otherwise 0 in each column, got [1.0, 1.0, 0.0] in column 1"),
]  # fmt: skip


@pytest.mark.parametrize(("x", "y", "error", "message"), BAD_SETS)
def test_a_bad_set_is_refused(x, y, error, message):
    refuses(error, message, train, PARAMS, x, y, **HOW)
    refuses(error, f"test {message}", train, PARAMS, X, Y, **HOW, test=(x, y))


def test_a_bad_set_has_no_score():
    nan = changed(X, (2, 5), np.nan)
    refuses(ValueError, "x: expected finite numbers, got nan at (2, 5)", score, PARAMS, nan, Y)
    refuses(ValueError, "y: expected shape (3, 10), got (2, 10)", score, PARAMS, X, Y[:2])


@pytest.mark.parametrize("absent", [0, 1, 2])
def test_a_class_without_an_example_is_refused(absent):
    kept = absent != LABELS
    message = f"y: expected an example of each class, got none of class {absent}"
    refuses(ValueError, message, train, PARAMS, X[:, kept], Y[:, kept], **HOW)


def test_the_first_class_without_an_example_is_named():
    message = "y: expected an example of each class, got none of class 0"
    refuses(ValueError, message, train, PARAMS, X[:, LABELS == 1], Y[:, LABELS == 1], **{**HOW, "batch_size": 1})


def test_an_output_that_is_never_one_can_be_learned():
    train(PARAMS, X, 0 * Y, **HOW, output=BINARY)


def test_a_test_set_may_lack_a_class():
    train(PARAMS, X, Y, **HOW, test=(X[:, :2], Y[:, :2]))


WHOLE = "batch_size: expected a whole number from 1 to 10"
RATE = "learning_rate: expected a"
BAD_HOW = [
    ({"batch_size": 11}, ValueError, f"{WHOLE}, got 11"),
    ({"batch_size": 0}, ValueError, f"{WHOLE}, got 0"),
    ({"batch_size": 2.0}, ValueError, f"{WHOLE}, got 2.0"),
    ({"epochs": -1}, ValueError, "epochs: expected a whole number, 0 or more, got -1"),
    ({"epochs": None}, ValueError, "epochs: expected a whole number, 0 or more, got None"),
    ({"learning_rate": -0.1}, ValueError, f"{RATE} finite number, 0 or more, got -0.1"),
    ({"learning_rate": math.nan}, ValueError, f"{RATE} finite number, 0 or more, got nan"),
    ({"learning_rate": 1e300}, ValueError, f"{RATE} finite number, 0 or more, got inf"),
    ({"learning_rate": "0.1"}, TypeError, f"{RATE} number for parameters of dtype float32, got '0.1'"),
]


@pytest.mark.parametrize(("how", "error", "message"), BAD_HOW)
def test_bad_arguments_are_refused(how, error, message):
    refuses(error, message, train, PARAMS, X, Y, **{**HOW, **how})


def test_numpys_whole_numbers_will_do():
    assert len(train(PARAMS, X, Y, **{**HOW, "epochs": np.int64(2), "batch_size": np.int32(10)}).history) == 3


FLOATS = "params: expected one floating-point type, got"


@pytest.mark.parametrize(
    ("params", "error", "message"),
    [
        (PARAMS._replace(b1=PARAMS.b1.astype(float)), TypeError, f"{FLOATS} float32, float64"),
        (Parameters(*(part.astype(int) for part in PARAMS)), TypeError, "W1: expected floats, got dtype int64"),
        (PARAMS._replace(W2=PARAMS.W2.T), ValueError, "W2: expected shape (C, 5), got (5, 3)"),
        (PARAMS._replace(b2=PARAMS.b2 * np.nan), ValueError, "b2: expected finite numbers, got nan at (0, 0)"),
        (assignment.givens(FixedPoint).params, TypeError, f"{FLOATS} object"),
    ],
)
def test_bad_parameters_are_refused(params, error, message):
    refuses(error, message, train, params, X, Y, **HOW)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ((0, 3, 2), "D: expected a whole number, 1 or more, got 0"),
        ((4, 2.5, 2), "K: expected a whole number, 1 or more, got 2.5"),
        ((4, 3, -1), "C: expected a whole number, 1 or more, got -1"),
    ],
)
def test_bad_sizes_are_refused(sizes, message):
    refuses(ValueError, message, he, sizes, seed=0)


@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        ([0, 1], TypeError, "labels: expected a NumPy array of shape (N,), got list"),
        (np.array([0.0, 1.0]), TypeError, "labels: expected whole numbers, got dtype float64"),
        (np.array([0, 3, 4]), ValueError, "labels: expected whole numbers from 0 to 2, got 3"),
        (np.array([0, 4]), ValueError, "labels: expected whole numbers from 0 to 2, got 4"),
        (np.array([0, -1, 4]), ValueError, "labels: expected whole numbers from 0 to 2, got -1"),
    ],
)
def test_bad_labels_are_refused(labels, error, message):
    refuses(error, message, one_hot, labels, 3)


def test_it_stops_at_the_batch_where_the_loss_is_no_longer_finite():
    seen = []
    how = {**HOW, "learning_rate": 1e30}
    with pytest.raises(DivergedError) as caught:
        train(PARAMS, X, Y, **how, progress=lambda epochs: (seen.append(epoch) or epoch for epoch in epochs))
    message = "the loss is not finite in epoch 1, batch 2: try a smaller learning_rate than 1e+30"
    assert str(caught.value) == message
    assert seen == [1]


def test_it_stops_after_an_epoch_whose_last_step_went_too_far():
    how = {**HOW, "learning_rate": 1e30, "batch_size": 10}
    message = "the loss is not finite after epoch 1: try a smaller learning_rate than 1e+30"
    refuses(DivergedError, message, train, PARAMS, X, Y, **how)


def test_it_does_not_start_where_the_loss_is_not_finite():
    huge = PARAMS._replace(W2=PARAMS.W2 * np.float32(1e38))
    message = "the loss is not finite before the first step: try smaller parameters or data"
    refuses(DivergedError, message, train, huge, X, Y, **HOW)


def test_a_test_loss_that_is_not_finite_stops_it_too():
    message = "the loss is not finite before the first step: try smaller parameters or data"
    refuses(DivergedError, message, train, PARAMS, X, Y, **HOW, test=(X * 5e37, Y))


def test_nnlib_asks_for_nothing_of_this_unless_it_is_wanted():
    """So that `import nnlib` costs hardly more than `import numpy`."""
    code = "import sys, numpy; before = set(sys.modules); import nnlib; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [
        "cmath",
        "nnlib",
        "nnlib.activations",
        "nnlib.arguments",
        "nnlib.checks",
        "nnlib.gradient_check",
        "nnlib.network",
        "nnlib.outputs",
    ]


@pytest.mark.parametrize("classes", [2.5, 3.0, 0, -1, True, "3", None])
def test_a_number_of_classes_that_is_not_whole_is_refused(classes):
    refuses(
        ValueError, f"classes: expected a whole number, 1 or more, got {classes!r}", one_hot, np.array([0, 1]), classes
    )


@pytest.mark.parametrize("dtype", [np.float16, int, bool, complex, object, str, None, "nonsense"])
def test_a_type_that_cannot_learn_is_refused(dtype):
    message = f"dtype: expected a type of floats of 32 bits or more, got {dtype!r}"
    refuses(TypeError, message, he, (4, 3, 2), seed=0, dtype=dtype)


def test_float16_is_refused_by_name():
    half = Parameters(*(part.astype(np.float16) for part in PARAMS))
    refuses(TypeError, "W1: expected floats of 32 bits or more, got dtype float16", train, half, X, Y, **HOW)


@pytest.mark.parametrize(
    ("how", "error", "message"),
    [
        ({"activation": "relu"}, TypeError, "activation: expected f, f_prime, got str"),
        ({"activation": RELU._replace(f=1)}, TypeError, "activation.f: expected a function, got 1"),
        ({"progress": True}, TypeError, "progress: expected a function, got True"),
        ({"seed": -1}, ValueError, "seed: expected a whole number, 0 or more, got -1"),
        ({"seed": None}, ValueError, "seed: expected a whole number, 0 or more, got None"),
        ({"epochs": True}, ValueError, "epochs: expected a whole number, 0 or more, got True"),
        ({"learning_rate": True}, TypeError, f"{RATE} number for parameters of dtype float32, got True"),
        ({"learning_rate": 10**400}, ValueError, f"{RATE} finite number, 0 or more, got {10**400}"),
        ({"learning_rate": 1j}, TypeError, f"{RATE} number for parameters of dtype float32, got 1j"),
        ({"test": 1}, TypeError, "test: expected a pair (x, y), got 1"),
        ({"test": (1,)}, TypeError, "test: expected a pair (x, y), got (1,)"),
        ({"test": (1, 2, 3)}, TypeError, "test: expected a pair (x, y), got (1, 2, 3)"),
    ],
)
def test_each_other_argument_is_named(how, error, message):
    refuses(error, message, train, PARAMS, X, Y, **{**HOW, **how})


@pytest.mark.parametrize("sizes", [(4, 3), (4, 3, 2, 1), 4, None])
def test_other_than_three_sizes_are_refused(sizes):
    refuses(ValueError, f"sizes: expected three whole numbers, D, K and C, got {sizes!r}", he, sizes, seed=0)
