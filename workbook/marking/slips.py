"""The slips that people make. Each replaces one step of the computation by another that is easily taken for it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from nnlib import Parameters, f_prime
from nnlib.network import Array
from nnlib.outputs import Squares
from workbook.marking.expressions import Entry, Expression, Sizes, Structure
from workbook.marking.record import Computation, Quantities, recorded
from workbook.networks import ASSIGNMENT
from workbook.quantities import results_of


class Slip(NamedTuple):
    """What went wrong, in a few words, and what to do."""

    name: str
    advice: str


class SlipAt(NamedTuple):
    """How a slip shows: the step, and what is worked there instead. `hinge` decides between branches, if there are.

    One that `is_single` can occur in some entries of the step and not in the others. A slip of the rate, say, cannot,
    and is named where it explains all that is wrong. `reads` is the quantity that is read as a table of another shape,
    and that shape by the letters of `Sizes`; it may be the step itself.
    """

    slip: Slip
    step: str
    run: Computation
    hinge: str = "Z1"
    is_single: bool = True
    reads: tuple[str, str] = ("", "")

    def record(self, structure: Structure) -> dict[Entry, Expression]:
        """The step as this slip has it."""
        return recorded(self.run, self.step, self.hinge, structure)


DEGREE = math.pi / 180

NO_BIAS = Slip("no bias", "Add the bias after the products.")
RELU_ONLY = Slip("ReLU only", "f(z) is ReLU(z) plus sin(z).")
SIN_ONLY = Slip("sin only", "Above 0, f(z) is z plus sin(z).")
DEGREES = Slip("degrees for radians", "Set the calculator to radians.")
NOT_NORMALISED = Slip("softmax not normalised", "Divide each exponential by their sum.")
BASE_TEN = Slip("loss with logarithm base 10", "The loss takes the natural logarithm.")
Y_MINUS_Y_HAT = Slip("y - ŷ", "It is ŷ - y: output minus target.")
NOT_TRANSPOSED = Slip("W2 not transposed", "Going back, take the columns of W2: entry k of W2ᵀδ2 uses column k.")
UPDATED_W2 = Slip("updated W2 used", "The whole gradient is worked with the old parameters.")
NO_COS = Slip("cos forgotten in f'", "The slope of sin is cos: f'(z) is cos(z), plus 1 above 0.")
F_PRIME_AT_H = Slip("f' taken at H", "f' is evaluated at Z1, as f was.")
ALWAYS_ONE = Slip("f' always 1 + cos", "At 0 and below, ReLU is flat, and f'(z) is cos(z) alone.")
NEVER_ONE = Slip("f' always cos", "Above 0, ReLU has slope 1, and f'(z) is 1 + cos(z).")
NO_F_PRIME = Slip("f' forgotten", "Multiply by f'(Z1), entry by entry.")
DH_FOR_DELTA1 = Slip("W2ᵀδ2 taken for δ1", "First multiply by f'(Z1): that gives δ1.")
H_FOR_X = Slip("H for x in the gradient of W1", "W1 multiplies x, so its gradient is δ1 times x.")
OTHER_WAY_ROUND = Slip(
    "outer product the other way round", "Row i belongs to entry i of δ, column j to entry j of the input."
)
ASCENT = Slip("gradient ascent", "Subtract, so that the loss falls.")
NO_RATE = Slip("rate forgotten", "Multiply the gradient by the learning rate.")
RATE_TWICE = Slip("rate applied twice", "Multiply by the learning rate once.")
BIAS_TWICE = Slip("bias added twice", "Each bias is added once.")
TERM_DROPPED = Slip("one product left out", "The sum has a product for each input: count them.")
TIMES_SIN = Slip("ReLU times sin", "f(z) is ReLU(z) plus sin(z): add the two.")
Z1_FOR_H = Slip("Z1 for H", "What leaves the hidden layer is H, after the activation.")
POWER_OF_TEN = Slip("10^z for e^z", "The exponential has base e.")
POWER_OF_TWO = Slip("2^z for e^z", "The exponential has base e.")
EXPONENT_NEGATED = Slip("sign of the exponent", "It is e^z: a logit below 0 gives less than 1, and one above 0 more.")
SUM_OF_LOGITS = Slip("sum of the logits", "Add the exponentials, not Z2.")
OTHER_CLASS = Slip("loss of another class", "Take the probability of the right class, where y is 1.")
BASE_TWO = Slip("loss with logarithm base 2", "The loss takes the natural logarithm.")
NO_TARGET = Slip("target not subtracted", "δ2 is ŷ - y: subtract 1 at the right class.")
SIGMOID_SLOPE = Slip("times ŷ(1 - ŷ)", "With softmax and cross-entropy δ2 is ŷ - y, and nothing multiplies it.")
SIN_FOR_COS = Slip("sin for cos", "The slope of sin is cos.")
COS_SUBTRACTED = Slip("cos subtracted", "The slope of sin is plus cos: f'(z) is cos(z), plus 1 above 0.")
BRANCHES_EXCHANGED = Slip("branches of f' exchanged", "Add 1 above 0, and nothing below.")
SLOPE_AT_H = Slip("ReLU' taken at H", "Whether the 1 is added is decided by Z1, not by H.")
NO_OUTPUT_SLOPE = Slip("slope of the output forgotten", "Multiply the error by the slope of the output's activation.")
SLOPE_ALONE = Slip("slope of the output alone", "Multiply it by the error, ŷ - y.")
F_PRIME_ADDED = Slip("f' added", "Multiply by f'(Z1), entry by entry.")
BIASES_EXCHANGED = Slip("gradients of the biases exchanged", "The gradient of b1 is δ1, and that of b2 is δ2.")
RATE_TEN_TIMES = Slip("rate ten times too large", "Check where the point is in the learning rate.")
RATE_A_TENTH = Slip("rate ten times too small", "Check where the point is in the learning rate.")
SIGN_LOST = Slip("sign of a product lost", "Minus times minus is plus, and plus times minus is minus.")
DIGITS_EXCHANGED = Slip("two digits exchanged", "Compare with your note, digit by digit.")
ENTRIES_EXCHANGED = Slip("two entries exchanged", "Each of these numbers belongs in the other's place.")
OWN_SIGN_LOST = Slip("sign lost", "The size is right: work out the sign again.")
LINE_MISTAKEN = Slip("another row or column", "Check which row, and which column, this entry is worked from.")
CUT_OFF = Slip("cut off, not rounded", "Where the first digit left out is 5 or more, the last one kept goes up.")
TWO_DECIMALS = Slip("worked from two decimals", "Keep all the decimals of the lines before.")
THREE_DECIMALS = Slip("worked from three decimals", "Keep all the decimals of the lines before.")
MISCOPIED = Slip("a number copied wrongly", "")

SHORT = {2: TWO_DECIMALS, 3: THREE_DECIMALS}
"""By how many decimals an earlier result was taken with."""

HABITS = (*SHORT.values(), CUT_OFF)
"""Habits: made throughout a sheet, or not at all."""

PATTERNS = {
    TWO_DECIMALS: "",
    THREE_DECIMALS: "",
    CUT_OFF: "cut",
    LINE_MISTAKEN: "line",
    OWN_SIGN_LOST: "ownSign",
    ENTRIES_EXCHANGED: "entries",
    DIGITS_EXCHANGED: "digits",
    MISCOPIED: "miscopied",
}
"""The slips that have no formula of their own, and what the page calls them."""

LINES = {"Z1": ("W1",), "Z2": ("W2",), "dW2": ("delta2", "H"), "dH": ("W2",), "dW1": ("delta1", "x")}
"""By step, the quantities of which one row or column is easily taken for another."""


@cache
def slips_at(structure: Structure) -> tuple[SlipAt, ...]:
    """Every way in which a slip can show in a problem of this structure."""
    sizes, _, network = structure
    if network == ASSIGNMENT and sizes.N == 1:
        return version_1(sizes) + _later(sizes)
    return common_slips(structure)


@cache
def common_slips(structure: Structure) -> tuple[SlipAt, ...]:
    """The slips that are looked for in every network but the assignment's with a single example."""
    sizes, _, network = structure
    steps = results_of(network)
    every = _of_any_network(sizes)
    if network.hidden != "none":
        every += _of_hidden(network.biases)
    if network.has_squares and network.output != "linear":
        every += _of_squares(network.squares)
    else:
        every += _of_the_error(2 if network.loss == "squares" else 1, network.judged.divisor(sizes.N))
    return tuple(each for each in every if each.step in steps)


