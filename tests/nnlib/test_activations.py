"""ReLU alone, and that an activation is used in both directions."""

import numpy as np
import pytest

from nnlib import backward, cross_entropy, f, f_prime, forward
from nnlib.activations import RELU, RELU_SIN
from tests.nnlib.test_network import random_problem

Z = np.array([[-2.0, -1e-30, -0.0, 0.0, 1e-30, 3.0]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_relu_and_its_slope(dtype):
    z = Z.astype(dtype)
    assert RELU.f(z).tolist() == [[0, 0, 0, 0, z[0, 4], 3]]
    assert RELU.f_prime(z).tolist() == [[0, 0, 0, 0, 1, 1]]
    assert RELU.f(z).dtype == RELU.f_prime(z).dtype == dtype


def test_the_books_activation_is_the_default():
    assert (f, f_prime) == RELU_SIN
    params, x, y = random_problem(3, N=4)
    trace = forward(params, x)
    for ours, theirs in zip(trace, forward(params, x, RELU_SIN.f), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    for ours, theirs in zip(backward(params, trace, y), backward(params, trace, y, RELU_SIN.f_prime), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("activation", [RELU, (np.tanh, lambda z: 1 - np.tanh(z) ** 2)], ids=["relu", "tanh"])
def test_gradients_of_another_activation_are_the_slopes_of_its_loss(activation):
    function, derivative = activation
    params, x, y = random_problem(5, (4, 6, 3), N=7)
    gradients = backward(params, forward(params, x, function), y, derivative).gradients
    for name, theta in params._asdict().items():
        for place in np.ndindex(theta.shape):
            ends = []
            for h in (1e-6, -1e-6):
                moved = theta.copy()
                moved[place] += h
                ends.append(cross_entropy(forward(params._replace(**{name: moved}), x, function), y))
            slope = (ends[0] - ends[1]) / 2e-6
            assert getattr(gradients, name)[place] == pytest.approx(slope, rel=1e-6, abs=1e-8)
