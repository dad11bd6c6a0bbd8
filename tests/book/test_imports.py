"""What a chapter imports is there in JupyterLite without a manual step.

Its kernel loads the packages that the site names, and before a cell runs those that the cell imports, each with what
it needs. So every installed package that a cell makes Python load must be among them, or stand beside the chapters.
"""

import ast
import json
import subprocess
import sys

import nbformat
import pytest
from packaging.utils import canonicalize_name

from tests.copies import ROOT
from tools.chapters import chapters
from tools.lite import BESIDE_THE_CHAPTERS

PYODIDE = json.loads((ROOT / "node_modules/pyodide/pyodide-lock.json").read_text(encoding="utf8"))["packages"]
SETTINGS = json.loads((ROOT / "lite/jupyter-lite.json").read_text(encoding="utf8"))["jupyter-config-data"]
(KERNEL,) = SETTINGS["litePluginSettings"].values()
NAMED = KERNEL["loadPyodideOptions"]["packages"]

LOADED = """
import json, sys, sysconfig
import IPython.display
before = set(sys.modules)
for cell in json.load(sys.stdin):
    exec(cell)
    names = {name.partition(".")[0] for name in set(sys.modules) - before}
    files = {name: getattr(sys.modules[name], "__file__", None) for name in names}
    print(json.dumps([name for name in names if (files[name] or "").startswith(sysconfig.get_path("purelib"))]))
"""


def imports(chapter):
    """For each code cell, its import statements."""
    for cell in nbformat.read(chapter, as_version=4).cells:
        if cell.cell_type == "code":
            nodes = ast.walk(ast.parse(cell.source))
            yield [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]


def modules(nodes):
    """The top-level modules that statements import by name."""
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


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
    cells = list(imports(chapter))
    sources = ["\n".join(map(ast.unparse, cell)) for cell in cells]
    run = subprocess.run(
        [sys.executable, "-c", LOADED], input=json.dumps(sources), capture_output=True, text=True, check=True, cwd=ROOT
    )
    packages, lacking = set(named), set()
    for cell, line in zip(cells, run.stdout.splitlines(), strict=True):
        packages |= {name for name, package in PYODIDE.items() if modules(cell) & set(package["imports"])}
        there = brought(packages) | set(BESIDE_THE_CHAPTERS)
        lacking |= set(json.loads(line)) - there
    return lacking


@pytest.mark.parametrize("chapter", chapters(ROOT), ids=lambda path: path.stem)
def test_all_that_a_chapter_imports_is_there(chapter):
    assert missing(chapter) == set()


def test_what_is_not_there_is_seen():
    assert missing(ROOT / "book/decimals.ipynb", named=["matplotlib"]) == {"mpmath"}
    assert "matplotlib" in missing(ROOT / "book/forward.ipynb", named=[])
