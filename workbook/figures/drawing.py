"""The network, drawn with its numbers on it."""

from collections.abc import Sequence

from nnlib.network import Array, Parameters, Trace
from workbook.figures.palette import light
from workbook.figures.svg import Place, Svg, label
from workbook.quantities import QUANTITIES
from workbook.show import decimals, is_given
from workbook.symbols import Piece

WIDTH, ROW, RADIUS, SIZE = 520, 88, 28, 16
COLUMNS = 40, 260, 480
TOP = 20
Label = tuple[Piece, ...]

NEAR_ITS_START = 0.24
"""Where on its edge a weight is written: so close to the start that the weights of a layer form a readable column."""


def draw(params: Parameters, x: Array, description: str, trace: Trace | None = None) -> Svg:
    """Layers from left to right: x in the circles, and with a trace also H and y_hat. First column only.

    Weights are written on the edges, and biases under the units.
    """
    D, K, C = len(x), len(params.W1), len(params.W2)
    hidden = _symbols("H", K) if trace is None else _short_column(trace.H)
    output = _symbols("y_hat", C) if trace is None else _short_column(trace.y_hat)
    height = TOP + ROW * max(D, K, C)
    spots = [_column(place, count, height) for place, count in zip(COLUMNS, (D, K, C), strict=True)]
    parts = [
        *_edges(params.W1, spots[0], spots[1], "W1"),
        *_edges(params.W2, spots[1], spots[2], "W2"),
        *_nodes(_short_column(x), spots[0], "x"),
        *_nodes(hidden, spots[1], "H"),
        *_nodes(output, spots[2], "y_hat"),
        *_biases(params.b1, spots[1], "b1"),
        *_biases(params.b2, spots[2], "b2"),
        *(
            label((place, 12), QUANTITIES[name].symbol.pieces(), SIZE, name)
            for place, name in zip(COLUMNS, ("x", "H", "y_hat"), strict=True)
        ),
    ]
    return Svg("\n".join(parts), (WIDTH, height), description)


def _column(x: float, count: int, height: float) -> list[Place]:
    return [(x, TOP + (height - TOP) / 2 + (i - (count - 1) / 2) * ROW) for i in range(count)]


def _symbols(name: str, count: int) -> list[Label]:
    return [QUANTITIES[name].symbol.pieces(str(i + 1)) for i in range(count)]


def _short_column(values: Array) -> list[Label]:
    return [(Piece(_short(value)),) for value in values[:, 0]]


def _edges(weights: Array, starts: Sequence[Place], ends: Sequence[Place], name: str) -> list[str]:
    lines, labels = [], []
    for i, end in enumerate(ends):
        for j, start in enumerate(starts):
            (x1, y1), (x2, y2) = start, end
            style = f"stroke: {light(name)}; stroke-opacity: 0.35"
            lines.append(f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" style="{style}"/>')
            spot = x1 + NEAR_ITS_START * (x2 - x1), y1 + NEAR_ITS_START * (y2 - y1)
            labels.append(_entry(name, i * len(starts) + j, label(spot, _short(weights[i, j]), SIZE, name)))
    return lines + labels


def _nodes(texts: Sequence[Label], places: Sequence[Place], name: str) -> list[str]:
    style = f"fill: {light('paper')}; stroke: {light(name)}; stroke-width: 2"
    return [
        f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" style="{style}"/>\n'
        + _entry(name, i, label((x, y), text, SIZE, name))
        for i, (text, (x, y)) in enumerate(zip(texts, places, strict=True))
    ]


def _biases(biases: Array, places: Sequence[Place], name: str) -> list[str]:
    return [
        _entry(name, i, label((x, y + RADIUS + 14), f"b = {bias}", SIZE, QUANTITIES[name].colour))
        for i, (bias, (x, y)) in enumerate(zip(map(_short, biases[:, 0]), places, strict=True))
    ]


def _entry(name: str, number: int, drawn: str) -> str:
    """A label that says which entry it shows, row by row from 0, so that a page can keep it up to date."""
    return f'<g data-entry="{name} {number}">{drawn}</g>'


def _short(value: object) -> str:
    return decimals(value, is_given(value)).replace("-", "−")
