"""The network in PyTorch, written from its own parts, with its own gradient and its own optimiser."""

import torch

from nnlib.network import Array, Parameters


def step(params: Parameters, x: Array, y: Array, learning_rate: float) -> tuple[Array, Parameters, Parameters]:
    """The loss, the gradients, and the parameters after one step of SGD.

    Columns are examples here; PyTorch wants rows, so inputs and logits are transposed.
    """
    W1, b1, W2, b2 = theta = [torch.tensor(value, requires_grad=True) for value in params]
    Z1 = torch.nn.functional.linear(torch.tensor(x.T), W1, b1[:, 0])
    H = torch.relu(Z1) + torch.sin(Z1)
    Z2 = torch.nn.functional.linear(H, W2, b2[:, 0])
    loss = torch.nn.functional.cross_entropy(Z2, torch.tensor(y.argmax(axis=0)))
    loss.backward()
    gradients = Parameters(*(value.grad.numpy().copy() for value in theta))
    torch.optim.SGD(theta, lr=learning_rate).step()
    return loss.detach().numpy(), gradients, Parameters(*(value.detach().numpy() for value in theta))
