"""The one table of quantities: every number of the book, in the order of the work, from what is given to the update."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from nnlib import backward, forward, sgd_step, softmax
from nnlib.assignment import Givens
from nnlib.network import Array, Function, loss
from workbook.networks import ASSIGNMENT, GIVEN, Network
from workbook.symbols import Piece, Symbol


class Quantity(NamedTuple):
    """How a quantity is written, what it means, how it is read from a run, where it is defined, and its colour.

    `code` is an expression in the names that `work_through` gives; `label` is a label in the book; `colour` is a name
    in the palette.
    """

    symbol: Symbol
    meaning: str
    code: str
    label: str
    colour: str = ""


def _gradient(letter: str, layer: str) -> Symbol:
    return Symbol(letter, layer, r"\frac{\partial L}{\partial {}}", (Piece("∂L/∂"),))


def _scaled(letter: str, layer: str) -> Symbol:
    return Symbol(letter, layer, r"\alpha \frac{\partial L}{\partial {}}", (Piece("α ∂L/∂"),))


def _new(letter: str, layer: str) -> Symbol:
    return Symbol(letter, layer, r"{}^{\text{new}}", after=(Piece("new", "^"),))


SIN_Z1, COS_Z1 = (Symbol("Z", "1", rf"\{wave} {{}}", (Piece(f"{wave} "),)) for wave in ("sin", "cos"))
SUM = Symbol("Z", "2", r"\sum_j e^{{}}", (Piece("Σ"), Piece("j", "_"), Piece(" e")), script="^", fixed="j")
ERROR = Symbol("ŷ", around=r"\frac{\partial L_i}{\partial {}}", before=(Piece("∂L"), Piece("i", "_"), Piece("/∂")))
SLOPE2 = Symbol("Z", "2", "g'({})", (Piece("g'("),), (Piece(")"),))
BACK_TO_H = (Piece("(W"), Piece("2", "_"), Piece("⊤", "^"), Piece(" δ"), Piece("2", "_"), Piece(")"))

QUANTITIES = {
    "W1": Quantity(Symbol("W", "1"), "weights of the hidden layer", "params.W1", "problem", "W1"),
    "b1": Quantity(Symbol("b", "1"), "biases of the hidden layer", "params.b1", "problem", "W1"),
    "W2": Quantity(Symbol("W", "2"), "weights of the output layer", "params.W2", "problem", "W2"),
    "b2": Quantity(Symbol("b", "2"), "biases of the output layer", "params.b2", "problem", "W2"),
    "x": Quantity(Symbol("x"), "input, one column per example", "x", "problem", "x"),
    "y": Quantity(Symbol("y"), "target", "y", "problem"),
    "learning_rate": Quantity(Symbol("α", fixed=""), "learning rate", "learning_rate", "problem"),
    "Z1": Quantity(Symbol("Z", "1"), "hidden layer before its activation", "trace.Z1", "eq-z1", "Z1"),
    "sin_Z1": Quantity(SIN_Z1, "sine in the activation", "np.sin(trace.Z1)", "eq-h"),
    "H": Quantity(Symbol("H"), "hidden layer", "trace.H", "eq-h", "H"),
    "Z2": Quantity(Symbol("Z", "2"), "logits: output layer before its activation", "trace.Z2", "eq-z2", "Z2"),
    "e_Z2": Quantity(
        Symbol("Z", "2", "e^{{}}", (Piece("e"),), script="^"),
        "exponentials in the softmax",
        "softmax(trace.Z2)[0]",
        "eq-yhat",
    ),
    "sum_e_Z2": Quantity(SUM, "sum of the exponentials, over the classes", "softmax(trace.Z2)[1]", "eq-yhat"),
    "y_hat": Quantity(Symbol("ŷ"), "output layer", "trace.y_hat", "eq-yhat", "y_hat"),
    "error": Quantity(
        ERROR, "slope of what each output adds to the loss", "network.squares.f_prime(trace.y_hat, y)", "eq-delta2"
    ),
    "losses": Quantity(
        Symbol("L", whole="i"), "what each output adds to the loss", "network.judged.losses(trace, y)", "eq-loss"
    ),
    "loss": Quantity(Symbol("L", fixed=""), "loss", "cross_entropy(trace, y)", "eq-loss"),
    "slope2": Quantity(
        SLOPE2, "slope of the output's activation", "network.output_activation.f_prime(trace.Z2)", "eq-delta2"
    ),
    "delta2": Quantity(Symbol("δ", "2"), "gradient with respect to the logits", "back.delta2", "eq-delta2", "delta"),
    "dW2": Quantity(_gradient("W", "2"), "gradient with respect to the output weights", "back.dW2", "eq-dw2"),
    "db2": Quantity(_gradient("b", "2"), "gradient with respect to the output biases", "back.db2", "eq-db2"),
    "dH": Quantity(
        Symbol("", "", r"(W_2^\top \delta_2){}", BACK_TO_H),
        "gradient with respect to the hidden layer",
        "back.dH",
        "eq-dh",
    ),
    "cos_Z1": Quantity(COS_Z1, "cosine in the slope", "np.cos(trace.Z1)", "eq-fprime"),
    "f_prime": Quantity(
        Symbol("Z", "1", "f'({})", (Piece("f'("),), (Piece(")"),)),
        "slope of the activation",
        "back.f_prime",
        "eq-fprime",
    ),
    "delta1": Quantity(
        Symbol("δ", "1"),
        "gradient with respect to the hidden layer before its activation",
        "back.delta1",
        "eq-delta1",
        "delta",
    ),
    "dW1": Quantity(_gradient("W", "1"), "gradient with respect to the hidden weights", "back.dW1", "eq-dw1"),
    "db1": Quantity(_gradient("b", "1"), "gradient with respect to the hidden biases", "back.db1", "eq-dw1"),
    "scaled_db2": Quantity(_scaled("b", "2"), "step for the output biases", "learning_rate * back.db2", "eq-sgd"),
    "b2_new": Quantity(_new("b", "2"), "output biases after the step", "new.b2", "eq-sgd", "W2"),
    "scaled_dW2": Quantity(_scaled("W", "2"), "step for the output weights", "learning_rate * back.dW2", "eq-sgd"),
    "W2_new": Quantity(_new("W", "2"), "output weights after the step", "new.W2", "eq-sgd", "W2"),
    "scaled_db1": Quantity(_scaled("b", "1"), "step for the hidden biases", "learning_rate * back.db1", "eq-sgd"),
    "b1_new": Quantity(_new("b", "1"), "hidden biases after the step", "new.b1", "eq-sgd", "W1"),
    "scaled_dW1": Quantity(_scaled("W", "1"), "step for the hidden weights", "learning_rate * back.dW1", "eq-sgd"),
    "W1_new": Quantity(_new("W", "1"), "hidden weights after the step", "new.W1", "eq-sgd", "W1"),
}

GIVENS = tuple(name for name, quantity in QUANTITIES.items() if quantity.label == "problem")
COLOURS = {name: quantity.colour for name, quantity in QUANTITIES.items() if quantity.colour}


def results_of(network: Network) -> tuple[str, ...]:
    """The results for which a sheet of this network has lines, in order."""
    without = set(GIVENS)
    if network.hidden != "relu + sin":
        without |= {"sin_Z1", "cos_Z1"}
    if network.hidden == "none":
        without |= {"f_prime"}
    without |= {"losses"} if network.output == "softmax" else {"e_Z2", "sum_e_Z2"}
    if not network.has_squares or network.output == "linear":
        without |= {"error", "slope2"}
    if network.biases in ("not updated", "none"):
        without |= {f"{kind}{layer}" for layer in "12" for kind in ("db", "scaled_db")} | {"b1_new", "b2_new"}
    return tuple(name for name in QUANTITIES if name not in without)


def work_through(
    givens: Givens, network: Network = ASSIGNMENT, own: Callable[[str, Function], Function] = lambda _, f: f
) -> dict[str, Any]:
    """Work out a problem. The result has the names that the code of each quantity uses.

    `own` may replace the functions that give H and y_hat. A layer without an activation copies its entries, and a
    record replaces these two functions to tell a copy from the number that it copies.
    """
    params, x, y, learning_rate = givens
    output = network.judged._replace(f=own("y_hat", network.judged.f))
    trace = forward(params, x, own("H", network.activation.f), output)
    back = backward(params, trace, y, network.activation.f_prime, output)
    if network.biases == "shared":
        back = back._replace(db1=_summed(back.db1), db2=_summed(back.db2))
    new = sgd_step(params, back.gradients, learning_rate)
    return {**givens._asdict(), "trace": trace, "back": back, "new": new, "network": network}


def _summed(db: Array) -> Array:
    """The gradient of a bias that all units of a layer share, repeated for each unit."""
    return np.repeat(db.sum(axis=0, keepdims=True), len(db), axis=0)


def value(name: str, worked: Mapping[str, Any]) -> Any:
    """A quantity of a run, from the table's code. In that code `cross_entropy` means the network's own loss."""
    its_loss = partial(loss, output=worked["network"].judged)
    return eval(QUANTITIES[name].code, {"np": np, "softmax": softmax, "cross_entropy": its_loss}, dict(worked))


RESULTS = results_of(GIVEN)
