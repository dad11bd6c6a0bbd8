"""The chapters' stored outputs show the results of the assignment's sheet, digit for digit."""

import re
from pathlib import Path

import nbformat

from gates.chapters import chapters
from gates.paper import SHEET, TERMS, Table
from workbook.show import symbol

NUMBERS = re.compile(r"\\begin\{pmatrix\}|-?\d")
"""How the values of a quantity begin. A formula may begin in the same way as a result, with L."""


def shown(root: Path) -> dict[str, list[Table]]:
    """Every matrix or number that the stored outputs show as one of the sheet's quantities, each time it is shown."""
    return tables([text.strip("$\n") for text in _latex_outputs(root)])


def tables(maths: list[str]) -> dict[str, list[Table]]:
    """The values of the sheet's quantities, read from the TeX of displayed equations."""
    equations = [equation.strip() for tex in maths for equation in tex.split(",\\quad")]
    found: dict[str, list[Table]] = {name: [] for name in SHEET}
    for name in found:
        beginning = f"{symbol(name)} = "
        for equation in equations:
            if equation.startswith(beginning) and NUMBERS.match(value := equation.removeprefix(beginning)):
                found[name].append(_table(value))
    return found


def complaints(root: Path) -> list[str]:
    """Each result that the chapters show wrongly, or not at all."""
    found = shown(root)
    missing = [f"{name}: no chapter shows it" for name, tables in found.items() if not tables]
    wrong = [
        f"{name}: a chapter shows {table}, the sheet has {SHEET[name]}"
        for name, tables in found.items()
        for table in tables
        if table != SHEET[name]
    ]
    lines = " ".join(_latex_outputs(root))
    absent = [
        f"{name}: no line of working has {line}" for name in TERMS for line in TERMS[name] if f"= {line} " not in lines
    ]
    return missing + wrong + absent


def _latex_outputs(root: Path) -> list[str]:
    return [
        output["data"]["text/latex"]
        for path in chapters(root)
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if "text/latex" in output.get("data", {})
    ]


def _table(value: str) -> Table:
    inside = re.sub(r"\\(begin|end)\{pmatrix\}", "", value)
    return [re.split(r"\s*&\s*", row.strip()) for row in inside.split("\\\\")]
