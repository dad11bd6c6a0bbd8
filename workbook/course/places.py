"""The names in the folder of results."""

from __future__ import annotations

from pathlib import Path

NAMES = ("gradebook.csv", "moodle.csv", "canvas.csv", "report.html", "feedback")
"""What the folder holds."""


def feedback_name(id: str) -> str:
    """The name of a student's page: the id, with what a file's name cannot have in hexadecimal."""
    safe = "".join(c if c.isalnum() or c in "-_ " or (c == "." and i) else f"%{ord(c):02X}" for i, c in enumerate(id))
    return f"{safe}.html"


def check_place(out: Path) -> None:
    """Refuse a folder that holds anything but earlier results.

    Raises: ValueError.
    """
    if out.exists() and not out.is_dir():
        raise ValueError(f"out: expected the name of a folder, got {out}, which is a file")
    above = next(path for path in out.parents if path.exists())
    if not above.is_dir():
        raise ValueError(f"out: expected the name of a folder, got {out}, and {above} is a file")
    others = sorted(path.name for path in out.iterdir() if path.name not in NAMES) if out.is_dir() else []
    if others:
        raise ValueError(f"out: expected a new folder or one with earlier results, got {out}, which holds {others[0]}")
