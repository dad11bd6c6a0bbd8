"""Copies of the project, to break."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"
IGNORED = GitIgnoreSpec.from_lines([".git", *(ROOT / ".gitignore").read_text(encoding="utf8").splitlines()])


def files(folder: Path) -> Iterator[Path]:
    """All in a folder of the project that git tracks or would track; git itself need not be there."""
    for path in sorted(folder.iterdir()):
        name = f"{path.relative_to(ROOT)}{'/' * path.is_dir()}"
        if not IGNORED.match_file(name):
            yield from files(path) if path.is_dir() else [path]


def copy_of_the_project(to: Path) -> Path:
    """The project as it stands now, without what is built."""
    for path in files(ROOT):
        target = to / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return to


def pages(site: Path) -> list[Path]:
    """The pages for readers: all but the notebooks that run, elements alone, and the first address, which leads on."""
    without = {"lite", "_static", "embed"}
    found = (path for path in site.rglob("*.html") if not without & set(path.relative_to(site).parts))
    return sorted(path for path in found if path != site / "index.html")


def replace(path: Path, old: str, new: str) -> None:
    """Break a file. The text to replace must be there."""
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")


def another_digit(text: str, place: int) -> str:
    """The text with one digit flipped."""
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
