"""The built pages show the sheet's results, which are read from the HTML as a reader gets it."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup

from gates.chapters import chapters
from gates.paper import SHEET
from gates.sheet import tables

SITE = Path("_build/html")
LENGTH = r"[\d.]+em\b"


class Formula(NamedTuple):
    """A formula on a page: its source, which is there for screen readers, and the text that is visible."""

    page: str
    tex: str
    seen: str


def complaints(root: Path, site: Path = SITE) -> list[str]:
    """Each result that the pages show wrongly or not at all, and each formula whose visible digits are wrong."""
    notebooks = [root / site / path.relative_to(root) for path in chapters(root)]
    formulas = [
        formula
        for path in notebooks
        for formula in _formulas(path.stem, path.with_suffix(".html").read_text(encoding="utf8"))
    ]
    found = tables([formula.tex for formula in formulas])
    return [
        f"{name}: the built pages show {shown}, the sheet has {SHEET[name]}"
        for name, shown in found.items()
        if not shown or any(table != SHEET[name] for table in shown)
    ] + [
        f"{page}: the visible digits are not those of {tex}"
        for page, tex, seen in formulas
        if _digits(tex) != _digits(seen)
    ]


@cache
def _formulas(name: str, html: str) -> list[Formula]:
    return [
        Formula(name, maths.select("annotation")[0].get_text().strip(), maths.select(".katex-html")[0].get_text())
        for maths in BeautifulSoup(html, "html.parser").select(".katex")
    ]


def _digits(text: str) -> list[str]:
    """The digits, sorted, because a matrix is written by rows and typeset by columns. Lengths are not visible."""
    return sorted(re.findall(r"\d", re.sub(LENGTH, "", text)))
