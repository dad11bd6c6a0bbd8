"""The network in PyTorch, built from PyTorch's own parts, with its own gradient and its own optimiser."""

from collections.abc import Callable
from typing import Any

import torch

from nnlib.network import Array, Parameters
from nnlib.outputs import OUTPUTS

functional = torch.nn.functional

HIDDEN: dict[str, Callable[[Any], Any]] = {
    "relu + sin": lambda z: torch.relu(z) + torch.sin(z),
    "relu": torch.relu,
    "leaky relu": functional.leaky_relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "none": lambda z: z,
}


def _squares(f: Callable[[Any], Any], factor: float) -> Callable[[Any, Any], Any]:
    """The mean over the examples: PyTorch's own mean would be over the entries."""
    return lambda z, y: factor * functional.mse_loss(f(z), y, reduction="sum") / len(y)


OUTPUT: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("softmax", "cross-entropy"): functional.cross_entropy,
    ("sigmoid", "binary cross-entropy"): lambda z, y: (
        functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(y)
    ),
    **{
        (name, f"{prefix}squares"): _squares(f, factor)
        for name, f in (("linear", HIDDEN["none"]), ("sigmoid", torch.sigmoid), ("tanh", torch.tanh))
        for prefix, factor in (("half ", 0.5), ("", 1.0))
    },
}
"""The loss as a function of logits and targets, under the names that nnlib uses for the pair."""


def loss(
    theta: list[Any],
    x: Any,
    target: Any,
    hidden: str = "relu + sin",
    pair: tuple[str, str] = ("softmax", "cross-entropy"),
) -> Any:
    """Rows are examples here. The biases are vectors, and a softmax's target is the number of the right class."""
    W1, b1, W2, b2 = theta
    H = HIDDEN[hidden](functional.linear(x, W1, b1))
    return OUTPUT[pair](functional.linear(H, W2, b2), target)


def tensors(
    params: Parameters, x: Array, y: Array, pair: tuple[str, str] = ("softmax", "cross-entropy")
) -> tuple[list[Any], Any, Any]:
    """The parameters and the batch as PyTorch needs them: examples are rows, and biases are vectors."""
    W1, b1, W2, b2 = params
    theta = [torch.tensor(part, requires_grad=True) for part in (W1, b1[:, 0], W2, b2[:, 0])]
    target = y.argmax(axis=0) if OUTPUTS[pair].target == "one-hot" else y.T
    return theta, torch.tensor(x.T), torch.tensor(target)


def arrays(theta: list[Any]) -> Parameters:
    """The tensors as parameters of nnlib again."""
    W1, b1, W2, b2 = (part.detach().numpy().copy() for part in theta)
    return Parameters(W1, b1[:, None], W2, b2[:, None])


def step(
    params: Parameters,
    x: Array,
    y: Array,
    learning_rate: float,
    hidden: str = "relu + sin",
    pair: tuple[str, str] = ("softmax", "cross-entropy"),
) -> tuple[Array, Parameters, Parameters]:
    """The loss, the gradients, and the parameters after one step of SGD."""
    theta, rows, target = tensors(params, x, y, pair)
    optimiser = torch.optim.SGD(theta, lr=learning_rate)
    value = loss(theta, rows, target, hidden, pair)
    value.backward()
    gradients = arrays([part.grad for part in theta])
    optimiser.step()
    return value.detach().numpy(), gradients, arrays(theta)
