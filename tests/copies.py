"""Copies of the project, to break."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build/html"


def copy_of_the_project(to: Path) -> Path:
    """All that git tracks or would track, as it stands now."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    return to


def pages(site: Path) -> list[Path]:
    """The pages for readers: all but the notebooks that run, and the first address, which only leads on."""
    found = (path for path in site.rglob("*.html") if not {"lite", "_static"} & set(path.relative_to(site).parts))
    return sorted(path for path in found if path != site / "index.html")


def replace(path: Path, old: str, new: str) -> None:
    """Break a file. The text to replace must be there."""
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")


def another_digit(text: str, place: int) -> str:
    """The text with one digit flipped."""
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
