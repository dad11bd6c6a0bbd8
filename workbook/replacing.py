"""Write files and folders whole or not at all: first alongside the old one, and then in its place."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

LEFT_BY_THE_MACHINE = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that an operating system adds to a folder when it is opened."""


def replace(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file under exactly this name. If that fails, the existing file is left unchanged. A link stays a link.

    Raises: OSError if the file cannot be written, or if something other than a file has the name.
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


@contextmanager
def replace_folder(path: str | os.PathLike[str], files: Collection[str]) -> Iterator[Path]:
    """A new folder to fill, which then takes this name. If that fails, the existing folder is left unchanged.

    Args: the files that will be in the folder, as paths within it, separated by `/`.
    Raises: OSError if the name is not that of a folder, if the folder holds other files, which would be lost, or if the
    new folder cannot be written.
    """
    place = Path(path).resolve()
    _check_nothing_is_lost(place, files)
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=place.parent) as beside:
        new, old = Path(beside, "new"), Path(beside, "old")
        new.mkdir()
        try:
            yield new
        except OSError as error:
            if error.filename and Path(error.filename).is_relative_to(beside):
                error.filename = os.fspath(path)
            raise
        if not place.exists():
            new.rename(place)
            return
        _check_nothing_is_lost(place, files)
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise


def _check_nothing_is_lost(place: Path, files: Collection[str]) -> None:
    if place.exists() and not place.is_dir():
        raise OSError(f"{place}: expected a folder, or a name that is free")
    for found in sorted(place.rglob("*")):
        name = found.relative_to(place).as_posix()
        if not found.is_dir() and name not in files and found.name not in LEFT_BY_THE_MACHINE:
            raise OSError(f"{place}: expected a new folder, or one with nothing but what is written again; got {name}")
