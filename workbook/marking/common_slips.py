"""The slips that marking looks for, except in the assignment's network with a single example."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from nnlib import Parameters
from nnlib.activations import sigmoid_prime, tanh_prime
from nnlib.network import Array
from nnlib.outputs import HALF_SQUARES, SQUARES, cross_entropies
from workbook.marking.assignment_slips import later, version_1
from workbook.marking.expressions import Sizes, Structure
from workbook.marking.record import Computation, Quantities
from workbook.marking.slip_at import SlipAt, at_the_update, dropped, misread, other_way_round, with_the_point_moved
from workbook.marking.slips import (
    BASE_TEN,
    BASE_TWO,
    BRANCHES_EXCHANGED,
    DH_FOR_DELTA1,
    DIVIDED,
    F_PRIME_ADDED,
    F_PRIME_AT_H,
    FACTOR_LEFT_OUT,
    FACTOR_OF_TWO,
    H_FOR_X,
    NO_BIAS,
    NO_F_PRIME,
    NO_LEAK,
    NO_OUTPUT_SLOPE,
    NO_TARGET,
    NOT_DIVIDED,
    NOT_SQUARED,
    NOT_TRANSPOSED,
    OTHER_CLASS,
    OUTCOMES_EXCHANGED,
    SIGMOID_NEGATED,
    SIGMOID_SLOPE,
    SLOPE_1_EVERYWHERE,
    SLOPE_ALONE,
    SLOPE_AT_Z,
    TERM_DROPPED,
    UPDATED_W2,
    Y_MINUS_Y_HAT,
    Z1_FOR_H,
)
from workbook.quantities import results_of


@cache
def common_slips(structure: Structure) -> tuple[SlipAt, ...]:
    """The slips to look for, except in the assignment's network with a single example, sorted by step and name."""
    sizes, _, network = structure
    steps = results_of(network)
    divisors = network.judged.divisor(sizes.N), sizes.N
    every = _of_any_network(sizes) + OF_HIDDEN[network.hidden] + OF_OUTPUT[network.output]
    if network.hidden != "none":
        every += _of_hidden(network.biases)
    if network.has_squares:
        every += _of_squares(network.loss, network.output == "linear", divisors)
    else:
        every += _of_cross_entropy(divisors)
        every += _of_softmax_loss(sizes.C, divisors) if network.output == "softmax" else OF_BINARY_LOSS
    there = (each for each in every if each.step in steps)
    return tuple(sorted(there, key=lambda each: (steps.index(each.step), each.slip.name)))


def _of_the_assignment(*steps: str) -> tuple[SlipAt, ...]:
    """The assignment's slips at these steps. They do not depend on the sizes."""
    sizes = Sizes(1, 1, 2, 1)
    return tuple(each for each in version_1(sizes) + later(sizes) if each.step in steps)


OF_HIDDEN: dict[str, tuple[SlipAt, ...]] = {
    "relu + sin": _of_the_assignment("sin_Z1", "H", "cos_Z1", "f_prime"),
    "relu": (
        SlipAt(BRANCHES_EXCHANGED, "f_prime", lambda s: s.Z1 <= 0, is_single=False),
        SlipAt(SLOPE_1_EVERYWHERE, "f_prime", lambda s: np.ones(s.Z1.shape)),
    ),
    "leaky relu": (
        SlipAt(NO_LEAK, "H", lambda s: np.maximum(s.Z1, 0)),
        SlipAt(NO_LEAK, "f_prime", lambda s: s.Z1 > 0),
    ),
    "sigmoid": (
        SlipAt(SIGMOID_NEGATED, "H", lambda s: 1 / (1 + np.exp(s.Z1))),
        SlipAt(F_PRIME_AT_H, "f_prime", lambda s: sigmoid_prime(s.H)),
        SlipAt(SLOPE_AT_Z, "f_prime", lambda s: s.Z1 * (1 - s.Z1)),
        SlipAt(FACTOR_LEFT_OUT, "f_prime", lambda s: s.H),
        SlipAt(FACTOR_LEFT_OUT, "f_prime", lambda s: 1 - s.H),
    ),
    "tanh": (
        SlipAt(F_PRIME_AT_H, "f_prime", lambda s: tanh_prime(s.H)),
        SlipAt(SLOPE_AT_Z, "f_prime", lambda s: 1 - s.Z1 * s.Z1),
        SlipAt(NOT_SQUARED, "f_prime", lambda s: 1 - s.H),
    ),
    "none": (),
}
"""The slips that belong to each hidden activation."""

