"""Build JupyterLite, in which a reader runs the chapters without a server: python -m tools.lite FOLDER

Pyodide comes from its usual host. Where JUPYTERLITE_PYODIDE_URL, JupyterLite's own setting, names a distribution of it,
that is copied into the folder, and no other host is asked.
"""

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
"""What chapters import and Pyodide does not have. A kernel finds what lies beside its notebook."""

NO_CODE = shutil.ignore_patterns("__pycache__", "*.pyc")

SETTINGS = Path("lite")
WHEELS = Path(".pyodide")


def contents(folder: Path) -> None:
    """Put the chapters into a new folder, and the packages beside them."""
    folder.mkdir()
    for chapter in chapters(Path()):
        notebook = nbformat.read(chapter, as_version=4)
        notebook.cells = without(notebook.cells)
        nbformat.write(notebook, folder / chapter.name)
    for name in BESIDE_THE_CHAPTERS:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.origin is not None
        shutil.copytree(Path(found.origin).parent, folder / name, ignore=NO_CODE)


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


if __name__ == "__main__":
    build(Path(sys.argv[1]))
