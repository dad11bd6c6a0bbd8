"""The sheet to fill in."""

from collections.abc import Mapping

from nnlib.latex import Latex, as_table, symbol
from nnlib.network import Array

BOX = r"\boxed{\rule{0em}{1em}\hspace{3.2em}}"


def empty_sheet(quantities: Mapping[str, Array]) -> Latex:
    """For a notebook: each quantity with an empty box for each of its entries."""
    rows = map(_boxes, quantities, quantities.values())
    return Latex("\\begin{aligned}\n" + " \\\\[1em]\n".join(rows) + "\n\\end{aligned}")


def _boxes(name: str, quantity: Array) -> str:
    rows, columns = as_table(quantity).shape
    boxes = " \\\\\n".join([" & ".join([BOX] * columns)] * rows)
    return f"{symbol(name)} &= \\begin{{matrix}}\n{boxes}\n\\end{{matrix}}"