@cache
def version_1(sizes: Sizes) -> tuple[SlipAt, ...]:
    """The slips that decide which problems are good. They stay as they are, so that a number keeps its problem."""
    D, K, C, _ = sizes
    return (
        SlipAt(NO_BIAS, "Z1", lambda s: s.W1 @ s.x),
        *(SlipAt(SIGN_LOST, "Z1", _flipped("x", j, lambda s: s.W1 @ s.x + s.b1)) for j in range(D)),
        SlipAt(DEGREES, "sin_Z1", lambda s: np.sin(s.Z1 * DEGREE)),
        SlipAt(RELU_ONLY, "H", lambda s: np.maximum(s.Z1, 0)),
        SlipAt(SIN_ONLY, "H", lambda s: s.sin_Z1),
        SlipAt(NO_BIAS, "Z2", lambda s: s.W2 @ s.H),
        *(SlipAt(SIGN_LOST, "Z2", _flipped("H", k, lambda s: s.W2 @ s.H + s.b2)) for k in range(K)),
        SlipAt(NOT_NORMALISED, "y_hat", lambda s: s.e_Z2),
        SlipAt(BASE_TEN, "loss", lambda s: -np.log(s.y_hat.T[s.y.T == 1]) / math.log(10)),
        SlipAt(Y_MINUS_Y_HAT, "delta2", lambda s: s.y - s.y_hat),
        _other_way_round("dW2", "KC", lambda s: s.H @ s.delta2.T, sizes),
        SlipAt(SIGN_LOST, "dW2", lambda s: -(s.delta2 @ s.H.T)),
        _misread(NOT_TRANSPOSED, "dH", ("W2", "KC"), lambda s: s.W2 @ s.delta2, sizes),
        SlipAt(UPDATED_W2, "dH", lambda s: (s.W2 - s.learning_rate * s.dW2).T @ s.delta2),
        *(SlipAt(SIGN_LOST, "dH", _flipped("delta2", c, lambda s: s.W2.T @ s.delta2)) for c in range(C)),
        SlipAt(DEGREES, "cos_Z1", lambda s: np.cos(s.Z1 * DEGREE)),
        SlipAt(F_PRIME_AT_H, "cos_Z1", lambda s: np.cos(s.H)),
        SlipAt(F_PRIME_AT_H, "f_prime", lambda s: f_prime(s.H), hinge="H"),
        SlipAt(NO_COS, "f_prime", lambda s: s.Z1 > 0),
        SlipAt(ALWAYS_ONE, "f_prime", lambda s: 1 + s.cos_Z1),
        SlipAt(NEVER_ONE, "f_prime", lambda s: s.cos_Z1),
        SlipAt(NO_F_PRIME, "delta1", lambda s: s.dH),
        SlipAt(SIGN_LOST, "delta1", lambda s: -(s.dH * s.f_prime)),
        SlipAt(DH_FOR_DELTA1, "dW1", lambda s: s.dH @ s.x.T),
        _misread(H_FOR_X, "dW1", ("H", "DN"), lambda s: s.delta1 @ s.H.T, sizes),
        _other_way_round("dW1", "DK", lambda s: s.x @ s.delta1.T, sizes),
        SlipAt(SIGN_LOST, "dW1", lambda s: -(s.delta1 @ s.x.T)),
        SlipAt(DH_FOR_DELTA1, "db1", lambda s: s.dH),
        *(each for theta in Parameters._fields for each in _at_the_update(theta)),
    )


