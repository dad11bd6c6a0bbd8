"""The slips in the assignment's network with a single example."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from nnlib import Parameters, f_prime
from workbook.marking.expressions import Sizes
from workbook.marking.record import Computation
from workbook.marking.slip_at import (
    SlipAt,
    at_the_update,
    dropped,
    flipped,
    misread,
    other_way_round,
    with_the_point_moved,
)
from workbook.marking.slips import (
    ALWAYS_ONE,
    BASE_TEN,
    BASE_TWO,
    BIAS_TWICE,
    BIASES_EXCHANGED,
    BRANCHES_EXCHANGED,
    COS_SUBTRACTED,
    DEGREES,
    DH_FOR_DELTA1,
    EXPONENT_NEGATED,
    F_PRIME_ADDED,
    F_PRIME_AT_H,
    H_FOR_X,
    NEVER_ONE,
    NO_BIAS,
    NO_COS,
    NO_F_PRIME,
    NO_TARGET,
    NOT_NORMALISED,
    NOT_TRANSPOSED,
    OTHER_CLASS,
    POWER_OF_TEN,
    POWER_OF_TWO,
    RELU_ONLY,
    SIGMOID_SLOPE,
    SIGN_LOST,
    SIN_FOR_COS,
    SIN_ONLY,
    SLOPE_AT_H,
    SUM_OF_LOGITS,
    TERM_DROPPED,
    TIMES_SIN,
    UPDATED_W2,
    Y_MINUS_Y_HAT,
    Z1_FOR_H,
)

DEGREE = math.pi / 180


@cache
def version_1(sizes: Sizes) -> tuple[SlipAt, ...]:
    """The slips that decide which problems are good. They never change, so that a number keeps its problem."""
    D, K, C, _ = sizes
    return (
        SlipAt(NO_BIAS, "Z1", lambda s: s.W1 @ s.x),
        *(SlipAt(SIGN_LOST, "Z1", flipped("x", j, lambda s: s.W1 @ s.x + s.b1)) for j in range(D)),
        SlipAt(DEGREES, "sin_Z1", lambda s: np.sin(s.Z1 * DEGREE)),
        SlipAt(RELU_ONLY, "H", lambda s: np.maximum(s.Z1, 0)),
        SlipAt(SIN_ONLY, "H", lambda s: s.sin_Z1),
        SlipAt(NO_BIAS, "Z2", lambda s: s.W2 @ s.H),
        *(SlipAt(SIGN_LOST, "Z2", flipped("H", k, lambda s: s.W2 @ s.H + s.b2)) for k in range(K)),
        SlipAt(NOT_NORMALISED, "y_hat", lambda s: s.e_Z2),
        SlipAt(BASE_TEN, "loss", lambda s: -np.log(s.y_hat.T[s.y.T == 1]) / math.log(10)),
        SlipAt(Y_MINUS_Y_HAT, "delta2", lambda s: s.y - s.y_hat),
        other_way_round("dW2", "KC", lambda s: s.H @ s.delta2.T, sizes),
        SlipAt(SIGN_LOST, "dW2", lambda s: -(s.delta2 @ s.H.T)),
        misread(NOT_TRANSPOSED, "dH", ("W2", "KC"), lambda s: s.W2 @ s.delta2, sizes),
        SlipAt(UPDATED_W2, "dH", lambda s: (s.W2 - s.learning_rate * s.dW2).T @ s.delta2),
        *(SlipAt(SIGN_LOST, "dH", flipped("delta2", c, lambda s: s.W2.T @ s.delta2)) for c in range(C)),
        SlipAt(DEGREES, "cos_Z1", lambda s: np.cos(s.Z1 * DEGREE)),
        SlipAt(F_PRIME_AT_H, "cos_Z1", lambda s: np.cos(s.H)),
        SlipAt(F_PRIME_AT_H, "f_prime", lambda s: f_prime(s.H), hinge="H"),
        SlipAt(NO_COS, "f_prime", lambda s: s.Z1 > 0),
        SlipAt(ALWAYS_ONE, "f_prime", lambda s: 1 + s.cos_Z1),
        SlipAt(NEVER_ONE, "f_prime", lambda s: s.cos_Z1),
        SlipAt(NO_F_PRIME, "delta1", lambda s: s.dH),
        SlipAt(SIGN_LOST, "delta1", lambda s: -(s.dH * s.f_prime)),
        SlipAt(DH_FOR_DELTA1, "dW1", lambda s: s.dH @ s.x.T),
        misread(H_FOR_X, "dW1", ("H", "DN"), lambda s: s.delta1 @ s.H.T, sizes),
        other_way_round("dW1", "DK", lambda s: s.x @ s.delta1.T, sizes),
        SlipAt(SIGN_LOST, "dW1", lambda s: -(s.delta1 @ s.x.T)),
        SlipAt(DH_FOR_DELTA1, "db1", lambda s: s.dH),
        *(each for theta in Parameters._fields for each in at_the_update(theta)),
    )


@cache
def later(sizes: Sizes) -> tuple[SlipAt, ...]:
    """The slips that were added later. They affect only the marks."""
    D, K, C, _ = sizes
    return (
        SlipAt(BIAS_TWICE, "Z1", lambda s: s.W1 @ s.x + s.b1 + s.b1),
        *(SlipAt(TERM_DROPPED, "Z1", dropped("x", j, lambda s: s.W1 @ s.x + s.b1)) for j in range(D)),
        SlipAt(TIMES_SIN, "H", lambda s: np.maximum(s.Z1, 0) * s.sin_Z1),
        SlipAt(Z1_FOR_H, "Z2", lambda s: s.W2 @ s.Z1 + s.b2),
        SlipAt(BIAS_TWICE, "Z2", lambda s: s.W2 @ s.H + s.b2 + s.b2),
        *(SlipAt(TERM_DROPPED, "Z2", dropped("H", k, lambda s: s.W2 @ s.H + s.b2)) for k in range(K)),
        SlipAt(POWER_OF_TEN, "e_Z2", lambda s: np.exp(s.Z2 * math.log(10))),
        SlipAt(POWER_OF_TWO, "e_Z2", lambda s: np.exp(s.Z2 * math.log(2))),
        SlipAt(EXPONENT_NEGATED, "e_Z2", lambda s: np.exp(-s.Z2)),
        SlipAt(SUM_OF_LOGITS, "sum_e_Z2", lambda s: s.Z2.sum(axis=0)),
        *(SlipAt(OTHER_CLASS, "loss", _loss_of_another(c)) for c in range(1, C)),
        SlipAt(BASE_TWO, "loss", lambda s: -np.log(s.y_hat.T[s.y.T == 1]) / math.log(2)),
        SlipAt(NO_TARGET, "delta2", lambda s: s.y_hat),
        SlipAt(SIGMOID_SLOPE, "delta2", lambda s: (s.y_hat - s.y) * s.y_hat * (1 - s.y_hat)),
        SlipAt(Z1_FOR_H, "dW2", lambda s: s.delta2 @ s.Z1.T),
        *(SlipAt(TERM_DROPPED, "dH", dropped("delta2", c, lambda s: s.W2.T @ s.delta2)) for c in range(C)),
        SlipAt(SIN_FOR_COS, "cos_Z1", lambda s: np.sin(s.Z1)),
        SlipAt(SIN_FOR_COS, "f_prime", lambda s: (s.Z1 > 0) + s.sin_Z1),
        SlipAt(COS_SUBTRACTED, "f_prime", lambda s: (s.Z1 > 0) - s.cos_Z1),
        SlipAt(BRANCHES_EXCHANGED, "f_prime", lambda s: (s.Z1 <= 0) + s.cos_Z1, is_single=False),
        SlipAt(SLOPE_AT_H, "f_prime", lambda s: (s.H > 0) + s.cos_Z1, hinge="H"),
        SlipAt(F_PRIME_ADDED, "delta1", lambda s: s.dH + s.f_prime),
        misread(BIASES_EXCHANGED, "db1", ("delta2", "KN"), lambda s: s.delta2, sizes),
        misread(BIASES_EXCHANGED, "scaled_db2", ("db1", "CN"), lambda s: s.learning_rate * s.db1, sizes),
        misread(BIASES_EXCHANGED, "scaled_db1", ("db2", "KN"), lambda s: s.learning_rate * s.db2, sizes),
        *(each for theta in Parameters._fields for each in with_the_point_moved(theta)),
    )


def _loss_of_another(distance: int) -> Computation:
    return lambda s: -np.log(s.y_hat.T[np.roll(s.y, distance, axis=0).T == 1])
