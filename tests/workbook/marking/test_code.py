"""Somebody's own backward pass is marked: right code is right, and a slip in it is named."""

import numpy as np
import pytest

from nnlib import Parameters, backward
from tests.workbook.marking.share import elsewhere, fresh
from workbook import mark_backward, the_assignment
from workbook.marking.marks import Verdict

RIGHT, FOLLOWS, WRONG, MISSING = Verdict


def gradients(params, trace, y, f_prime):
    delta2 = trace.y_hat - y
    delta1 = (params.W2.T @ delta2) * f_prime(trace.Z1)
    return Parameters(delta1 @ trace.x.T, delta1, delta2 @ trace.H.T, delta2)


def relu_sin_slope(z):
    return (z > 0) + np.cos(z)


def turned(params, trace, y):
    return {"dW1": gradients(params, trace, y, relu_sin_slope).W1.T}


def verdicts(marks):
    return {each.verdict for each in marks.entries.values()} - {MISSING}


def test_the_networks_own_backward_is_right_in_every_network():
    for made in [the_assignment(), fresh(3), *elsewhere(2, 8)]:
        network = made.network

        def own(params, trace, y, network=network):
            return backward(params, trace, y, network.activation.f_prime, network.judged)

        if network.biases != "shared":  # then the gradient is a single number
            assert verdicts(mark_backward(made, own)) == {RIGHT}, network


@pytest.mark.parametrize(
    ("f_prime", "names"),
    [
        (np.ones_like, {"W2ᵀδ2 taken for δ1", "f' forgotten, in delta1"}),
        (relu_sin_slope, set()),
    ],
)
def test_a_slip_in_code_is_named(f_prime, names):
    marks = mark_backward(fresh(0), lambda *given: gradients(*given, f_prime))
    slips = {slip.name for each in marks.entries.values() for slip in each.slips}
    assert slips == names
    assert verdicts(marks) == ({RIGHT, WRONG} if names else {RIGHT})


def test_results_by_name_are_taken_too():
    marks = mark_backward(the_assignment(), lambda params, trace, y: {"delta2": y - trace.y_hat})
    assert {slip.name for each in marks.entries.values() for slip in each.slips} == {"y - ŷ"}


@pytest.mark.parametrize(
    ("own", "error", "message"),
    [
        (None, TypeError, "backward: expected a function of params, trace and y, got ‘None’"),
        (lambda *_: None, TypeError, "backward: expected Parameters or results by name, got ‘None’"),
        (lambda *_: {"gradient": 1}, ValueError, "backward: expected results named delta2, .*, got gradient"),
        (turned, ValueError, r"dW1: expected shape \(3, 4\), got \(4, 3\)"),
    ],
)
def test_what_cannot_be_marked_is_refused_by_name(own, error, message):
    with pytest.raises(error, match=message):
        mark_backward(the_assignment(), own)
    with pytest.raises(TypeError, match="problem: expected"):
        mark_backward(3, own)
