"""Bars side by side, as SVG: counts by name, each bar in parts."""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from workbook.figures.palette import light
from workbook.figures.svg import Svg, spans
from workbook.symbols import Piece

ROW, BAR, WIDTH, KEY, LETTER, SIZE = 24, 16, 680, 28, 7, 13


class Part(NamedTuple):
    """A part of each bar: what it counts, and the name of its colour. Stripes tell parts apart without colour."""

    label: str
    colour: str
    striped: bool = False


def bars(
    counts: Mapping[str, Sequence[int]],
    parts: Sequence[Part],
    description: str,
    symbols: Mapping[str, Sequence[Piece]] = MappingProxyType({}),
) -> Svg:
    """One bar for each name, its parts one after another, with their counts at its end, and a key above.

    Args: `counts` has as many numbers for each name as there are parts; `symbols` are shown in place of names.
    """
    most = max((sum(each) for each in counts.values()), default=0) or 1
    shown = ["".join(piece.text for piece in symbols.get(name, (Piece(name),))) for name in counts]
    left = 16 + LETTER * min(40, max(map(len, shown), default=0))
    scale = (WIDTH - left - 10) / most
    drawn = [_pattern(part) for part in parts if part.striped]
    drawn += [_key(left + 130 * i, part) for i, part in enumerate(parts)] if len(parts) > 1 else []
    top = KEY if len(parts) > 1 else 4
    for row, (name, numbers) in enumerate(counts.items()):
        y = top + row * ROW
        inside = spans(symbols[name], SIZE) if name in symbols else escape(name)
        drawn.append(_text(left - 8, y + 12, inside, "end"))
        x = float(left)
        for number, part in zip(numbers, parts, strict=True):
            if number:
                drawn.append(_bar(x, y, number * scale, part))
                if number * scale > 9 * len(str(number)):
                    drawn.append(_text(x + number * scale / 2, y + 12, str(number), "middle", rimmed=True))
                x += number * scale
    return Svg("\n".join(drawn), (WIDTH, top + ROW * len(counts) + 4), description)


def _bar(x: float, y: float, width: float, part: Part) -> str:
    fill = f"url(#stripes-{part.colour})" if part.striped else light(part.colour)
    style = f"fill: {fill}; fill-opacity: {1 if part.striped else 0.55:g}; stroke: {light(part.colour)}"
    return f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" style="{style}"/>'


def _key(x: float, part: Part) -> str:
    return _bar(x, 2, 16, part) + _text(x + 22, 14, escape(part.label), "start")


def _pattern(part: Part) -> str:
    slant = 'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"'
    stripe = f'<rect width="2" height="6" style="fill: {light(part.colour)}"/>'
    return f'<defs><pattern id="stripes-{part.colour}" {slant}>{stripe}</pattern></defs>'


def _text(x: float, y: float, inside: str, anchor: str, rimmed: bool = False) -> str:
    rim = f"; stroke: {light('paper')}; stroke-width: 3; paint-order: stroke" if rimmed else ""
    style = f"font: {SIZE}px sans-serif; fill: {light('ink')}{rim}"
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" style="{style}">{inside}</text>'