OF_OUTPUT: dict[str, tuple[SlipAt, ...]] = {
    "softmax": _of_the_assignment("e_Z2", "sum_e_Z2", "y_hat"),
    "sigmoid": (
        SlipAt(SIGMOID_NEGATED, "y_hat", lambda s: 1 / (1 + np.exp(s.Z2))),
        SlipAt(SLOPE_AT_Z, "slope2", lambda s: s.Z2 * (1 - s.Z2)),
        SlipAt(FACTOR_LEFT_OUT, "slope2", lambda s: s.y_hat),
        SlipAt(FACTOR_LEFT_OUT, "slope2", lambda s: 1 - s.y_hat),
    ),
    "tanh": (
        SlipAt(SLOPE_AT_Z, "slope2", lambda s: 1 - s.Z2 * s.Z2),
        SlipAt(NOT_SQUARED, "slope2", lambda s: 1 - s.y_hat),
    ),
    "linear": (),
}
"""The slips that belong to each output."""


@cache
def _of_any_network(sizes: Sizes) -> tuple[SlipAt, ...]:
    """The slips that do not depend on the activation of a layer."""
    D, K, C, N = sizes
    one_example = (
        other_way_round("dW2", "KC", lambda s: s.H @ s.delta2.T, sizes),
        misread(NOT_TRANSPOSED, "dH", ("W2", "KC"), lambda s: s.W2 @ s.delta2, sizes),
        misread(H_FOR_X, "dW1", ("H", "DN"), lambda s: s.delta1 @ s.H.T, sizes),
        other_way_round("dW1", "DK", lambda s: s.x @ s.delta1.T, sizes),
    )
    return (
        SlipAt(NO_BIAS, "Z1", lambda s: s.W1 @ s.x),
        *(SlipAt(TERM_DROPPED, "Z1", dropped("x", j, lambda s: s.W1 @ s.x + _bias(s, "b1"))) for j in range(D)),
        SlipAt(NO_BIAS, "Z2", lambda s: s.W2 @ s.H),
        *(SlipAt(TERM_DROPPED, "Z2", dropped("H", k, lambda s: s.W2 @ s.H + _bias(s, "b2"))) for k in range(K)),
        SlipAt(UPDATED_W2, "dH", lambda s: (s.W2 - s.learning_rate * s.dW2).T @ s.delta2),
        *(SlipAt(TERM_DROPPED, "dH", dropped("delta2", c, lambda s: s.W2.T @ s.delta2)) for c in range(C)),
        *(one_example if N == 1 else ()),
        *(each for theta in Parameters._fields for each in at_the_update(theta)),
        *(each for theta in Parameters._fields for each in with_the_point_moved(theta)),
    )


@cache
def _of_hidden(biases: str) -> tuple[SlipAt, ...]:
    """The slips of a hidden layer that has an activation."""
    axis = None if biases == "shared" else 1
    return (
        SlipAt(Z1_FOR_H, "Z2", lambda s: s.W2 @ s.Z1 + _bias(s, "b2")),
        SlipAt(Z1_FOR_H, "dW2", lambda s: s.delta2 @ s.Z1.T),
        SlipAt(NO_F_PRIME, "delta1", lambda s: s.dH),
        SlipAt(F_PRIME_ADDED, "delta1", lambda s: s.dH + s.f_prime),
        SlipAt(DH_FOR_DELTA1, "dW1", lambda s: s.dH @ s.x.T),
        SlipAt(DH_FOR_DELTA1, "db1", lambda s: s.dH.sum(axis=axis, keepdims=True)),
    )


def _bias(s: Quantities, name: str) -> Any:
    """The biases of a layer, or 0 if it has none."""
    return s.get(name, 0)


