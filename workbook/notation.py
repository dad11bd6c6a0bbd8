"""Every symbol of the book: what it means, its name in the code, its shape, and where it is defined."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from IPython.display import Markdown

from nnlib import Parameters, assignment, backward, cross_entropy, forward, sgd_step
from nnlib.assignment import Givens
from nnlib.latex import SYMBOLS, symbol

SIZES = {"D": 5, "K": 4, "C": 3, "N": 2}
"""A network whose sizes all differ, so that a shape tells which is which."""


class Entry(NamedTuple):
    """What a symbol means, the code that gives its value, and the label where it is defined."""

    meaning: str
    code: str
    label: str


NOTATION = {
    "x": Entry("input, one column an example", "x", "problem"),
    "y": Entry("target, one-hot", "y", "problem"),
    "W1": Entry("weights of the hidden layer", "params.W1", "problem"),
    "b1": Entry("biases of the hidden layer", "params.b1", "problem"),
    "W2": Entry("weights of the output layer", "params.W2", "problem"),
    "b2": Entry("biases of the output layer", "params.b2", "problem"),
    "learning_rate": Entry("learning rate", "learning_rate", "problem"),
    "Z1": Entry("hidden layer before its activation", "trace.Z1", "eq-z1"),
    "sin_Z1": Entry("sine in the activation", "np.sin(trace.Z1)", "eq-h"),
    "H": Entry("hidden layer", "trace.H", "eq-h"),
    "Z2": Entry("logits: output layer before the softmax", "trace.Z2", "eq-z2"),
    "e_Z2": Entry("exponentials in the softmax", "trace.e_Z2", "eq-yhat"),
    "sum_e_Z2": Entry("sum of the exponentials, over the classes", "trace.sum_e_Z2", "eq-yhat"),
    "y_hat": Entry("probabilities of the classes", "trace.y_hat", "eq-yhat"),
    "loss": Entry("loss, cross-entropy", "cross_entropy(trace, y)", "eq-loss"),
    "delta2": Entry("gradient with respect to the logits", "back.delta2", "eq-delta2"),
    "dW2": Entry("gradient with respect to the output weights", "back.dW2", "eq-dw2"),
    "db2": Entry("gradient with respect to the output biases", "back.db2", "eq-db2"),
    "dH": Entry("gradient with respect to the hidden layer", "back.dH", "eq-dh"),
    "cos_Z1": Entry("cosine in the slope", "np.cos(trace.Z1)", "eq-fprime"),
    "f_prime": Entry("slope of the activation", "back.f_prime", "eq-fprime"),
    "delta1": Entry("gradient with respect to the hidden layer before its activation", "back.delta1", "eq-delta1"),
    "dW1": Entry("gradient with respect to the hidden weights", "back.dW1", "eq-dw1"),
    "db1": Entry("gradient with respect to the hidden biases", "back.db1", "eq-dw1"),
    "scaled_dW1": Entry("step for the hidden weights", "learning_rate * back.dW1", "eq-sgd"),
    "scaled_db1": Entry("step for the hidden biases", "learning_rate * back.db1", "eq-sgd"),
    "scaled_dW2": Entry("step for the output weights", "learning_rate * back.dW2", "eq-sgd"),
    "scaled_db2": Entry("step for the output biases", "learning_rate * back.db2", "eq-sgd"),
    "W1_new": Entry("hidden weights after the step", "new.W1", "eq-sgd"),
    "b1_new": Entry("hidden biases after the step", "new.b1", "eq-sgd"),
    "W2_new": Entry("output weights after the step", "new.W2", "eq-sgd"),
    "b2_new": Entry("output biases after the step", "new.b2", "eq-sgd"),
}


def values(givens: Givens) -> dict[str, Any]:
    """What each entry's code gives for a problem."""
    params, x, y, learning_rate = givens
    trace = forward(params, x)
    back = backward(params, trace, y)
    names = {
        "params": params,
        "x": x,
        "y": y,
        "learning_rate": learning_rate,
        "trace": trace,
        "back": back,
        "new": sgd_step(params, back.gradients, learning_rate),
        "cross_entropy": cross_entropy,
        "np": np,
    }
    return {name: eval(entry.code, names) for name, entry in NOTATION.items()}


def shapes() -> dict[str, str]:
    """Each symbol's shape in letters, read off arrays."""
    letters = {size: letter for letter, size in SIZES.items()} | {1: "1"}
    D, K, C, N = SIZES.values()
    params = Parameters(np.ones((K, D)), np.ones((K, 1)), np.ones((C, K)), np.ones((C, 1)))
    found = values(Givens(params, np.ones((D, N)), np.eye(C)[:, :N], 1.0))
    return {name: _tuple(letters[size] for size in np.shape(value)) for name, value in found.items()}


def notation() -> Markdown:
    """For a notebook: the table of all symbols.

    Raises: KeyError for a symbol that has no entry.
    """
    letters, on_paper = shapes(), values(assignment.givens())
    head = ["symbol", "meaning", "in the code", "shape", "on paper", "defined in"]
    rows = [head, ["---"] * len(head)]
    for name in SYMBOLS:
        meaning, code, label = NOTATION[name]
        where = f"{{eq}}`{label}`" if label.startswith("eq-") else f"{{ref}}`givens <{label}>`"
        paper = _tuple(map(str, np.shape(on_paper[name])))
        rows.append([f"${symbol(name)}$", meaning, f"`{code}`", letters[name], paper, where])
    return Markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))  # type: ignore[no-untyped-call]


def _tuple(sizes: Iterable[str]) -> str:
    """A shape, as NumPy writes it; a number alone has none."""
    match list(sizes):
        case []:
            return "a number"
        case [size]:
            return f"$({size},)$"
        case several:
            return f"$({', '.join(several)})$"
