"""JupyterLite boots in a browser, from a Pyodide of one's own, and runs a line beside the packages.

Not tested: that NumPy and matplotlib come from Pyodide's host, which no test may ask.
"""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup

from gates.chapters import chapters
from tests.copies import ROOT, SITE
from tests.site.conftest import served
from tests.site.pyodide import self_hosted

LINE = "import importlib.util as u; print(6 * 7, *(u.find_spec(n).origin for n in ('nnlib', 'workbook', 'autograd')))"


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    """The address of a JupyterLite with a Pyodide of its own."""
    folder = tmp_path_factory.mktemp("lite")
    (folder / "pyodide").mkdir()
    self_hosted(folder / "pyodide/pyodide")
    environment = {**os.environ, "JUPYTERLITE_PYODIDE_URL": str(folder / "pyodide"), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "tools.lite", folder / "site"], cwd=ROOT, env=environment, check=True)
    with served(folder / "site") as address:
        yield address


def test_it_boots_and_runs_a_line(lite, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{lite}notebooks/index.html?path=forward.ipynb")
    cell = page.locator(".jp-CodeCell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(LINE)
    page.keyboard.press("Control+Enter")
    output = cell.locator(".jp-OutputArea-output", has_text="42 ")
    output.wait_for(timeout=90_000)
    assert output.inner_text().split() == [
        "42",
        *(f"/drive/{n}/__init__.py" for n in ("nnlib", "workbook", "autograd")),
    ]
    assert [url for url in asked if not url.startswith((lite, "data:", "blob:"))] == []
    context.close()


@pytest.mark.parametrize("chapter", chapters(ROOT), ids=lambda path: path.stem)
def test_a_button_opens_the_chapter(chapter):
    page = BeautifulSoup(
        (SITE / chapter.relative_to(ROOT)).with_suffix(".html").read_text(encoding="utf8"), "html.parser"
    )
    address = page.select_one('a[href*="lite/notebooks"]')["href"]
    target, _, name = re.fullmatch(r"(\.\./lite/notebooks/index\.html)(\?path=)(.+)", address).groups()
    assert (SITE / "book" / target).is_file()
    shown, stored = nbformat.read(SITE / "lite/files" / name, as_version=4), nbformat.read(chapter, as_version=4)
    assert shown.cells == stored.cells[1:]  # all that it needs is there


def test_pyodide_comes_from_its_usual_host_unless_told_otherwise():
    config = (SITE / "lite/jupyter-lite.json").read_text(encoding="utf8")
    assert ("pyodideUrl" in config) == ("JUPYTERLITE_PYODIDE_URL" in os.environ)
