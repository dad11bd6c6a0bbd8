"""The assignment's own paper: the independent source that results are held against."""

from pathlib import Path

Table = list[list[str]]


def blocks(name: str) -> dict[str, list[str]]:
    """The lines of each block of a text file beside this one, under the block's name."""
    text = (Path(__file__).parent / name).read_text(encoding="utf8")
    paragraphs = [block.splitlines() for block in text.strip().split("\n\n") if not block.startswith("#")]
    return {lines[0]: lines[1:] for lines in paragraphs}


SHEET: dict[str, Table] = {name: [row.split() for row in rows] for name, rows in blocks("sheet.txt").items()}
"""The 88 results, as printed."""

TERMS = blocks("terms.txt")
"""The sums inside the worked lines, as printed."""
