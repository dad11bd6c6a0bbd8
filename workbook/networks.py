"""Which network a problem is about: its layers and its loss, by the names that `nnlib` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from nnlib import assignment
from nnlib.activations import ACTIVATIONS, Activation
from nnlib.outputs import HALF_SQUARES, OUTPUTS, SQUARES, Output, Squares

REDUCTIONS = ("mean", "sum")
BIASES = ("given", "not updated", "shared", "none")
"""Given and updated; given, but not updated; one number for a whole layer; or none at all."""


class Network(NamedTuple):
    """The hidden activation, the output with its loss, how the losses of examples are combined, and the biases.

    By default it is the network of the chapters.
    """

    hidden: str = "relu + sin"
    output: str = "softmax"
    loss: str = "cross-entropy"
    reduction: str = "mean"
    biases: str = "given"

    @property
    def activation(self) -> Activation:
        """The hidden activation with its derivative."""
        return ACTIVATIONS[self.hidden]

    @property
    def output_activation(self) -> Activation:
        """For a loss of squared errors: the activation of the output, with its derivative."""
        return ACTIVATIONS["none" if self.output == "linear" else self.output]

    @property
    def judged(self) -> Output:
        """The output with its loss."""
        return OUTPUTS[self.output, self.loss]._replace(reduction=self.reduction)

    @property
    def squares(self) -> Squares:
        """For a loss of squared errors: the loss with its derivative."""
        return HALF_SQUARES if self.loss == "half squares" else SQUARES

    @property
    def has_squares(self) -> bool:
        """Whether the loss is made of squared errors."""
        return self.judged.target == "numbers"


ASSIGNMENT = Network()
"""The network that the chapters derive. A file or an address that names no network means this one."""

GIVEN = Network(assignment.hidden, assignment.output, assignment.loss)
"""The network of `nnlib.assignment`: the same network, unless a teacher has chosen another."""


def network_of(parts: Any) -> Network:
    """A network from its parts by name. A part that is not named is that of the chapters' network.

    Raises: ValueError for anything else.
    """
    if not isinstance(parts, Mapping) or not set(parts) <= set(Network._fields):
        raise ValueError(f"network: expected {', '.join(Network._fields)} by name, got {parts!r:.60}")
    return Network(**{name: str(part) for name, part in parts.items()})


def check_network(network: Network) -> None:
    """Refuse anything but a network that `nnlib` can run.

    Raises: ValueError, which lists the possible parts.
    """
    if network.hidden not in ACTIVATIONS:
        raise ValueError(f"hidden: expected {', '.join(ACTIVATIONS)}, got {network.hidden}")
    if (network.output, network.loss) not in OUTPUTS:
        pairs = "; ".join(" with ".join(pair) for pair in OUTPUTS)
        raise ValueError(f"output: expected {pairs}, got {network.output} with {network.loss}")
    if network.reduction not in REDUCTIONS:
        raise ValueError(f"reduction: expected {' or '.join(REDUCTIONS)}, got {network.reduction}")
    if network.biases not in BIASES:
        raise ValueError(f"biases: expected {', '.join(BIASES)}, got {network.biases}")
