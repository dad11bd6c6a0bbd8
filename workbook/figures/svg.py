"""A drawing as SVG text, for a notebook; and the labels on it, set like the formulas beside it."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

from workbook.figures.palette import light, themed
from workbook.symbols import Piece

Place = tuple[float, float]

NUMBERS = re.compile(r"([\d.,−]+)")
RAISED = {"_": 0.2, "^": -0.35, "^_": -0.25, "": 0.0}
"""How far below the line a subscript or a superscript is, as a fraction of its size."""


class Svg:
    """An SVG with its description, for readers who cannot see it."""

    def __init__(self, body: str, size: tuple[float, float], description: str, attributes: str = "") -> None:
        width, height = size
        self.description = description
        self.source = themed(
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'class="nn-figure" role="img" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
            f'aria-label="{escape(description)}"{attributes}>\n<title>{escape(description)}</title>\n'
            f'<rect width="100%" height="100%" style="fill: {light("paper")}"/>\n{body}\n</svg>'
        )

    def _repr_svg_(self) -> str:
        return self.source

    def __repr__(self) -> str:
        return self.description


def label(place: Place, text: str | Iterable[Piece], size: float, name: str) -> str:
    """Text or a symbol, centred on a place, in its quantity's colour, with an outline that sets it off from lines."""
    x, y = place
    style = (
        f"font: {size:g}px KaTeX_Main, serif; text-anchor: middle; fill: {light(name)}; "
        f"stroke: {light('paper')}; stroke-width: 4; paint-order: stroke"
    )
    pieces = [Piece(text)] if isinstance(text, str) else text
    return f'<text x="{x:g}" y="{y + 0.3 * size:g}" style="{style}">{spans(pieces, size)}</text>'


def spans(pieces: Iterable[Piece], size: float) -> str:
    """A symbol as the content of a text element: letters italic, numbers upright, subscripts and superscripts small."""
    written, height = [], 0.0
    for text, script in _parted(pieces):
        slant = "" if text[0] in "0123456789.,−⊤" else "font-style: italic; font-family: KaTeX_Math, KaTeX_Main, serif"
        small = f"font-size: {0.7 ** len(script) * size:g}px; " if script else ""
        style = f' style="{small}{slant}"' if small or slant else ""
        shift = f' dy="{(RAISED[script] - height) * size:g}"' if RAISED[script] != height else ""
        letters = escape(text.replace(" ", "\N{THIN SPACE}"))
        written.append(f"<tspan{shift}{style}>{letters}</tspan>" if shift or style else letters)
        height = RAISED[script]
    return "".join(written)


def _parted(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """The pieces with letters and numbers separated; a subscript or superscript stays whole."""
    for script, group in groupby(pieces, key=lambda piece: piece.script):
        text = "".join(piece.text for piece in group)
        yield from (Piece(part, script) for part in ([text] if script else NUMBERS.split(text)) if part)
