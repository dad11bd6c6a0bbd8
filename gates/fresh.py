"""The stored outputs are exactly those of a fresh run: outputs of every kind, their order, and the metadata."""

import re
from pathlib import Path

import nbformat

from gates.chapters import chapters
from gates.notebooks import differences, executed

SILENCERS = re.compile(r"nbval|pytest_validate|raises-exception", re.IGNORECASE)


def complaints(root: Path, **environment: str) -> list[str]:
    """Each line in which a notebook's file differs from what a run would store now."""
    return [
        line
        for path in chapters(root)
        for line in differences(path.name, path.read_text(encoding="utf8"), executed(path, root, **environment))
    ]


def markers(root: Path) -> list[str]:
    """Each cell that tells a test tool to skip it."""
    return [
        f"{path.name}, cell {number}: excludes itself from the comparison"
        for path in chapters(root)
        for number, cell in enumerate(nbformat.read(path, as_version=4).cells)
        if SILENCERS.search(" ".join([cell.source, *cell.metadata.get("tags", [])]))
    ]
