"""How a quantity is written: described once, and typeset as TeX, as HTML, or as pieces of text for a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import NamedTuple

TEX = {"ŷ": r"\hat{y}", "δ": r"\delta", "α": r"\alpha"}
TAGS = {"_": "sub", "^": "sup"}


class Piece(NamedTuple):
    """Text at one height: on the line, below it ("_"), above it ("^"), or below something that is raised ("^_")."""

    text: str
    script: str = ""


class Symbol(NamedTuple):
    """A letter with its layer, and what surrounds it: in TeX, where the letter replaces the braces, and as text.

    >>> Symbol("Z", "1").tex("2"), Symbol("Z", "1").html("2")
    ('Z_{1,2}', 'Z<sub>1,2</sub>')

    `fixed` is for a symbol with the same index, or none, for every entry; `whole` is the index of the whole quantity,
    if another quantity has the same letter.
    """

    letter: str
    layer: str = ""
    around: str = "{}"
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    script: str = ""
    fixed: str | None = None
    whole: str = ""

    def tex(self, index: str = "") -> str:
        """The symbol in TeX, for the whole quantity or for the entry with this index."""
        below = self._below(index)
        letter = TEX.get(self.letter, self.letter)
        return self.around.replace("{}", f"{letter}_{{{below}}}" if below else letter, 1)

    @lru_cache(maxsize=1024)  # noqa: B019 -- the table of quantities holds all symbols anyway
    def html(self, index: str = "") -> str:
        """The symbol in HTML, for text that is not maths."""
        return html(self.pieces(index))

    def pieces(self, index: str = "") -> tuple[Piece, ...]:
        """The symbol as pieces of text."""
        letter, below = Piece(self.letter, self.script), Piece(self._below(index), self.script + "_")
        return tuple(piece for piece in (*self.before, letter, below, *self.after) if piece.text)

    def _below(self, index: str) -> str:
        own = (index or self.whole) if self.fixed is None else self.fixed
        return ",".join(part for part in (self.layer, own) if part)


def html(pieces: Iterable[Piece]) -> str:
    """Pieces of text in HTML.

    >>> html([Piece("e"), Piece("Z", "^"), Piece("2", "^_")])
    'e<sup>Z<sub>2</sub></sup>'
    """
    written, height = "", ""
    for text, script in [*pieces, Piece("")]:
        same = next(n for n in range(len(height), -1, -1) if script.startswith(height[:n]))
        written += "".join(f"</{TAGS[mark]}>" for mark in reversed(height[same:]))
        written += "".join(f"<{TAGS[mark]}>" for mark in script[same:]) + escape(text, quote=False)
        height = script
    return written
