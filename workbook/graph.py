"""The computation graph: what each quantity is made of, forward above and backward below."""

from typing import NamedTuple

from workbook.palette import light
from workbook.svg import Svg

SIZE = 720, 400
BOX_HEIGHT = 48
ROWS = {"parameters": 34, "forward": 134, "backward": 250, "gradients": 356}


class _Box(NamedTuple):
    """A quantity: how it is written, the palette's name for it, its row, and where in the row."""

    text: str
    colour: str
    row: str
    x: int
    width: int


BOXES = {
    "x": _Box("x", "x", "forward", 46, 64),
    "Z1": _Box("Z₁", "Z1", "forward", 186, 76),
    "H": _Box("H", "H", "forward", 330, 76),
    "Z2": _Box("Z₂", "Z2", "forward", 474, 76),
    "y_hat": _Box("ŷ", "y_hat", "forward", 590, 60),
    "loss": _Box("L", "ink", "forward", 684, 60),
    "layer1": _Box("W₁, b₁", "W1", "parameters", 186, 104),
    "layer2": _Box("W₂, b₂", "W2", "parameters", 474, 104),
    "y": _Box("y", "ink", "parameters", 684, 60),
    "delta1": _Box("δ₁", "delta", "backward", 186, 76),
    "dH": _Box("W₂ᵀδ₂", "delta", "backward", 330, 96),
    "delta2": _Box("δ₂", "delta", "backward", 474, 76),
    "dlayer1": _Box("∂L/∂W₁, ∂L/∂b₁", "W1", "gradients", 186, 200),
    "dlayer2": _Box("∂L/∂W₂, ∂L/∂b₂", "W2", "gradients", 474, 200),
}

MADE_FROM = {
    "Z1": ("x", "layer1"),
    "H": ("Z1",),
    "Z2": ("H", "layer2"),
    "y_hat": ("Z2",),
    "loss": ("y_hat", "y"),
    "delta2": ("loss",),
    "dlayer2": ("delta2", "H"),
    "dH": ("delta2",),
    "delta1": ("dH", "Z1"),
    "dlayer1": ("delta1", "x"),
}
"""What each quantity is made of. Where one goes into another row but the next, it was kept from the forward pass."""


def computation_graph(description: str) -> Svg:
    """The graph of the network. Arrows lead from a quantity to what is made of it, thin ones from what was kept."""
    arrows = [_arrow(BOXES[source], BOXES[target]) for target, sources in MADE_FROM.items() for source in sources]
    return Svg("\n".join([_HEAD, *arrows, *map(_box, BOXES.values())]), SIZE, description)


_HEAD = (
    '<defs><marker id="nn-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
    f'<path d="M0 0L10 5L0 10z" style="fill: {light("faint")}"/></marker></defs>'
)


def _box(box: _Box) -> str:
    y = ROWS[box.row]
    shape = f"fill: {light('paper')}; stroke: {light(box.colour)}; stroke-width: 2"
    words = f"font: 20px serif; font-style: italic; text-anchor: middle; fill: {light(box.colour)}"
    return (
        f'<rect x="{box.x - box.width / 2:g}" y="{y - BOX_HEIGHT / 2:g}" width="{box.width}" height="{BOX_HEIGHT}" '
        f'rx="8" style="{shape}"/>\n<text x="{box.x}" y="{y + 7}" style="{words}">{box.text}</text>'
    )


def _arrow(source: _Box, target: _Box) -> str:
    """From border to border: sideways in a row, down between rows; thin and dashed from the forward row down."""
    start, end = ROWS[source.row], ROWS[target.row]
    from_loss = source == BOXES["loss"]
    kept = source.row == "forward" != target.row and not from_loss
    if start == end:
        side = 1 if target.x > source.x else -1
        path = f"M{source.x + side * source.width / 2:g} {start}H{target.x - side * target.width / 2:g}"
    elif from_loss:
        path = f"M{source.x} {start + BOX_HEIGHT / 2:g}V{end}H{target.x + target.width / 2:g}"
    elif source.x == target.x:
        path = f"M{source.x} {start + BOX_HEIGHT / 2:g}V{end - BOX_HEIGHT / 2:g}"
    else:
        edge = target.x - target.width / 2 + 26
        path = f"M{source.x} {start + BOX_HEIGHT / 2:g}L{edge:g} {end - BOX_HEIGHT / 2:g}"
    thin = "stroke-width: 1; stroke-dasharray: 4 4" if kept else "stroke-width: 2"
    return f'<path d="{path}" marker-end="url(#nn-head)" style="fill: none; stroke: {light("faint")}; {thin}"/>'
