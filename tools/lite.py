"""Build JupyterLite, in which a reader runs the chapters without a server: python -m tools.lite FOLDER

Pyodide comes from its usual host. If JUPYTERLITE_PYODIDE_URL, JupyterLite's own setting, names a distribution of it,
that distribution is copied into the folder, and the site contacts no other host.
"""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from gates.chapters import chapters
from gates.needs import without

BESIDE_THE_CHAPTERS = ("nnlib", "workbook", "peers", "autograd")
"""Packages that chapters import and Pyodide does not have. A kernel finds packages beside its notebook."""

NO_CODE = shutil.ignore_patterns("__pycache__", "*.pyc")

SETTINGS = Path("lite")
SCRIPTS = ("needs.js", "newer.js")
"""Scripts from the settings' folder, which JupyterLite's page loads first."""

WHEELS = Path(".pyodide")

BEFORE_IT_STARTS = '<script id="jupyter-config-data"'
LEADS_ON = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>The chapters</title>
<meta http-equiv="refresh" content="0; url={to_root}notebooks/index.html?path={first}">
<script id="jupyter-config-data" type="application/json">{{}}</script>
</html>
"""
"""In place of the app that lists files, which is not part of the site. JupyterLite looks for the script at its root."""


def contents(folder: Path) -> None:
    """Put the chapters into a new folder, and the packages beside them."""
    folder.mkdir()
    for chapter in chapters(Path()):
        notebook = nbformat.read(chapter, as_version=4)
        notebook.cells = without(notebook.cells)
        notebook.metadata["version"] = version(notebook)
        nbformat.write(notebook, folder / chapter.name)
    for name in BESIDE_THE_CHAPTERS:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        shutil.copytree(Path(found.origin).parent, folder / name, ignore=NO_CODE)


def version(notebook: nbformat.NotebookNode) -> str:
    """A name for this version of a chapter. A reader's copy keeps it, and so shows which version it was made from."""
    return hashlib.sha256(nbformat.writes(notebook).encode()).hexdigest()


def add_to_pages(target: Path) -> None:
    """Make the page load our scripts, and make the addresses of the file list lead to the first chapter."""
    page = target / "notebooks/index.html"
    before, start, after = page.read_text(encoding="utf8").partition(BEFORE_IT_STARTS)
    assert start
    loading = "".join(f'<script src="../{name}"></script>\n' for name in SCRIPTS)
    page.write_text(before + loading + start + after, encoding="utf8")
    for name in SCRIPTS:
        shutil.copy(SETTINGS / name, target)
    (target / "tree").mkdir()
    first = chapters(Path())[0].name
    (target / "index.html").write_text(LEADS_ON.format(to_root="", first=first), encoding="utf8")
    (target / "tree/index.html").write_text(LEADS_ON.format(to_root="../", first=first), encoding="utf8")


def build(target: Path) -> None:
    """Build with JupyterLite's own command."""
    comm = next(WHEELS.glob("comm-*.whl")).absolute()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SETTINGS, folder, dirs_exist_ok=True)
        contents(folder / "chapters")
        command: list[str | Path] = [sys.executable, "-m", "jupyterlite_core", "build", "--contents", "chapters"]
        command += ["--output-dir", target.absolute(), "--piplite-wheels", comm]
        run = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode:
        sys.exit(run.stdout)
    add_to_pages(target)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
