"""HIPS autograd, which knows nothing of this backward pass, finds the same gradients."""

import autograd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import assignment, backward, cross_entropy, forward, sgd_step
from peers.hips_autograd import loss
from tests.nnlib.test_network import random_problem, shapes


@given(st.integers(0, 2**32 - 1), shapes, st.integers(1, 5))
def test_random_networks(seed, sizes, N):
    params, x, y = random_problem(seed, sizes, N)
    trace = forward(params, x)
    assert cross_entropy(trace, y) == pytest.approx(loss(params, x, y), rel=1e-11)
    for ours, theirs in zip(
        backward(params, trace, y).gradients, autograd.grad(loss)(tuple(params), x, y), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


def test_the_assignments_step():
    params, x, y, learning_rate = assignment.givens()
    gradients = backward(params, forward(params, x), y).gradients
    new = sgd_step(params, gradients, learning_rate)
    for theta, slope, ours in zip(params, autograd.grad(loss)(tuple(params), x, y), new, strict=True):
        np.testing.assert_allclose(ours, theta - learning_rate * slope, rtol=1e-14)
