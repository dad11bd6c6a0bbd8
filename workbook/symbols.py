"""How a quantity is written: once, and from there set as TeX, as HTML, or as runs of text for a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

TEX = {"ŷ": r"\hat{y}", "δ": r"\delta", "α": r"\alpha"}
TAGS = {"_": "sub", "^": "sup"}


class Run(NamedTuple):
    """Text at one height: on the line, below it ("_"), above it ("^"), or below something that is raised ("^_")."""

    text: str
    script: str = ""


class Symbol(NamedTuple):
    """A letter with its layer, and what surrounds it: in TeX, where the letter goes to the braces, and as text.

    >>> Symbol("Z", "1").tex("2"), Symbol("Z", "1").html("2")
    ('Z_{1,2}', 'Z<sub>1,2</sub>')

    `fixed` is the index of a symbol that has one, or none, whatever entry it is written for.
    """

    letter: str
    layer: str = ""
    around: str = "{}"
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
    script: str = ""
    fixed: str | None = None

    def tex(self, index: str = "") -> str:
        """The symbol in TeX, for the whole quantity or for the entry with this index."""
        below = self._below(index)
        letter = TEX.get(self.letter, self.letter)
        return self.around.replace("{}", f"{letter}_{{{below}}}" if below else letter, 1)

    def html(self, index: str = "") -> str:
        """The symbol in HTML, for text that is not maths."""
        return html(self.runs(index))

    def runs(self, index: str = "") -> tuple[Run, ...]:
        """The symbol as runs of text."""
        letter, below = Run(self.letter, self.script), Run(self._below(index), self.script + "_")
        return tuple(run for run in (*self.before, letter, below, *self.after) if run.text)

    def _below(self, index: str) -> str:
        own = index if self.fixed is None else self.fixed
        return ",".join(part for part in (self.layer, own) if part)


def html(runs: Iterable[Run]) -> str:
    """Runs of text in HTML.

    >>> html([Run("e"), Run("Z", "^"), Run("2", "^_")])
    'e<sup>Z<sub>2</sub></sup>'
    """
    written, height = "", ""
    for text, script in [*runs, Run("")]:
        same = next(n for n in range(len(height), -1, -1) if script.startswith(height[:n]))
        written += "".join(f"</{TAGS[mark]}>" for mark in reversed(height[same:]))
        written += "".join(f"<{TAGS[mark]}>" for mark in script[same:]) + escape(text, quote=False)
        height = script
    return written
