"""The network in PyTorch, written from its own parts, with its own gradient and its own optimiser."""

from typing import Any

import torch

from nnlib.network import Array, Parameters


def loss(theta: list[Any], x: Any, labels: Any) -> Any:
    """Rows are examples here. The biases are vectors, and a label is the number of its class."""
    W1, b1, W2, b2 = theta
    Z1 = torch.nn.functional.linear(x, W1, b1)
    H = torch.relu(Z1) + torch.sin(Z1)
    Z2 = torch.nn.functional.linear(H, W2, b2)
    return torch.nn.functional.cross_entropy(Z2, labels)


def tensors(params: Parameters, x: Array, y: Array) -> tuple[list[Any], Any, Any]:
    """What nnlib has as columns, as PyTorch wants it."""
    W1, b1, W2, b2 = params
    theta = [torch.tensor(part, requires_grad=True) for part in (W1, b1[:, 0], W2, b2[:, 0])]
    return theta, torch.tensor(x.T), torch.tensor(y.argmax(axis=0))


def arrays(theta: list[Any]) -> Parameters:
    """And back."""
    W1, b1, W2, b2 = (part.detach().numpy().copy() for part in theta)
    return Parameters(W1, b1[:, None], W2, b2[:, None])


def step(params: Parameters, x: Array, y: Array, learning_rate: float) -> tuple[Array, Parameters, Parameters]:
    """The loss, the gradients, and the parameters after one step of SGD."""
    theta, rows, labels = tensors(params, x, y)
    optimiser = torch.optim.SGD(theta, lr=learning_rate)
    value = loss(theta, rows, labels)
    value.backward()
    gradients = arrays([part.grad for part in theta])
    optimiser.step()
    return value.detach().numpy(), gradients, arrays(theta)
