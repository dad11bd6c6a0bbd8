"""HIPS autograd, which knows nothing of this backward pass, finds the same gradients."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import assignment, backward, cross_entropy, forward, sgd_step
from tests.nnlib.test_network import random_problem, shapes


def loss(params, x, y):
    """The network written a second time, from the assignment's formulas."""
    W1, b1, W2, b2 = params
    Z1 = anp.dot(W1, x) + b1
    H = anp.maximum(Z1, 0) + anp.sin(Z1)
    Z2 = anp.dot(W2, H) + b2
    y_hat = anp.exp(Z2) / anp.sum(anp.exp(Z2), axis=0)
    return -anp.sum(y * anp.log(y_hat)) / x.shape[1]


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