def _at_the_update(theta: str) -> Iterator[SlipAt]:
    slope, scaled, new = f"d{theta}", f"scaled_d{theta}", f"{theta}_new"
    yield SlipAt(NO_RATE, scaled, lambda s: s[slope], is_single=False)
    yield SlipAt(RATE_TWICE, scaled, lambda s: s.learning_rate * (s.learning_rate * s[slope]), is_single=False)
    yield SlipAt(SIGN_LOST, scaled, lambda s: -(s.learning_rate * s[slope]))
    yield SlipAt(ASCENT, new, lambda s: s[theta] + s[scaled], is_single=False)
    yield SlipAt(NO_RATE, new, lambda s: s[theta] - s[slope], is_single=False)
    yield SlipAt(RATE_TWICE, new, lambda s: s[theta] - s.learning_rate * s[scaled], is_single=False)


def _misread(slip: Slip, step: str, reads: tuple[str, str], run: Computation, sizes: Sizes) -> SlipAt:
    """A slip of reading a quantity, row by row, as a table of another shape."""
    name, shape = reads[0], [getattr(sizes, letter) for letter in reads[1]]
    return SlipAt(slip, step, lambda s: run(Quantities(s | {name: np.resize(s[name], shape)})), reads=reads)


def _other_way_round(step: str, shape: str, run: Computation, sizes: Sizes) -> SlipAt:
    """The outer product with rows and columns exchanged, written row by row into the step."""
    columns, rows = (getattr(sizes, letter) for letter in shape)
    return SlipAt(OTHER_WAY_ROUND, step, lambda s: run(s).reshape(rows, columns), reads=(step, shape))


