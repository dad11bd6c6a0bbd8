"""One training step in each library, as fast as the library can take it: its parameters and batch are in place."""

from collections.abc import Callable
from typing import Any

import autograd
import jax
import torch

from nnlib import backward, forward, sgd_step
from nnlib.activations import ACTIVATIONS
from nnlib.in_place import make_step
from nnlib.network import Array, Parameters
from peers import hips_autograd, pytorch, scikit_learn, with_jax
from peers.floor import floor

RATE = 0.001

StepOnce = Callable[[], Any]
Contender = Callable[..., StepOnce]
"""From parameters, x and y to the function that takes one more step. Some can have another hidden activation."""


def in_place(params: Parameters, x: Array, y: Array, hidden: str = "relu + sin") -> StepOnce:
    _, step = make_step(params, ACTIVATIONS[hidden])
    rate = x.dtype.type(RATE)
    return lambda: step(x, y, rate)


def readable(params: Parameters, x: Array, y: Array) -> StepOnce:
    def step_once() -> None:
        nonlocal params
        params = sgd_step(params, backward(params, forward(params, x), y).gradients, RATE)

    return step_once


def torch_eager(params: Parameters, x: Array, y: Array, hidden: str = "relu + sin") -> StepOnce:
    theta, rows, labels = pytorch.tensors(params, x, y)

    def step_once() -> None:
        gradients = torch.autograd.grad(pytorch.loss(theta, rows, labels, hidden), theta)
        with torch.no_grad():
            for part, slope in zip(theta, gradients, strict=True):
                part.sub_(slope, alpha=RATE)

    return step_once


def torch_compiled(params: Parameters, x: Array, y: Array, hidden: str = "relu + sin") -> StepOnce:
    """Loss, gradient and update are compiled as one function, which is faster than compiling the loss alone."""
    theta, rows, labels = pytorch.tensors(params, x, y)
    theta = [part.detach() for part in theta]

    def step(parts: list[Any], rows: Any, labels: Any) -> None:
        slopes = torch.func.grad(pytorch.loss)(parts, rows, labels, hidden)
        for part, slope in zip(parts, slopes, strict=True):
            part.sub_(slope, alpha=RATE)

    compiled = torch.compile(step, dynamic=False, fullgraph=True)

    def step_once() -> None:
        compiled(theta, rows, labels)

    return step_once


def jax_jit(params: Parameters, x: Array, y: Array, hidden: str = "relu + sin") -> StepOnce:
    theta, columns, targets = jax.device_put((params, x, y))

    def step(theta: Parameters, x: Array, y: Array) -> Any:
        slopes = jax.grad(with_jax.loss)(theta, x, y, hidden)
        return jax.tree.map(lambda part, slope: part - RATE * slope, theta, slopes)

    compiled = jax.jit(step)

    def step_once() -> None:
        nonlocal theta
        theta = jax.block_until_ready(compiled(theta, columns, targets))

    return step_once


def hips(params: Parameters, x: Array, y: Array) -> StepOnce:
    theta, gradient = tuple(params), autograd.grad(hips_autograd.loss)

    def step_once() -> None:
        nonlocal theta
        slopes = gradient(theta, x, y)
        theta = tuple(part - RATE * slope for part, slope in zip(theta, slopes, strict=True))

    return step_once


def sklearn_partial_fit(params: Parameters, x: Array, y: Array) -> StepOnce:
    """ReLU alone: neither a sine nor a cosine is computed. For two classes the network has one output and a sigmoid."""
    model, rows, labels = scikit_learn.classifier(len(params.W1), x, y, RATE), x.T, y.argmax(axis=0)
    return lambda: model.partial_fit(rows, labels)


CONTENDERS: dict[str, Contender] = {
    "floor": floor,
    "nnlib in place": in_place,
    "nnlib readable": readable,
    "PyTorch eager": torch_eager,
    "PyTorch compiled": torch_compiled,
    "JAX jit": jax_jit,
    "autograd": hips,
    "scikit-learn": sklearn_partial_fit,
}
