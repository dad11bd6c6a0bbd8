"""The formulas of a network, for a page that can be about any network."""

from nnlib.activations import LEAK
from workbook.networks import Network
from workbook.show import Latex, symbol

HIDDEN = {
    "relu + sin": (r"\max(Z_1, 0) + \sin(Z_1)", r"\begin{cases} 1 + \cos z & z > 0 \\ \cos z & z \le 0 \end{cases}"),
    "relu": (r"\max(Z_1, 0)", r"\begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}"),
    "leaky relu": (
        rf"\max(Z_1, 0) + {LEAK} \min(Z_1, 0)",
        rf"\begin{{cases}} 1 & z > 0 \\ {LEAK} & z \le 0 \end{{cases}}",
    ),
    "sigmoid": (r"\frac{1}{1 + e^{-Z_1}}", "f(z) (1 - f(z))"),
    "tanh": (r"\tanh(Z_1)", "1 - f(z)^2"),
    "none": ("Z_1", "1"),
}
"""The formula of the hidden layer, and the slope of its activation."""

OUTPUT = {
    "softmax": (r"\frac{e^{Z_2}}{\sum_j e^{Z_{2,j}}}", ""),
    "sigmoid": (r"\frac{1}{1 + e^{-Z_2}}", r"\hat{y} \odot (1 - \hat{y})"),
    "tanh": (r"\tanh(Z_2)", r"1 - \hat{y} \odot \hat{y}"),
    "linear": ("Z_2", ""),
}
"""The formula of the output layer, and the slope of its activation, which a squared error needs."""

LOSS = {
    "cross-entropy": (r"-\sum_i y_i \ln \hat{y}_i", ""),
    "binary cross-entropy": (r"-\sum_i \left( y_i \ln \hat{y}_i + (1 - y_i) \ln(1 - \hat{y}_i) \right)", ""),
    "half squares": (r"\frac{1}{2} \sum_i (\hat{y}_i - y_i)^2", ""),
    "squares": (r"\sum_i (\hat{y}_i - y_i)^2", "2 "),
}
"""The formula of the loss, and the factor before the error in its slope."""


def equations(network: Network) -> dict[str, str]:
    """What the hidden layer, the output and the loss are equal to, by their names in the table of quantities."""
    return {
        "H": f"f(Z_1) = {HIDDEN[network.hidden][0]}",
        "y_hat": OUTPUT[network.output][0],
        "loss": LOSS[network.loss][0],
    }


def forward_formulas(network: Network) -> Latex:
    """The formulas from the input to the loss."""
    own = {name: f"{symbol(name)} &= {right}" for name, right in equations(network).items()}
    return _aligned("Z_1 &= W_1 x + b_1", own["H"], "Z_2 &= W_2 H + b_2", own["y_hat"], own["loss"])


def backward_formulas(network: Network) -> Latex:
    """The formulas from the loss to the new parameters."""
    error = rf"{LOSS[network.loss][1]}(\hat{{y}} - y)"
    slope = rf" \odot ({OUTPUT[network.output][1]})" if network.has_squares and network.output != "linear" else ""
    return _aligned(
        rf"\delta_2 &= \frac{{\partial L}}{{\partial Z_2}} = {error}{slope}",
        r"\frac{\partial L}{\partial W_2} &= \delta_2 H^\top, \quad \frac{\partial L}{\partial b_2} = \delta_2",
        f"f'(z) &= {HIDDEN[network.hidden][1]}",
        r"\delta_1 &= (W_2^\top \delta_2) \odot f'(Z_1)",
        r"\frac{\partial L}{\partial W_1} &= \delta_1 x^\top, \quad \frac{\partial L}{\partial b_1} = \delta_1",
        r"\theta^{\text{new}} &= \theta - \alpha \frac{\partial L}{\partial \theta}",
    )


def _aligned(*lines: str) -> Latex:
    return Latex("\\begin{aligned}\n" + " \\\\[0.5em]\n".join(lines) + "\n\\end{aligned}")
