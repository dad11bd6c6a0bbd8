"""Plots that are text: the same SVG on every machine, in the colours of the page."""

import io
import re
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbook.figures.palette import light
from workbook.figures.svg import Svg

STYLE: Any = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 11,
    "figure.facecolor": light("paper"),
    "axes.facecolor": light("paper"),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": light("faint"),
    "axes.labelcolor": light("ink"),
    "xtick.color": light("faint"),
    "ytick.color": light("faint"),
    "text.color": light("ink"),
    "lines.linewidth": 2,
    "legend.frameon": False,
}


def new_plot(width: float = 5.4, height: float = 3.2) -> Axes:
    """An empty plot in the book's style. Size in inches."""
    with mpl.rc_context(STYLE):
        return Figure(figsize=(width, height), layout="constrained").subplots()


def finish(axes: Axes, description: str) -> Svg:
    """The plot as SVG, with its legend and with a description for readers who cannot see it."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    with mpl.rc_context({**STYLE, "svg.hashsalt": description}):
        if axes.get_legend_handles_labels()[1]:
            figure.legend(loc="outside upper left", ncols=2)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    drawing = text.getvalue()
    size = re.search(r'viewBox="0 0 (\S+) (\S+)"', drawing)
    assert size is not None
    body = drawing[drawing.index(">", size.end()) + 1 : drawing.rindex("</svg>")]
    width, height = float(size[1]), float(size[2])
    return Svg(body.strip(), (width, height), description, f' data-frame="{_frame(axes, width, height)}"')


def _frame(axes: Axes, width: float, height: float) -> str:
    """Where the axes lie, so that a page can draw on them: their least and greatest x and y, then those on the SVG."""
    (left, top), (right, bottom) = axes.get_position().get_points() * (width, height)
    numbers = [*axes.get_xlim(), *axes.get_ylim(), left, right, height - top, height - bottom]
    return " ".join(f"{number:.6g}" for number in numbers)
