"""The canaries of the checks: without each one, what it refuses is not refused, so its tests would fail."""

import inspect

import numpy as np
import pytest

from nnlib import arguments, assignment, backward, checks, cross_entropy, f, forward, sgd_step
from nnlib.network import loss
from nnlib.numbers import FixedPoint
from nnlib.outputs import BINARY
from nnlib.training import one_hot, score
from tests.nnlib.test_checks import GRADIENTS, NAN, PARAMS, TRACE, X, Y
from workbook.numbers.dual import Dual

TWO_RIGHT, HALVES = np.ones((2, 1)), np.full((2, 1), 0.5)
ON_PAPER = assignment.givens(FixedPoint).params

COMPLEX = GRADIENTS._replace(W1=GRADIENTS.W1 + 0j)

MODULES = (arguments, checks)

REFUSED = {
    "forward": (lambda: forward(PARAMS, NAN), "x: expected finite numbers"),
    "target": (lambda: cross_entropy(TRACE, TWO_RIGHT), "y: expected one 1"),
    "backward": (lambda: backward(PARAMS, TRACE, TWO_RIGHT), "y: expected one 1"),
    "sgd_step": (lambda: sgd_step(PARAMS, GRADIENTS, -1.0), "learning_rate: expected"),
    "gradient": (lambda: sgd_step(PARAMS, list(GRADIENTS), 0.1), "gradients: expected"),
    "rate": (lambda: sgd_step(PARAMS, GRADIENTS, -1.0), "learning_rate: expected"),
    "parameters": (lambda: forward(PARAMS._replace(b1=PARAMS.b1.astype(int)), X), "b1: expected floats"),
    "fields": (lambda: forward(TRACE, X), "params: expected"),
    "shape": (lambda: forward(PARAMS, X[:, :, None]), "x: expected shape"),
    "fit": (lambda: forward(PARAMS._replace(b1=PARAMS.b1.T), X), "b1: expected shape"),
    "traced": (lambda: backward(PARAMS, TRACE[:4], Y), "trace: expected"),
    "finite": (lambda: forward(PARAMS, NAN), "x: expected finite numbers"),
    "computable": (lambda: forward(PARAMS, X.astype(np.float16)), "x: expected floats of 32 bits"),
    "one_kind": (lambda: forward(ON_PAPER, assignment.givens(Dual).x), "x: expected numbers of one kind"),
    "can_become": (lambda: sgd_step(PARAMS, COMPLEX, 0.1), "gradients.W1: expected numbers that can become float64"),
    "one_hot_columns": (lambda: cross_entropy(TRACE, TWO_RIGHT), "y: expected one 1"),
    "zeros_and_ones": (lambda: loss(TRACE, HALVES, BINARY), "y: expected 0 or 1"),
    "output": (lambda: loss(TRACE, Y, "softmax"), "output: expected"),
    "function": (lambda: forward(PARAMS, X, "relu"), "f: expected a function"),
    "activation": (lambda: score(PARAMS, X, Y, f), "activation: expected"),
    "entries": (lambda: f([1.0]), "z: expected a NumPy array"),
    "entrywise": (lambda: forward(PARAMS, X, np.sum), "result of f: expected"),
    "whole": (lambda: one_hot(np.array([0, 1]), 2.5), "classes: expected a whole number"),
}


def complaint(call):
    try:
        with np.errstate(all="ignore"):
            call()
    except Exception as error:
        return str(error)
    return ""


def test_each_check_has_its_canary():
    own = {name for module in MODULES for name, _ in inspect.getmembers(module, inspect.isfunction)}
    assert {name for name in own if not name.startswith("_")} == set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_without_its_check_what_it_refuses_is_not_refused(name, monkeypatch):
    call, said = REFUSED[name]
    assert complaint(call).startswith(said)
    for module in MODULES:
        monkeypatch.setattr(module, name, lambda *_: None, raising=False)
    assert not complaint(call).startswith(said)
