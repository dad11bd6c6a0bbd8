"""What was measured is complete, the page says of it what it says, and a promise that is not kept is seen."""

import copy
import re

import numpy as np
import pytest

from nnlib.training import he
from peers import speed
from peers.bench import environment, promises
from peers.floor import floor

RESULT = speed.measured()
SIZES = [[4, 3, 2, 1], [4, 3, 2, 32], [64, 128, 10, 64], [784, 256, 10, 128]]


def changed(name, size, factor):
    """The first run with one contender's times multiplied, in float32, at one size."""
    run = copy.deepcopy(RESULT["runs"][0])
    for row in run["steps"]:
        if row["size"] == size and row["dtype"] == "float32":
            row["times"][name] = [time * factor for time in row["times"][name]]
    return run


def test_all_that_was_to_be_measured_was():
    assert [run["threads"] for run in RESULT["runs"]] == [1, 2]
    for run in RESULT["runs"]:
        assert [(row["dtype"], row["size"]) for row in run["steps"]] == [
            (dtype, size) for dtype in ("float32", "float64") for size in SIZES
        ]
        for row in run["steps"]:
            assert set(row["times"]) == {
                *("floor", "nnlib in place", "nnlib readable", "PyTorch eager", "PyTorch compiled"),
                *("JAX jit", "autograd", "scikit-learn"),
            }
            assert all(0 < low <= median <= high for low, median, high in row["times"].values())


def test_sigmoid_and_tanh_were_measured_as_well():
    rows = RESULT["runs"][0]["activations"]
    assert [(row["hidden"], row["size"]) for row in rows] == [
        (hidden, size) for hidden in ("sigmoid", "tanh") for size in SIZES
    ]
    for row in rows:
        assert set(row["times"]) == {"nnlib in place", "PyTorch eager", "PyTorch compiled", "JAX jit"}
        assert all(0 < low <= median <= high for low, median, high in row["times"].values())


def test_the_stored_times_keep_the_promises():
    assert all(promises(RESULT["runs"][0]).values())


@pytest.mark.parametrize(
    ("name", "size", "factor", "broken"),
    [
        ("PyTorch eager", [784, 256, 10, 128], 0.01, "faster than PyTorch eager at every size"),
        ("PyTorch compiled", [64, 128, 10, 64], 0.01, "faster than PyTorch compiled at every size"),
        ("autograd", [4, 3, 2, 32], 0.01, "faster than autograd at every size"),
        ("scikit-learn", [4, 3, 2, 1], 0.01, "faster than scikit-learn at every size"),
        ("PyTorch eager", [4, 3, 2, 1], 0.25, "4 times faster than PyTorch eager at 4-3-2 x 1"),
        ("JAX jit", [64, 128, 10, 64], 0.01, "faster than JAX jit at 64-128-10 x 64"),
        ("floor", [64, 128, 10, 64], 0.5, "at most 1.6 times the floor at 64-128-10 x 64"),
        ("floor", [784, 256, 10, 128], 0.5, "at most 1.08 times the floor at 784-256-10 x 128"),
    ],
)
def test_a_broken_promise_is_seen(name, size, factor, broken):
    assert not promises(changed(name, size, factor))[broken]


def test_nothing_tells_where_it_was_measured():
    assert not re.search(r"[/\\@]|host", str(RESULT["machine"]))


@pytest.mark.parametrize(("threads", "many"), [(1, "false"), (2, "true")])
def test_each_library_is_told_how_many_threads(threads, many):
    found = environment(threads)
    assert found["OPENBLAS_NUM_THREADS"] == found["OMP_NUM_THREADS"] == str(threads)
    assert found["XLA_FLAGS"] == f"--xla_cpu_multi_thread_eigen={many}"


def test_the_floor_is_five_products_and_four_functions(monkeypatch):
    params, x, y = he((4, 3, 2), seed=0), np.ones((4, 5), np.float32), np.ones((2, 5), np.float32)
    step_once = floor(params, x, y)
    called = []
    for name in ("matmul", "maximum", "sin", "cos", "exp"):
        function = getattr(np, name)
        monkeypatch.setattr(
            np, name, lambda *a, n=name, f=function, **k: called.append((n, k["out"].shape)) or f(*a, **k)
        )
    step_once()
    shapes = sorted(shape for name, shape in called if name == "matmul")
    assert shapes == sorted([(3, 5), (2, 5), (2, 3), (3, 5), (3, 4)])
    assert sorted(call for call in called if call[0] != "matmul") == [
        *(("cos", (3, 5)), ("exp", (2, 5)), ("maximum", (3, 5)), ("sin", (3, 5))),
    ]


def test_the_table_has_the_medians_and_marks_the_fastest():
    result = copy.deepcopy(RESULT)
    row = speed.steps(result, 1, "float32")[0]
    row["times"] |= {"JAX jit": [1.0, 2.0, 3.0], "floor": [0.1, 0.2, 0.3]}
    text = speed.table(result, 1, "float32").data
    assert (
        text.splitlines()[0] == f"| µs per step | {' | '.join(map(speed.size_of, speed.steps(result, 1, 'float32')))} |"
    )
    (line,) = (line for line in text.splitlines() if line.startswith("| JAX jit"))
    assert line.split(" | ")[1] == "**2.0**<br>1.0 to 3.0"
    assert "**0.2**" not in text


def test_another_activation_has_a_row_for_each_size():
    times = {"nnlib in place": [1.0, 3.0, 5.0], "JAX jit": [1.0, 2.0, 3.0]}
    result = {"runs": [{"activations": [{"hidden": "tanh", "size": [4, 3, 2, 1], "times": times}]}]}
    assert speed.activations(result).data.splitlines() == [
        "| hidden | size | nnlib in place | JAX jit |",
        "| --- | --- | ---: | ---: |",
        "| tanh | 4-3-2 x 1 | 3.0<br>1.0 to 5.0 | **2.0**<br>1.0 to 3.0 |",
    ]


def test_a_verdict_says_also_where_we_lose():
    result = copy.deepcopy(RESULT)
    times = speed.steps(result, 1, "float32")[0]["times"]
    times |= {"nnlib in place": [8.0, 10.0, 12.0], "PyTorch eager": [4.0, 5.0, 6.0], "floor": [4.0, 4.0, 4.0]}
    line = speed.verdicts(result).data.splitlines()[2]
    assert line == "| 1 | float32 | 4-3-2 x 1 | PyTorch eager | 0.50 times as fast as PyTorch eager | 2.50 |"


def test_growth_has_a_curve_for_each_contender():
    source = speed.growth(RESULT, "width", 1, "hidden units K", "Grows.").source
    assert all(f">{name}</text>" in source for name in RESULT["runs"][0]["width"][0]["times"])


def test_epochs_are_per_example_too():
    result = {"runs": [{"data": [{"examples": 500, "times": {"nnlib train": [900.0, 1000.0, 1100.0]}}]}]}
    assert speed.epochs(result).data.splitlines()[2] == "| 500 | 1.0 | 2.00 |"
