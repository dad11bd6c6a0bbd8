"""The sheet to fill in."""

from collections.abc import Mapping

from nnlib.network import Array
from workbook.show import as_table, symbol

BOX = r"\boxed{\rule{0em}{1em}\hspace{3.2em}}"


class Equations:
    """For a notebook: displayed maths in blocks, so that a page can break between two of them."""

    def __init__(self, blocks: list[str]) -> None:
        self.blocks = blocks

    def _repr_markdown_(self) -> str:
        return "\n\n".join(f"$$\n{block}\n$$" for block in self.blocks)

    def __repr__(self) -> str:
        return "\n\n".join(self.blocks)


def empty_sheet(quantities: Mapping[str, Array]) -> Equations:
    """A sheet to fill in: each quantity, with an empty box for each of its entries."""
    return Equations([_boxes(*item) for item in quantities.items()])


def _boxes(name: str, quantity: Array) -> str:
    rows, columns = as_table(quantity).shape
    boxes = " \\\\\n".join([" & ".join([BOX] * columns)] * rows)
    return f"\\begin{{aligned}}\n{symbol(name)} &= \\begin{{matrix}}\n{boxes}\n\\end{{matrix}}\n\\end{{aligned}}"
