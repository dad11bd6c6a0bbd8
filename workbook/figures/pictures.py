"""Small images side by side, as SVG: data as images, and weights as the patterns that they respond to."""

from collections.abc import Sequence
from html import escape

import numpy as np

from nnlib.network import Array
from workbook.figures.palette import light
from workbook.figures.svg import Svg

LEVELS = 5
"""Shades from nothing to full. They are few, so that the last bit of a trained weight does not change a picture."""

CELL, GAP, CAPTION, WIDTH = 8, 16, 20, 480


def pictures(images: Array, captions: Sequence[str], description: str) -> Svg:
    """Images with a caption below each. The largest entry is shown at full strength: blue above zero, orange below.

    Shape: images (n, rows, columns).
    """
    shades = np.round(LEVELS * images / max(np.abs(images).max(), np.finfo(float).tiny)).astype(int)
    _, rows, columns = images.shape
    wide, high = columns * CELL + GAP, rows * CELL + CAPTION + GAP
    a_row = WIDTH // wide
    parts = []
    for i, (image, caption) in enumerate(zip(shades, captions, strict=True)):
        left, top = GAP // 2 + i % a_row * wide, GAP // 2 + i // a_row * high
        parts += [f'<g transform="translate({left} {top})">', *_image(image), _below(image, caption), "</g>"]
    height = -(-len(images) // a_row) * high
    return Svg("\n".join(parts), (min(len(images), a_row) * wide, height), description)


def _image(shades: Array) -> list[str]:
    """A frame, and one path for each shade."""
    rows, columns = shades.shape
    frame = f'<rect width="{columns * CELL}" height="{rows * CELL}" style="fill: none; stroke: {light("faint")}"/>'
    paths = []
    for shade in sorted(set(shades.ravel().tolist()) - {0}):
        cells = "".join(f"M{j * CELL} {i * CELL}h{CELL}v{CELL}h-{CELL}z" for i, j in np.argwhere(shades == shade))
        colour = light("W1" if shade > 0 else "Z2")
        paths.append(f'<path d="{cells}" style="fill: {colour}; fill-opacity: {abs(shade) / LEVELS:g}"/>')
    return [*paths, frame]


def _below(shades: Array, caption: str) -> str:
    rows, columns = shades.shape
    place = f'x="{columns * CELL / 2:g}" y="{rows * CELL + CAPTION - 5}"'
    style = f"font: 13px sans-serif; fill: {light('ink')}"
    return f'<text {place} text-anchor="middle" style="{style}">{escape(caption)}</text>'
