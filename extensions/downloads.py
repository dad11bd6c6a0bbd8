"""With an address, a downloaded chapter installs what it needs from the site itself."""

import subprocess
import sys
from pathlib import Path

from sphinx.application import Sphinx

from extensions.metadata import site_address
from gates.chapters import chapters
from gates.needs import downloaded


def wheel(root: Path, folder: Path) -> str:
    """Put the project's wheel into the folder, and return its name."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    command += ["--directory", str(folder)]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    (built,) = folder.glob("*.whl")
    return built.name


def offer(app: Sphinx, error: Exception | None) -> None:
    root, site, address = Path(app.srcdir), Path(app.outdir), site_address()
    if address and not error:
        source = address + wheel(root, site)
        for chapter in chapters(root):
            copy = site / "_sources" / chapter.relative_to(root)
            copy.write_text(downloaded(chapter, root, source), encoding="utf8")


def setup(app: Sphinx) -> None:
    app.connect("build-finished", offer)
