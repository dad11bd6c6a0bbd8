"""Every result, by name, in the order in which a student works them."""

from typing import Any

import numpy as np

from nnlib import Parameters, backward, cross_entropy, forward, sgd_step
from nnlib.assignment import Givens
from nnlib.network import Array

NOT_ON_THE_SHEET = {"loss", "scaled_db2", "scaled_dW2", "scaled_db1"}
"""What is marked, but has no line of its own on the assignment's sheet."""


def results(givens: Givens) -> dict[str, Array]:
    """The assignment's sheet for a problem, on the problem's kind of number."""
    return {name: quantity for name, quantity in steps(givens).items() if name not in NOT_ON_THE_SHEET}


def steps(givens: Givens) -> dict[str, Array]:
    """Every step of a problem with one example, on the problem's kind of number."""
    gradients = to_the_gradients(givens)
    slopes = Parameters(*(gradients[f"d{theta}"] for theta in Parameters._fields))
    return gradients | update(givens.params, slopes, givens.learning_rate)


def to_the_gradients(givens: Givens) -> dict[str, Array]:
    """The forward and the backward pass, step by step."""
    params, x, y, _ = givens
    trace = forward(params, x)
    back = backward(params, trace, y)
    return {
        "Z1": trace.Z1,
        "sin_Z1": np.sin(trace.Z1),
        "H": trace.H,
        "Z2": trace.Z2,
        "e_Z2": trace.e_Z2,
        "sum_e_Z2": trace.sum_e_Z2,
        "y_hat": trace.y_hat,
        "loss": np.array([cross_entropy(trace, y)]),
        "delta2": back.delta2,
        "dW2": back.dW2,
        "db2": back.db2,
        "dH": back.dH,
        "cos_Z1": np.cos(trace.Z1),
        "f_prime": back.f_prime,
        "delta1": back.delta1,
        "dW1": back.dW1,
        "db1": back.db1,
    }


def update(params: Parameters, gradients: Parameters, learning_rate: Any) -> dict[str, Array]:
    """The step of SGD, step by step: each scaled gradient, then the new parameter."""
    new = sgd_step(params, gradients, learning_rate)
    scaled = Parameters(*(learning_rate * slope for slope in gradients))
    return {
        "scaled_db2": scaled.b2,
        "b2_new": new.b2,
        "scaled_dW2": scaled.W2,
        "W2_new": new.W2,
        "scaled_db1": scaled.b1,
        "b1_new": new.b1,
        "scaled_dW1": scaled.W1,
        "W1_new": new.W1,
    }