@cache
def _of_squares(loss: str, is_linear: bool, divisors: tuple[int, int]) -> tuple[SlipAt, ...]:
    """The slips with a loss of squared errors. Unless the output is linear, the sheet has a line for the error."""
    squares, other = (HALF_SQUARES, SQUARES) if loss == "half squares" else (SQUARES, HALF_SQUARES)
    divisor, _ = divisors
    every = (SlipAt(FACTOR_OF_TWO, "losses", lambda s: other.f(s.y_hat, s.y)),)
    if is_linear:
        return (
            *every,
            SlipAt(Y_MINUS_Y_HAT, "delta2", lambda s: squares.f_prime(s.y, s.y_hat) / divisor),
            SlipAt(FACTOR_OF_TWO, "delta2", lambda s: other.f_prime(s.y_hat, s.y) / divisor),
            *_of_the_mean(lambda s: squares.f_prime(s.y_hat, s.y), divisors),
        )
    return (
        *every,
        SlipAt(Y_MINUS_Y_HAT, "error", lambda s: squares.f_prime(s.y, s.y_hat)),
        SlipAt(FACTOR_OF_TWO, "error", lambda s: other.f_prime(s.y_hat, s.y)),
        SlipAt(NO_OUTPUT_SLOPE, "delta2", lambda s: s.error / divisor),
        SlipAt(SLOPE_ALONE, "delta2", lambda s: s.slope2 / divisor),
        *_of_the_mean(lambda s: s.error * s.slope2, divisors),
    )


@cache
def _of_cross_entropy(divisors: tuple[int, int]) -> tuple[SlipAt, ...]:
    """The slips in δ2 with either cross-entropy."""
    divisor, _ = divisors
    return (
        SlipAt(Y_MINUS_Y_HAT, "delta2", lambda s: (s.y - s.y_hat) / divisor),
        SlipAt(NO_TARGET, "delta2", lambda s: s.y_hat / divisor),
        SlipAt(SIGMOID_SLOPE, "delta2", lambda s: (s.y_hat - s.y) * s.y_hat * (1 - s.y_hat) / divisor),
        *_of_the_mean(lambda s: s.y_hat - s.y, divisors),
    )


@cache
def _of_softmax_loss(C: int, divisors: tuple[int, int]) -> tuple[SlipAt, ...]:
    """The slips in the loss after a softmax: in the logarithm, or in the class."""
    divisor, _ = divisors
    return (
        SlipAt(BASE_TEN, "loss", lambda s: (cross_entropies(s, s.y) / math.log(10)).sum() / divisor),
        SlipAt(BASE_TWO, "loss", lambda s: (cross_entropies(s, s.y) / math.log(2)).sum() / divisor),
        *(SlipAt(OTHER_CLASS, "loss", _loss_of_class(c, divisor)) for c in range(C)),
    )


def _loss_of_class(c: int, divisor: int) -> Computation:
    return lambda s: -np.log(s.y_hat[c]).sum() / divisor


def _binary_losses(y_hat: Array, y: Array) -> Array:
    return -np.log(np.where(y == 1, y_hat, 1 - y_hat))


OF_BINARY_LOSS = (
    SlipAt(BASE_TEN, "losses", lambda s: _binary_losses(s.y_hat, s.y) / math.log(10)),
    SlipAt(BASE_TWO, "losses", lambda s: _binary_losses(s.y_hat, s.y) / math.log(2)),
    SlipAt(OUTCOMES_EXCHANGED, "losses", lambda s: _binary_losses(s.y_hat, 1 - s.y)),
)
"""The slips in the binary cross-entropy."""


def _of_the_mean(slope: Computation, divisors: tuple[int, int]) -> tuple[SlipAt, ...]:
    """δ2 not divided by the number of examples although the loss is a mean, or divided although the loss is a sum."""
    divisor, N = divisors
    if N == 1:
        return ()
    if divisor == N:
        return (SlipAt(NOT_DIVIDED, "delta2", slope, is_single=False),)
    return (SlipAt(DIVIDED, "delta2", lambda s: slope(s) / N, is_single=False),)
