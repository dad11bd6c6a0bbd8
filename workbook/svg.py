"""A drawing as SVG text, for a notebook; and the labels on it, set like the formulas beside it."""

import re
from html import escape

from workbook.palette import light, themed

Place = tuple[float, float]

WRITTEN = {r"\hat{y}": "ŷ", r"\delta": "δ", r"\partial ": "∂", r"\top": "⊤", r"\odot": "⊙", " ": "\N{THIN SPACE}"}
FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{(.*)\}")
RUN = re.compile(r"([_^])(?:\{([^{}]*)\}|(.))|([\d.,−]+)|([^_^\d.,−]+)")
RAISED = {"_": 0.2, "^": -0.35, "": 0.0}
"""By how much of its size a script stands lower than the line."""


class Svg:
    """An SVG with its description, which is what a reader who cannot see it is told."""

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


def label(place: Place, tex: str, size: float, name: str) -> str:
    """A symbol or a number, centred on a place, in its quantity's colour, with a rim that keeps it apart from lines."""
    x, y = place
    style = (
        f"font: {size:g}px KaTeX_Main, serif; text-anchor: middle; fill: {light(name)}; "
        f"stroke: {light('paper')}; stroke-width: 4; paint-order: stroke"
    )
    return f'<text x="{x:g}" y="{y + 0.3 * size:g}" style="{style}">{_runs(tex, size)}</text>'


def _runs(tex: str, size: float) -> str:
    """The few things in TeX that labels hold: letters are slanted, numbers upright, scripts small."""
    text = FRACTION.sub(r"\1/\2", tex)
    for command, sign in WRITTEN.items():
        text = text.replace(command, sign)
    runs, height = [], 0.0
    for script, group, single, number, letters in RUN.findall(text):
        written = group or single or number or letters
        slant = (
            ""
            if number or written[0].isdigit() or written == "⊤"
            else "font-style: italic; font-family: KaTeX_Math, KaTeX_Main, serif"
        )
        small = f"font-size: {0.7 * size:g}px; " if script else ""
        style = f' style="{small}{slant}"' if small or slant else ""
        shift = f' dy="{(RAISED[script] - height) * size:g}"' if RAISED[script] != height else ""
        runs.append(f"<tspan{shift}{style}>{escape(written)}</tspan>" if shift or style else escape(written))
        height = RAISED[script]
    return "".join(runs)
