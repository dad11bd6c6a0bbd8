"""`make lab`: JupyterLab opens each chapter, sets its MyST, and runs it from top to bottom; and a canary."""

import json
import os
import signal
import subprocess
import time

import nbformat
import pytest

from gates.chapters import chapters
from gates.notebooks import METADATA
from tests.copies import ROOT, copy_of_the_project
from tests.full import FULL

SETTINGS = {
    "ServerApp": {"open_browser": False, "port": 0, "allow_root": True},
    "IdentityProvider": {"token": ""},
    "LabApp": {"expose_app_in_browser": True},
}
ALL = chapters(ROOT)
CHAPTERS = ALL if FULL else [path for path in ALL if path.stem == "gradient_check"]
"""The one that imports most; a full run opens all."""

OWN = ("CONFIG_DIR", "RUNTIME_DIR", "DATA_DIR")
CELLS = [nbformat.v4.new_markdown_cell("```{admonitoin} Misspelt\n```"), nbformat.v4.new_code_cell("1 / 0")]

RUN = """
async (path) => {
  const { commands, shell } = window.jupyterapp;
  const panel = await commands.execute("docmanager:open", { path, factory: "Notebook" });
  await panel.sessionContext.ready;
  shell.activateById(panel.id);
  await commands.execute("notebook:run-all-cells");
  return panel.content.model.sharedModel.toJSON().cells;
}
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory, browser):
    """JupyterLab in a page, as `make lab` opens it, on a copy of the project."""
    folder = tmp_path_factory.mktemp("lab")
    copy = copy_of_the_project(folder / "project")
    nbformat.write(nbformat.v4.new_notebook(cells=CELLS, metadata=METADATA), copy / "book/broken.ipynb")
    (folder / "jupyter_server_config.json").write_text(json.dumps(SETTINGS), encoding="utf8")
    (copy / ".venv").symlink_to(ROOT / ".venv")
    server = subprocess.Popen(
        ["make", "lab", "--old-file=.venv/ready", *(f"JUPYTER_{name}={folder}" for name in OWN)],
        cwd=copy,
        env={**os.environ, "MAKEFLAGS": "", "MAKELEVEL": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        while not (running := list(folder.glob("jpserver-*.json"))):
            assert server.poll() is None
            time.sleep(0.1)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(json.loads(running[0].read_text(encoding="utf8"))["url"] + "lab")
        page.wait_for_function("window.jupyterapp?.restored.then(() => true)")
        yield page
        page.close()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def faults(lab, name):
    """What goes wrong when a notebook is opened and run: cells that fail or do not run, MyST that is not set."""
    cells = [cell for cell in lab.evaluate(RUN, name) if cell["source"]]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    errors = [out["ename"] for cell in code for out in cell["outputs"] if out["output_type"] == "error"]
    unrun = [cell["source"] for cell in code if not cell["execution_count"]]
    panel = lab.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    panel.locator(".jp-MarkdownCell .myst").first.wait_for(state="attached")
    raw = ["no admonition is set"] if _has_directive(cells) and not panel.locator(".myst-admonition").count() else []
    return errors + unrun + raw


def _has_directive(cells):
    return any("```{admon" in cell["source"] for cell in cells)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_opens_and_runs(chapter, lab):
    assert faults(lab, chapter.name) == []


def test_what_is_wrong_is_seen(lab):
    assert faults(lab, "broken.ipynb") == ["ZeroDivisionError", "no admonition is set"]
