"""Counts of what there is to check, for the page that says how the book is checked."""

import ast
import json
from pathlib import Path

from gates.chapters import chapters
from gates.corrupt import digits
from gates.paper import SHEET


def counts(root: Path) -> dict[str, int]:
    """How many there are of each kind, under its name."""
    notebooks = [json.loads(path.read_text(encoding="utf8")) for path in chapters(root)]
    cells = [cell for notebook in notebooks for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return {
        "results": sum(len(row) for table in SHEET.values() for row in table),
        "notebooks": len(notebooks),
        "cells": len(cells),
        "outputs": sum(len(cell["outputs"]) for cell in cells),
        "digits": sum(1 for _ in digits(root)),
        "tests": sum(map(_tests, root.glob("tests/**/test_*.py"))),
    }


def _tests(path: Path) -> int:
    functions = ast.walk(ast.parse(path.read_text(encoding="utf8")))
    return sum(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in functions)