def _flipped(name: str, index: int, run: Computation) -> Computation:
    """The computation with the sign lost wherever one entry of a vector is a factor."""

    def with_sign_lost(s: Quantities) -> Array:
        flipped = s[name].copy()
        flipped[index] = -flipped[index]
        return run(Quantities(s | {name: flipped}))

    return with_sign_lost


@cache
def _later(sizes: Sizes) -> tuple[SlipAt, ...]:
    """The slips that were added later. They decide nothing but marks."""
    D, K, C, _ = sizes
    return (
        SlipAt(BIAS_TWICE, "Z1", lambda s: s.W1 @ s.x + s.b1 + s.b1),
        *(SlipAt(TERM_DROPPED, "Z1", _dropped("x", j, lambda s: s.W1 @ s.x + s.b1)) for j in range(D)),
        SlipAt(TIMES_SIN, "H", lambda s: np.maximum(s.Z1, 0) * s.sin_Z1),
        SlipAt(Z1_FOR_H, "Z2", lambda s: s.W2 @ s.Z1 + s.b2),
        SlipAt(BIAS_TWICE, "Z2", lambda s: s.W2 @ s.H + s.b2 + s.b2),
        *(SlipAt(TERM_DROPPED, "Z2", _dropped("H", k, lambda s: s.W2 @ s.H + s.b2)) for k in range(K)),
        SlipAt(POWER_OF_TEN, "e_Z2", lambda s: np.exp(s.Z2 * math.log(10))),
        SlipAt(POWER_OF_TWO, "e_Z2", lambda s: np.exp(s.Z2 * math.log(2))),
        SlipAt(EXPONENT_NEGATED, "e_Z2", lambda s: np.exp(-s.Z2)),
        SlipAt(SUM_OF_LOGITS, "sum_e_Z2", lambda s: s.Z2.sum()),
        *(SlipAt(OTHER_CLASS, "loss", _loss_of_another(c)) for c in range(1, C)),
        SlipAt(BASE_TWO, "loss", lambda s: -np.log(s.y_hat.T[s.y.T == 1]) / math.log(2)),
        SlipAt(NO_TARGET, "delta2", lambda s: s.y_hat),
        SlipAt(SIGMOID_SLOPE, "delta2", lambda s: (s.y_hat - s.y) * s.y_hat * (1 - s.y_hat)),
        SlipAt(Z1_FOR_H, "dW2", lambda s: s.delta2 @ s.Z1.T),
        *(SlipAt(TERM_DROPPED, "dH", _dropped("delta2", c, lambda s: s.W2.T @ s.delta2)) for c in range(C)),
        SlipAt(SIN_FOR_COS, "cos_Z1", lambda s: np.sin(s.Z1)),
        SlipAt(SIN_FOR_COS, "f_prime", lambda s: (s.Z1 > 0) + s.sin_Z1),
        SlipAt(COS_SUBTRACTED, "f_prime", lambda s: (s.Z1 > 0) - s.cos_Z1),
        SlipAt(BRANCHES_EXCHANGED, "f_prime", lambda s: (s.Z1 <= 0) + s.cos_Z1, is_single=False),
        SlipAt(SLOPE_AT_H, "f_prime", lambda s: (s.H > 0) + s.cos_Z1, hinge="H"),
        SlipAt(F_PRIME_ADDED, "delta1", lambda s: s.dH + s.f_prime),
        _misread(BIASES_EXCHANGED, "db1", ("delta2", "KN"), lambda s: s.delta2, sizes),
        _misread(BIASES_EXCHANGED, "scaled_db2", ("db1", "CN"), lambda s: s.learning_rate * s.db1, sizes),
        _misread(BIASES_EXCHANGED, "scaled_db1", ("db2", "KN"), lambda s: s.learning_rate * s.db2, sizes),
        *(each for theta in Parameters._fields for each in _with_the_point_moved(theta)),
    )


