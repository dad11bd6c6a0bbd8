"""The computation graph: the forward pass on top, and under each quantity its gradient, from right to left."""

from workbook.figures.palette import light
from workbook.figures.svg import Place, Svg, label
from workbook.quantities import QUANTITIES
from workbook.symbols import Piece

WIDTH, SIZE, HALF = 720, 20, 20
PARAMETERS, FORWARD, BACKWARD, GRADIENTS = 24, 112, 212, 306
"""The heights of the four rows."""

BOXES: dict[str, tuple[float, float, float]] = {
    "W1": (94, PARAMETERS, 21),
    "b1": (142, PARAMETERS, 21),
    "W2": (458, PARAMETERS, 21),
    "b2": (506, PARAMETERS, 21),
    "y": (690, PARAMETERS, 21),
    "x": (28, FORWARD, 22),
    "Z1": (118, FORWARD, 46),
    "H": (300, FORWARD, 36),
    "Z2": (482, FORWARD, 46),
    "y_hat": (612, FORWARD, 26),
    "loss": (690, FORWARD, 22),
    "delta1": (118, BACKWARD, 46),
    "dH": (300, BACKWARD, 52),
    "delta2": (482, BACKWARD, 46),
    "dW1": (74, GRADIENTS, 41),
    "db1": (162, GRADIENTS, 41),
    "dW2": (438, GRADIENTS, 41),
    "db2": (526, GRADIENTS, 41),
}
"""Each quantity's place, and half the width of its box."""

Label = tuple[Piece, ...]
Edges = dict[tuple[str, str], Label]


def _symbol(name: str) -> Label:
    return QUANTITIES[name].symbol.pieces()


TRANSPOSED = Piece("⊤", "^")
NOTHING: Label = ()

EDGES: Edges = {
    ("x", "Z1"): NOTHING,
    ("W1", "Z1"): NOTHING,
    ("b1", "Z1"): NOTHING,
    ("Z1", "H"): (Piece("f"),),
    ("H", "Z2"): NOTHING,
    ("W2", "Z2"): NOTHING,
    ("b2", "Z2"): NOTHING,
    ("Z2", "y_hat"): NOTHING,
    ("y_hat", "loss"): NOTHING,
    ("y", "loss"): NOTHING,
}
BACK_EDGES: Edges = {
    ("loss", "delta2"): (*_symbol("y_hat"), Piece(" − y")),
    ("delta2", "dW2"): (*_symbol("H"), TRANSPOSED),
    ("delta2", "db2"): NOTHING,
    ("delta2", "dH"): (*_symbol("W2"), TRANSPOSED),
    ("dH", "delta1"): (Piece("⊙ "), *_symbol("f_prime")),
    ("delta1", "dW1"): (*_symbol("x"), TRANSPOSED),
    ("delta1", "db1"): NOTHING,
}
"""What goes into what, and the label on each arrow: a function, or a factor."""


def forward_graph(description: str) -> Svg:
    """The forward pass: each quantity in a box, with arrows from the quantities it is computed from."""
    return _graph(EDGES, FORWARD + 32, description)


def graph(description: str) -> Svg:
    """The forward pass, and the backward pass under it, dashed."""
    return _graph(EDGES | BACK_EDGES, GRADIENTS + 26, description)


def _graph(edges: Edges, height: float, description: str) -> Svg:
    names = dict.fromkeys(name for edge in edges for name in edge)
    arrows = [_arrow(*edge, text) for edge, text in edges.items()]
    return Svg("\n".join([*arrows, *map(_box, names)]), (WIDTH, height), description)


def _box(name: str) -> str:
    x, y, half = BOXES[name]
    colour = QUANTITIES[name].colour or "ink"
    dash = "; stroke-dasharray: 5 3" if y >= BACKWARD else ""
    style = f"fill: {light('paper')}; stroke: {light(colour)}; stroke-width: 2{dash}"
    corner = f'x="{x - half:g}" y="{y - HALF:g}" width="{2 * half:g}" height="{2 * HALF:g}" rx="6"'
    return f'<rect {corner} style="{style}"/>\n{label((x, y), _symbol(name), SIZE, colour)}'


def _arrow(start: str, end: str, text: Label) -> str:
    """Straight from box to box, along a row or down; from the loss around the corner."""
    (x1, y1, half1), (x2, y2, half2) = BOXES[start], BOXES[end]
    if y1 == y2:
        way = 1 if x2 > x1 else -1
        tip, back = (x2 - way * half2, y2), (-way * 8.0, 0.0)
        points, spot = [(x1 + way * half1, y1), tip], ((x1 + x2 + way * (half1 - half2)) / 2, y1 - 14)
    elif start == "loss":
        tip, back = (x2 + half2, y2), (8.0, 0.0)
        points, spot = [(x1, y1 + HALF), (x1, y2), tip], ((x1 + x2 + half2) / 2, y2 - 14)
    else:
        x = x1 if y1 == PARAMETERS else (x2 + BOXES[start][0]) / 2
        tip, back = (x, y2 - HALF), (0.0, -8.0)
        points, spot = [(x, y1 + HALF), tip], (x - 24, (y1 + y2) / 2)
    return _line(points, tip, back, start) + (f"\n{label(spot, text, SIZE - 1, 'ink')}" if text else "")


def _line(points: list[Place], tip: Place, back: Place, start: str) -> str:
    (x, y), (dx, dy) = tip, back
    dash = "; stroke-dasharray: 5 3" if BOXES[start][1] >= BACKWARD or start == "loss" else ""
    line = " ".join(f"{a:g},{b:g}" for a, b in points)
    head = f"{x:g},{y:g} {x + dx + dy / 2:g},{y + dy + dx / 2:g} {x + dx - dy / 2:g},{y + dy - dx / 2:g}"
    return (
        f'<polyline points="{line}" style="fill: none; stroke: {light("faint")}; stroke-width: 1.5{dash}"/>\n'
        f'<polygon points="{head}" style="fill: {light("faint")}"/>'
    )
