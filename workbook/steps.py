"""Every result on the sheet, by name, in the order in which a student works them."""

import numpy as np

from nnlib import backward, forward, sgd_step
from nnlib.assignment import Givens
from nnlib.network import Array


def results(givens: Givens) -> dict[str, Array]:
    """The whole sheet of a problem, on the problem's kind of number."""
    params, x, y, learning_rate = givens
    trace = forward(params, x)
    back = backward(params, trace, y)
    new = sgd_step(params, back.gradients, learning_rate)
    return {
        "Z1": trace.Z1,
        "sin_Z1": np.sin(trace.Z1),
        "H": trace.H,
        "Z2": trace.Z2,
        "e_Z2": trace.e_Z2,
        "sum_e_Z2": trace.sum_e_Z2,
        "y_hat": trace.y_hat,
        "delta2": back.delta2,
        "dW2": back.dW2,
        "db2": back.db2,
        "dH": back.dH,
        "cos_Z1": np.cos(trace.Z1),
        "f_prime": back.f_prime,
        "delta1": back.delta1,
        "dW1": back.dW1,
        "db1": back.db1,
        "b2_new": new.b2,
        "W2_new": new.W2,
        "b1_new": new.b1,
        "scaled_dW1": learning_rate * back.dW1,
        "W1_new": new.W1,
    }
