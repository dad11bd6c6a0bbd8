"""What results are compared with: the assignment's own paper, or else a calculation that shares no code with nnlib."""

from pathlib import Path

from gates.by_hand import worksheet
from nnlib import assignment
from workbook import the_assignment
from workbook.steps import NOT_ON_THE_SHEET

Table = list[list[str]]


def blocks(name: str) -> dict[str, list[str]]:
    """The lines of each block of a text file in this folder, under the block's name."""
    text = (Path(__file__).parent / name).read_text(encoding="utf8")
    paragraphs = [block.splitlines() for block in text.strip().split("\n\n") if not block.startswith("#")]
    return {lines[0]: lines[1:] for lines in paragraphs}


def worked_by_hand() -> dict[str, Table]:
    """The results that should be on the assignment's sheet."""
    problem = the_assignment()
    hidden, output, loss, *_ = problem.network
    sheet: dict[str, Table] = {}
    for (name, row, _), text in worksheet(
        problem.tables, problem.places, hidden=hidden, output=output, loss=loss
    ).items():
        if name not in NOT_ON_THE_SHEET:
            table = sheet.setdefault(name, [])
            table += [[]] * (row == len(table))
            table[row] = [*table[row], text]
    return sheet


PRINTED: dict[str, Table] = {name: [row.split() for row in rows] for name, rows in blocks("sheet.txt").items()}
"""The 88 results, as printed."""

SHEET, TERMS = (PRINTED, blocks("terms.txt")) if assignment.in_print else (worked_by_hand(), {})
"""The results, and the sums within lines of working, as far as they are in print."""