def _with_the_point_moved(theta: str) -> Iterator[SlipAt]:
    slope, scaled, new = f"d{theta}", f"scaled_d{theta}", f"{theta}_new"
    yield SlipAt(RATE_TEN_TIMES, scaled, lambda s: (s.learning_rate * 10) * s[slope], is_single=False)
    yield SlipAt(RATE_A_TENTH, scaled, lambda s: (s.learning_rate / 10) * s[slope], is_single=False)
    yield SlipAt(RATE_TEN_TIMES, new, lambda s: s[theta] - s[scaled] * 10, is_single=False)
    yield SlipAt(RATE_A_TENTH, new, lambda s: s[theta] - s[scaled] / 10, is_single=False)


def _loss_of_another(distance: int) -> Computation:
    return lambda s: -np.log(s.y_hat.T[np.roll(s.y, distance, axis=0).T == 1])


def _dropped(name: str, index: int, run: Computation) -> Computation:
    """The computation without one entry of a vector."""

    def with_one_left_out(s: Quantities) -> Array:
        left = s[name].copy()
        left[index] = 0
        return run(Quantities(s | {name: left}))

    return with_one_left_out


@cache
def _of_any_network(sizes: Sizes) -> tuple[SlipAt, ...]:
    """The slips that do not depend on what the layers do."""
    D, K, C, N = sizes
    one_example = (
        _other_way_round("dW2", "KC", lambda s: s.H @ s.delta2.T, sizes),
        _misread(NOT_TRANSPOSED, "dH", ("W2", "KC"), lambda s: s.W2 @ s.delta2, sizes),
        _misread(H_FOR_X, "dW1", ("H", "DN"), lambda s: s.delta1 @ s.H.T, sizes),
        _other_way_round("dW1", "DK", lambda s: s.x @ s.delta1.T, sizes),
    )
    return (
        SlipAt(NO_BIAS, "Z1", lambda s: s.W1 @ s.x),
        *(SlipAt(TERM_DROPPED, "Z1", _dropped("x", j, lambda s: s.W1 @ s.x + _bias(s, "b1"))) for j in range(D)),
        SlipAt(NO_BIAS, "Z2", lambda s: s.W2 @ s.H),
        *(SlipAt(TERM_DROPPED, "Z2", _dropped("H", k, lambda s: s.W2 @ s.H + _bias(s, "b2"))) for k in range(K)),
        SlipAt(UPDATED_W2, "dH", lambda s: (s.W2 - s.learning_rate * s.dW2).T @ s.delta2),
        *(SlipAt(TERM_DROPPED, "dH", _dropped("delta2", c, lambda s: s.W2.T @ s.delta2)) for c in range(C)),
        *(one_example if N == 1 else ()),
        *(each for theta in Parameters._fields for each in _at_the_update(theta)),
        *(each for theta in Parameters._fields for each in _with_the_point_moved(theta)),
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
    """The biases of a layer, or a plain 0, where there are none."""
    return s.get(name, 0)


@cache
def _of_squares(squares: Squares) -> tuple[SlipAt, ...]:
    """The slips of an output with a slope whose loss is made of squares."""
    return (
        SlipAt(Y_MINUS_Y_HAT, "error", lambda s: squares.f_prime(s.y, s.y_hat)),
        SlipAt(NO_OUTPUT_SLOPE, "delta2", lambda s: s.error),
        SlipAt(SLOPE_ALONE, "delta2", lambda s: s.slope2),
    )


@cache
def _of_the_error(factor: int, divisor: int) -> tuple[SlipAt, ...]:
    """The slips of an output whose δ2 is a multiple of the error, divided by the count of examples for a mean."""
    return (SlipAt(Y_MINUS_Y_HAT, "delta2", lambda s: factor * (s.y - s.y_hat) / divisor),)
