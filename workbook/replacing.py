"""A file is written whole or not at all: beside the old one first, and then it takes the old one's place."""

import os
import shutil
from pathlib import Path


def replace(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file under just this name. When that fails, what was there stays as it was. A link stays a link.

    Raises: OSError, when the file cannot be written, or when something other than a file has the name.
    """
    place = Path(path).resolve()
    if place.exists() and not place.is_file():
        raise OSError(f"path: expected the name of a file, got {os.fspath(path)!r}, which is not a regular file")
    beside = place.with_name(f".{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        if place.exists():
            shutil.copymode(place, beside)
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)
