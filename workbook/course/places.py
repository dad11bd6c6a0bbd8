"""The names in the folder of results."""

from __future__ import annotations

import hashlib
from pathlib import Path

TABLES = ("gradebook.csv", "moodle.csv", "canvas.csv")
WRITTEN = ".written"
"""A record of the tables as they were written, so that changes made by hand are not lost."""

NAMES = (*TABLES, "report.html", "feedback", WRITTEN)
"""What the folder contains."""


def feedback_name(id: str) -> str:
    """The name of a student's page: the student's id.

    Any character that a file name cannot contain is written in hexadecimal.
    """
    safe = "".join(c if c.isalnum() or c in "-_ " or (c == "." and i) else f"%{ord(c):02X}" for i, c in enumerate(id))
    return f"{safe}.html"


def stamps(folder: Path) -> list[str]:
    """For each table in a folder, a line that no other content would have."""
    there = (folder / name for name in TABLES if (folder / name).is_file())
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in there]


def check_place(out: Path) -> None:
    """Refuse a folder that holds anything but earlier results, or a table that was changed by hand.

    Raises: ValueError if it does.
    """
    if out.exists() and not out.is_dir():
        raise ValueError(f"out: expected the name of a folder, got {out}, which is a file")
    above = next(path for path in out.parents if path.exists())
    if not above.is_dir():
        raise ValueError(f"out: expected the name of a folder, got {out}, and {above} is a file")
    others = sorted(path.name for path in out.iterdir() if path.name not in NAMES) if out.is_dir() else []
    if others:
        raise ValueError(f"out: expected a new folder or one with earlier results, got {out}, which holds {others[0]}")
    if (out / WRITTEN).is_file():
        known = (out / WRITTEN).read_text(encoding="utf8", errors="replace").splitlines()
        for changed in (stamp.split()[1] for stamp in stamps(out) if stamp not in known):
            raise ValueError(f"out: {out / changed} was changed by hand: move it elsewhere first, or take a new folder")
