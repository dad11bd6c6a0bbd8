"""The sheet to fill in."""

from collections.abc import Mapping

from IPython.display import Markdown

from nnlib.latex import as_table, symbol
from nnlib.network import Array

BOX = r"\boxed{\rule{0em}{1em}\hspace{3.2em}}"


def empty_sheet(quantities: Mapping[str, Array]) -> Markdown:
    """For a notebook: each quantity with an empty box for each of its entries, in a formula that fits on a page."""
    formulas = (f"$$\n\\begin{{aligned}}\n{_boxes(*item)}\n\\end{{aligned}}\n$$" for item in quantities.items())
    return Markdown("\n\n".join(formulas))  # type: ignore[no-untyped-call]


def _boxes(name: str, quantity: Array) -> str:
    rows, columns = as_table(quantity).shape
    boxes = " \\\\\n".join([" & ".join([BOX] * columns)] * rows)
    return f"{symbol(name)} &= \\begin{{matrix}}\n{boxes}\n\\end{{matrix}}"
