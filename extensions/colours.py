"""Each quantity in its colour wherever a formula of the site writes it.

The notebooks hold plain TeX. Here it gets a class around each symbol, and around each
number of a matrix or of a worked line that is an entry of a coloured quantity.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from sphinx.application import Sphinx

from nnlib import assignment
from nnlib.numbers import FixedPoint
from workbook.quantities import COLOURS, QUANTITIES
from workbook.show import entries, symbol
from workbook.steps import results
from workbook.worked_lines import stages

SUPERSCRIPT = r"(?:\^(?:\w|\\\w+|\{(?:[^{}]|\{[^{}]*\})*\}))?"
NO_SYMBOL = r"\\(?:begin|end|text|operatorname|hspace|htmlClass)\{[^{}]*\}|\\[A-Za-z]+|[\d.]+em"
NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?:⟨(\w+)⟩)?")
WORKED_LINE = re.compile(r"^([^&\n]+) &= (.*?)(?=\s\\\\\[0\.5em\]|\n\\end)", re.MULTILINE | re.DOTALL)
EQUATION = re.compile(r"^([^=\n]+) = (\\begin\{pmatrix\}.*?\\end\{pmatrix\})", re.MULTILINE | re.DOTALL)


class Marked(FixedPoint):
    """A number that writes the colour of its quantity after its digits."""

    __slots__ = ()
    colour_of: ClassVar[dict[int, str]] = {}

    def __str__(self) -> str:
        colour = self.colour_of.get(id(self))
        return super().__str__() + (f"⟨{colour}⟩" if colour else "")


def coloured(tex: str) -> str:
    """The formula with a class around what has a colour."""
    tex = EQUATION.sub(_matrix, WORKED_LINE.sub(_line, tex))
    return SYMBOL.sub(_symbol, tex)


def _class(colour: str, tex: str) -> str:
    return rf"\htmlClass{{nn-{colour}}}{{{tex}}}"


def _symbol(found: re.Match[str]) -> str:
    return _class(COLOURS[found.lastgroup], found[0]) if found.lastgroup else found[0]


def _matrix(found: re.Match[str]) -> str:
    colour = MATRICES.get(found[1])
    matrix = _aligned(found[2])
    return f"{found[1]} = {_class(colour, matrix) if colour else matrix}"


def _aligned(matrix: str) -> str:
    """The matrix with its decimal points under one another."""
    rows = [row.split(" & ") for row in re.split(r" \\\\\n", matrix.split("\n", 1)[1].rsplit("\n", 1)[0])]
    widths = [max(map(_after_the_point, column)) for column in zip(*rows, strict=True)]
    padded = [
        " & ".join(
            rf"{entry}\hspace{{{width - _after_the_point(entry):.4g}em}}" if width > _after_the_point(entry) else entry
            for entry, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    return "\\begin{pmatrix*}[r]\n" + " \\\\\n".join(padded) + "\n\\end{pmatrix*}"


def _after_the_point(number: str) -> float:
    """How much room the point and the digits after it take, in em of KaTeX's font."""
    _, point, digits = number.partition(".")
    return 0.2778 * len(point) + 0.5 * len(digits)


def _line(found: re.Match[str]) -> str:
    """A line with the numbers of the assignment's line; any other stays as it is."""
    marked = LINES.get(found[1], [])
    if [number for number, _ in marked] != [n[0] for n in NUMBER.findall(found[2])]:
        return found[0]
    colours = iter(colour for _, colour in marked)

    def number(each: re.Match[str]) -> str:
        colour = next(colours)
        return _class(colour, each[0]) if colour else each[0]

    return f"{found[1]} &= {NUMBER.sub(number, found[2])}"


def _patterns() -> Iterator[str]:
    """How a symbol is written: with any further index, and any superscript."""
    for name in COLOURS:
        if (sign := QUANTITIES[name].symbol).around == "{}":
            layer = sign.layer
            base = re.escape(sign._replace(layer="").tex()).replace(r"\{y\}", r"(?:\{y\}|\s+y)")
            index = rf"_(?:{layer}(?!\d)|\{{{layer}(?:,[^{{}}]*)?\}})" if layer else r"(?:_(?:\w|\{[^{}]*\}))?"
            yield f"(?P<{name}>{base}{index}{SUPERSCRIPT})"


def _lines() -> dict[str, list[tuple[str, str]]]:
    """The numbers in each result's worked line, with their colours; by its symbol."""
    givens = assignment.givens(Marked)
    worked = results(givens)
    for name, quantity in {**givens.params._asdict(), "x": givens.x, **worked}.items():
        for number in quantity.flat if name in COLOURS else ():
            Marked.colour_of.setdefault(id(number), COLOURS[name])
    return {
        written: NUMBER.findall(" = ".join(stages(entry)))
        for name, quantity in worked.items()
        for written, entry in entries(name, quantity)
    }


SYMBOL = re.compile("|".join([*_patterns(), NO_SYMBOL]))
MATRICES = {symbol(name): colour for name, colour in COLOURS.items()}
LINES = _lines()
CODE_NAME = re.compile(rf'<span class="n">({"|".join(COLOURS)})</span>')


def colour_code(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """The same colours for the names that quantities have in the code."""
    if "body" in context:
        context["body"] = CODE_NAME.sub(_class_of_name, context["body"])


def _class_of_name(name: re.Match[str]) -> str:
    return f'<span class="n nn-{COLOURS[name[1]]}">{name[1]}</span>'


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", colour_code)
