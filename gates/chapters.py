"""The book's pages and its notebooks, in reading order."""

from pathlib import Path
from typing import Any

import yaml

from nnlib import assignment
from workbook.networks import ASSIGNMENT, GIVEN

OF_THEIR_NETWORK = (
    "forward", "backpropagation", "hidden_layer", "sgd", "decimals", "gradient_check", "practice", "again", "real_data",
    "other_libraries", "speed", "notation", "keep",
)  # fmt: skip
"""Chapters that derive, run or measure a network with ReLU + sin and softmax. A book on another network omits them."""

FIRST_PAGE = {True: "index", False: "problem"}
"""The first page of a book on their network, and of one on another, which writes down the formulas of any network."""

KEPT = ("sheet", "live", "homework", "api", "checked", "bibliography")
"""Pages that other pages need, for their fields, formulas and citations."""


def contents(root: Path = Path()) -> dict[str, Any]:
    """What `_toc.yml` says, without the pages that the assignment leaves out.

    Raises: ValueError if there is no such page, or if other pages need it.
    """
    listed: dict[str, Any] = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf8"))
    names = {Path(entry["file"]).name for part in listed["parts"] for entry in part["chapters"]}
    for name in assignment.without:
        if name not in names or name in KEPT:
            possible = ", ".join(sorted(names - {*KEPT}))
            raise ValueError(f"nnlib/assignment.py: without: expected some of {possible}; got {name!r}")
    is_theirs = GIVEN == ASSIGNMENT
    left_out = {*assignment.without, *(() if is_theirs else OF_THEIR_NETWORK)}
    parts = [
        {**part, "chapters": [entry for entry in part["chapters"] if Path(entry["file"]).name not in left_out]}
        for part in listed["parts"]
    ]
    first = Path(listed["root"])
    if first.name in FIRST_PAGE.values():
        first = first.with_name(FIRST_PAGE[is_theirs])
    return {**listed, "root": first.as_posix(), "parts": [part for part in parts if part["chapters"]]}


def pages(root: Path = Path()) -> list[str]:
    """The pages that the book has, without a suffix."""
    listed = contents(root)
    return [listed["root"], *(entry["file"] for part in listed["parts"] for entry in part["chapters"])]


def chapters(root: Path = Path()) -> list[Path]:
    """Those pages that are notebooks."""
    return [path for name in pages(root) if (path := root / f"{name}.ipynb").exists()]


if __name__ == "__main__":
    print(*chapters())
