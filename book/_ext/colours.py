"""Each quantity has its colour in formulas, too: the TeX is marked while it is set."""

import re

from nnlib.latex import SYMBOLS

COLOURS = {
    "x": "x",
    "W1": "W1",
    "b1": "W1",
    "Z1": "Z1",
    "H": "H",
    "W2": "W2",
    "b2": "W2",
    "Z2": "Z2",
    "y_hat": "y_hat",
    "delta1": "delta",
    "delta2": "delta",
}
"""The name in `workbook.palette` for each quantity: a bias goes with its weights."""


def _pattern(template: str) -> str:
    """What a symbol looks like in TeX, with an index of its entries or without."""
    base, index = re.fullmatch(r"(.+)_\{(\d?)\|\}", template).groups()  # type: ignore[union-attr]
    start = r"(?<![\\a-zA-Z])" if base.isalpha() else ""
    written = re.escape(base).replace(r"\{y\}", r"(?:\{y\}|\s*y)")
    if index:
        return rf"{start}{written}_(?:\{{{index}(?:,[^{{}}]*)?\}}|{index}(?!\d))"
    return rf"{start}{written}(?![a-zA-Z])(?:_(?:\{{[^{{}}]*\}}|\w))?"


SYMBOL = re.compile("|".join(f"(?P<{n}>{_pattern(SYMBOLS[n])})" for n in COLOURS))
WORDS = re.compile(r"(\\(?:text|operatorname|begin|end|htmlClass)\{[^{}]*\})")


def coloured(tex: str) -> str:
    r"""The formula with each quantity in its class.

    >>> coloured(r"Z_1 = W_1 x")
    '{\\htmlClass{nn-Z1}{Z_1}} = {\\htmlClass{nn-W1}{W_1}} {\\htmlClass{nn-x}{x}}'
    """
    parts = WORDS.split(tex)
    return "".join(
        part if WORDS.fullmatch(part) else SYMBOL.sub(_mark, part) for part in parts
    )


def _mark(found: re.Match[str]) -> str:
    return rf"{{\htmlClass{{nn-{COLOURS[found.lastgroup or '']}}}{{{found[0]}}}}}"
