"""What a chapter imports is there in JupyterLite without a manual step.

Its kernel loads the packages that the site names, and before a cell runs those that the cell imports, each with what
it needs. So every package that a cell imports, or the project's own code that it makes Python load, must be among
them, or stand beside the chapters.
"""

import ast
import functools
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from packaging.utils import canonicalize_name

from gates.chapters import chapters
from tests.copies import ROOT
from tools.lite import BESIDE_THE_CHAPTERS

PYODIDE = json.loads((ROOT / "node_modules/pyodide/pyodide-lock.json").read_text(encoding="utf8"))["packages"]
SETTINGS = json.loads((ROOT / "lite/jupyter-lite.json").read_text(encoding="utf8"))["jupyter-config-data"]
(SETTING,) = SETTINGS["litePluginSettings"].values()
NAMED = SETTING["loadPyodideOptions"]["packages"]
KERNEL = "IPython"

LOADED = """
import json, sys
import IPython.display
for cell in json.load(sys.stdin):
    exec(cell)
    files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
    print(json.dumps([file for file in files if file.startswith(sys.argv[1])]))
"""
OWN = tuple(f"{ROOT / name}/" for name in BESIDE_THE_CHAPTERS if (ROOT / name).is_dir())


def statements(source):
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]


def modules(nodes):
    """The top-level modules that statements import by name."""
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)


@functools.cache
def imported(file):
    return frozenset(modules(statements(Path(file).read_text(encoding="utf8"))))


def brought(packages):
    """The modules of packages, and of all on which those depend."""
    found, waiting = set(), list(packages)
    while waiting:
        if (name := canonicalize_name(waiting.pop())) not in found:
            found.add(name)
            waiting += PYODIDE[name]["depends"]
    return {module for name in found for module in PYODIDE[name]["imports"]}


def missing(chapter, named=NAMED):
    """The modules that a cell of the chapter would not find."""
    cells = [cell.source for cell in nbformat.read(chapter, as_version=4).cells if cell.cell_type == "code"]
    sources = ["\n".join(map(ast.unparse, statements(cell))) for cell in cells]
    command = [sys.executable, "-c", LOADED, str(ROOT)]
    run = subprocess.run(command, input=json.dumps(sources), capture_output=True, text=True, check=True, cwd=ROOT)
    packages, lacking = set(named), set()
    for cell, line in zip(cells, run.stdout.splitlines(), strict=True):
        asked = modules(statements(cell))
        packages |= {name for name, package in PYODIDE.items() if asked & set(package["imports"])}
        asked = asked.union(*(imported(file) for file in json.loads(line) if file.startswith(OWN)))
        lacking |= asked - brought(packages) - set(BESIDE_THE_CHAPTERS) - {KERNEL}
    return lacking


@pytest.mark.parametrize("chapter", chapters(ROOT), ids=lambda path: path.stem)
def test_all_that_a_chapter_imports_is_there(chapter):
    assert missing(chapter) == set()


def test_what_is_not_there_is_seen():
    assert missing(ROOT / "book/decimals.ipynb", named=["matplotlib"]) == {"mpmath"}
    assert "matplotlib" in missing(ROOT / "book/forward.ipynb", named=[])
