r"""No computed number is typed: text and captions contain no result, and a given number only beside its name.

Allowed are indices and exponents, 0 and 1 in formulas, numbers that belong to a name (b1, float32, x86_64), list
numbers, years in a reference, "chapter 4", "week 3" and "1.5 hours". A count of results is a result, too.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat

from gates.chapters import chapters
from gates.readme import BEGIN, END
from nnlib import assignment
from nnlib.numbers import FixedPoint
from workbook.show import matrix, symbol

NUMBER = re.compile(r"(?<![\w.])-?\d+(?:[.,]\d+)*%?(?![\w])")

OF_A_COURSE = re.compile(
    r"\b(?:weeks?|days?|lectures?|lessons?|rooms?|pages?|parts?|groups?|problems?) \d+(?:(?:–| and | to )\d+)?"
    r"(?![\d.,]*\d)"
    r"|(?<![\w.,-])(?:\d+(?:\.\d+)?(?:–| to ))?\d+(?:\.\d+)?[ -](?:minutes?|hours?|days?|weeks?)\b"
    r"|\(\d+ (?:points?|marks?)\)"
    r"|(?<![\w.:])\d{1,2}:\d\d(?![\w:])"
    r"|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
"""When a course meets, how long it takes, and how many points it gives: numbers that no computation gives."""

NO_RESULT = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"(?<=\$\$) \(eq-[\w-]+\)|\{eq\}`[\w-]+`|^\([\w-]+\)=$",  # labels and references
        r"\]\([^)]*\)|<https?://[^>]*>",  # where a link leads
        r"^%pip install .*$",  # where the project is
        r"^<iframe .*$",  # how large an element is shown
        r"\\frac\{1\}\{2\}",  # a half, in a formula
        r"[_^](?:\d|\{[\w, ()-]*\})",  # an index, an exponent
        r"(?<=[\w)])(?:\(0\)|\[\d+(?:, \d+)*\])",  # f(0), and an entry in code
        r"^\s*\d+\. ",  # the number of a list's item
        r"\((?:19|20)\d\d\)|\b(?:19|20)\d\d\b(?=[),;]|\.(?!\d))",  # a year in a reference
        r"\b(?:chapters?|sections?|exercises?|steps?) \d+(?:\.\d{1,2})*(?!\.?\d)",
    )
]

CONSTANT = re.compile(r"(?<![\d.])[01](?![\d.,]*\d)")
"""Formulas have 0 and 1: z > 0, 1 + cos z. They are allowed in maths and in code, but not in prose."""

MATHS = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$|```\{math\}.*?```|`[^`\n]+`", re.DOTALL)


class Text(NamedTuple):
    """Some Markdown, and the place where it is."""

    place: str
    text: str


def texts(root: Path) -> Iterator[Text]:
    """Every Markdown cell and every caption of every chapter, and every page."""
    for path in chapters(root):
        for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
            caption = cell.metadata.get("mystnb", {}).get("figure", {}).get("caption", "")
            yield Text(f"{path.name}, cell {number}", cell.source if cell.cell_type == "markdown" else caption)
    for path in [*root.glob("*.md"), *root.glob("book/**/*.md")]:
        yield Text(str(path.relative_to(root)), path.read_text(encoding="utf8"))


def complaints(root: Path) -> list[str]:
    """Each typed number that is not a given one, with its place and what to do about it."""
    return [
        f"{place}: {number} is typed. Print it from a cell, or say it in words; "
        "a given number may appear beside its name, as in nnlib/assignment.py"
        for place, text in texts(root)
        for number in _typed(text, _givens() + _facts(root))
    ]


def _typed(text: str, allowed: list[str]) -> list[str]:
    if BEGIN in text:
        text = text[: text.index(BEGIN)] + text[text.index(END) :]
    squeezed = re.sub(r"\s+", " ", text) if "pmatrix" in text else text
    for given in allowed:
        squeezed = squeezed.replace(given, " ")
    for pattern in (OF_A_COURSE, *NO_RESULT):
        squeezed = pattern.sub(" ", squeezed)
    squeezed = MATHS.sub(lambda maths: CONSTANT.sub(" ", maths[0]), squeezed)
    return NUMBER.findall(squeezed)


def _givens() -> list[str]:
    """Each given quantity as prose may write it: with its name, and in full."""
    params, x, y, learning_rate = assignment.givens(FixedPoint)
    named = {**params._asdict(), "x": x, "y": y}
    whole = [f"{symbol(name)} = {matrix(quantity)}" for name, quantity in named.items()]
    rate = [f"{name} = {learning_rate}" for name in ("α", r"\alpha")]
    return [re.sub(r"\s+", " ", given) for given in whole] + rate


def _facts(root: Path) -> list[str]:
    """Facts about the project, from pyproject.toml, which are neither given numbers nor results."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf8"))["project"]
    python = project["requires-python"].removeprefix(">=")
    licence = re.search(r"CC-BY-([\d.]+)", project["license"])
    assert licence is not None
    return [f"Python {python}", f"CC BY {licence[1]}"]
