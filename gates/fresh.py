"""Stored outputs are what a run gives, to the letter: every output of every kind, the order, the metadata."""

import re
from pathlib import Path

import nbformat

from gates.chapters import chapters
from gates.notebooks import differences, executed

SILENCERS = re.compile(r"nbval|pytest_validate|raises-exception", re.IGNORECASE)


def complaints(root: Path, **environment: str) -> list[str]:
    """Where the notebooks' files differ from what running them now would store."""
    return [
        line
        for path in chapters(root)
        for line in differences(path.name, path.read_text(encoding="utf8"), executed(path, root, **environment))
    ]


def markers(root: Path) -> list[str]:
    """The cells that tell a checker to look away."""
    return [
        f"{path.name}, cell {number}: takes itself out of the comparison"
        for path in chapters(root)
        for number, cell in enumerate(nbformat.read(path, as_version=4).cells)
        if SILENCERS.search(" ".join([cell.source, *cell.metadata.get("tags", [])]))
    ]
