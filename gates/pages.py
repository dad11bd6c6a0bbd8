"""The built pages show the sheet: the results are read back out of the HTML, as a reader gets them."""

import html
import re
from pathlib import Path

from gates.sheet import SHEET, tables
from tools.chapters import chapters

SITE = Path("_build/html")


def complaints(root: Path, site: Path = SITE) -> list[str]:
    """What the built pages show otherwise than the sheet has it, or do not show."""
    found = tables([maths for path in chapters(root) for maths in _maths(root / site / path.relative_to(root))])
    return [
        f"{name}: the built pages show {shown}, the sheet has {SHEET[name]}"
        for name, shown in found.items()
        if not shown or any(table != SHEET[name] for table in shown)
    ]


def _maths(notebook: Path) -> list[str]:
    """The displayed maths of a chapter's page, as TeX."""
    page = notebook.with_suffix(".html").read_text(encoding="utf8")
    displayed = re.findall(r"\\\[(.*?)\\\]", page, re.DOTALL)
    return [re.sub(r"\\(begin|end)\{split\}", "", html.unescape(tex)).strip() for tex in displayed]
