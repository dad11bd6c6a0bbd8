"""Write files and folders whole or not at all: first alongside the old one, and then in its place."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

LEFT_BY_THE_MACHINE = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that an operating system adds to a folder when it is opened."""

RECORD = ".written"
"""A file that says what else was written in a folder, so that nothing which was changed by hand is lost."""


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
def replace_folder(path: str | os.PathLike[str], known: Mapping[str, str]) -> Iterator[Path]:
    """A new folder to fill, which then takes this name. If that fails, the existing folder is left unchanged.

    Args: the stamp of each file that the existing folder may hold, as for `check_nothing_is_lost`.
    Raises: ValueError as for `check_nothing_is_lost`; OSError if the new folder cannot be written.
    """
    place = Path(path).resolve()
    check_nothing_is_lost(place, known)
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
        check_nothing_is_lost(place, known)
        try:
            if place.exists():
                place.rename(old)
            new.rename(place)
        except BaseException:
            if old.exists() and not place.exists():
                old.rename(place)
            raise


def check_nothing_is_lost(folder: Path, known: Mapping[str, str]) -> None:
    """Refuse a folder with a file that is not known, or that was changed.

    Args: the stamp of each file that may be there, by its path within the folder, with `/` between its parts.
    Raises: ValueError, also if the name, or a folder above, is that of a file.
    """
    above = next(path for path in (folder, *folder.parents) if path.exists())
    if not above.is_dir():
        raise ValueError(f"{folder}: expected a folder, or a name that is free; {above} is a file")
    for name, its in _stamps(folder).items():
        if name not in known:
            raise ValueError(
                f"{folder}: expected a new folder, or one that holds only what this command writes; "
                f"got {name}, which may be your own"
            )
        if known[name] != its:
            raise ValueError(
                f"{folder / name}: expected the file as this command writes it, got one that was changed, or that is "
                "from another homework: move it elsewhere first, or take a new folder"
            )


def record(folder: Path) -> None:
    """Note what is in a folder, for `recorded`."""
    replace(folder / RECORD, "".join(f"{its}  {name}\n" for name, its in _stamps(folder).items()).encode())


def recorded(folder: Path) -> dict[str, str]:
    """The stamps of what was in a folder when `record` noted it, by name; none if nothing was noted."""
    if not (folder / RECORD).is_file():
        return {}
    lines = (folder / RECORD).read_text(encoding="utf8", errors="replace").splitlines()
    return {name: its for its, _, name in (line.partition("  ") for line in lines)}


def stamp(content: bytes) -> str:
    """What no other content has."""
    return hashlib.sha256(content).hexdigest()


def _stamps(folder: Path) -> dict[str, str]:
    """The stamp of each file in a folder and its subfolders; none for the record."""
    return {
        path.relative_to(folder).as_posix(): stamp(path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
        if not path.is_dir() and path.name not in {RECORD, *LEFT_BY_THE_MACHINE}
    }
