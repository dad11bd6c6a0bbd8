"""A chapter that is opened alone says what it needs, in a line that works; and canaries."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from extensions import downloads
from gates import needs, prose
from gates.chapters import chapters
from tests.copies import ROOT, SITE, copy_of_the_project, replace
from tests.site.conftest import served
from tools import pip

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
OURS = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
NAME = PROJECT["project"]["name"]
REPOSITORY = "https://github.com/someone/course-2025"


def first(path):
    return nbformat.read(path, as_version=4).cells[0]


def line(text):
    """The line that installs, where a text has one."""
    return next(iter(re.findall(r"^%pip install .*$", text, re.MULTILINE)), "")


def unsaid(root):
    """The chapters in the repository whose first cell does not say what they need."""
    return [path.stem for path in chapters(root) if first(path) != needs.with_needs(path, root).cells[0]]


def test_every_chapter_says_what_it_needs():
    assert unsaid(ROOT) == []
    assert all("make lab" in first(path).source for path in chapters(ROOT))


def test_a_chapter_that_does_not_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / "book/sgd.ipynb", "needs the project", "needs a project")
    path = copy / "book/forward.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = needs.without(notebook.cells)
    nbformat.write(notebook, path)
    assert unsaid(copy) == ["forward", "sgd"]


def test_with_a_repository_they_name_it_and_no_gate_minds(tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / "_config.yml", 'url: ""', f"url: {REPOSITORY}")
    assert unsaid(copy) == [path.stem for path in chapters(copy)]
    for path in chapters(copy):
        path.write_text(nbformat.writes(needs.with_needs(path, copy)), encoding="utf8")
        assert line(first(path).source) == f'%pip install "{NAME}[chapters] @ git+{REPOSITORY}"'
    assert unsaid(copy) == []
    assert prose.complaints(copy) == []


def test_no_page_shows_what_a_notebook_needs():
    pages = [(SITE / f"book/{path.stem}.html").read_text(encoding="utf8") for path in chapters(ROOT)]
    assert not any("needs the project that it belongs to" in page for page in pages)


@pytest.fixture
def alone(tmp_path):
    """Python in a fresh environment, with the packages that `make` set up but for the project itself."""
    others, fresh = tmp_path / "others", tmp_path / "fresh"
    others.mkdir()
    for part in Path(nbformat.__file__).parents[1].iterdir():
        if "one_small_network" not in part.name:
            (others / part.name).symlink_to(part)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", fresh], check=True)
    (packages,) = fresh.glob("lib/python3*/site-packages")
    (packages / "others.pth").write_text(str(others))
    own = {**pip.environment(), "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": ""}

    def python(*arguments, cwd=tmp_path):
        command = [fresh / "bin/python", *arguments]
        run = subprocess.run(command, cwd=cwd, env=own, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    python.packages = packages
    return python


WHERE = "import importlib, sys; print(*(importlib.import_module(name).__file__ for name in sys.argv[1:]))"
RUN = """
import sys, nbformat
from nbclient import NotebookClient
NotebookClient(nbformat.read(sys.argv[1], as_version=4)).execute()
"""


def installed(python):
    """Whether the project's packages come from the environment itself."""
    return python("-c", WHERE, *OURS).split() == [str(python.packages / name / "__init__.py") for name in OURS]


def test_a_downloaded_chapter_runs_by_itself(alone, tmp_path, monkeypatch):
    site = tmp_path / "host/course"
    (site / "_sources/book").mkdir(parents=True)
    with served(site.parent) as address:
        monkeypatch.setenv("SITE_URL", f"{address}course")
        downloads.offer(SimpleNamespace(srcdir=ROOT, outdir=site), None)
        chapter = site / "_sources/book/notation.ipynb"
        assert line(first(chapter).source).startswith(f'%pip install "{NAME}[chapters] @ {address}course/')
        alone("-c", RUN, chapter)
    assert installed(alone)


def requirement(text):
    return re.fullmatch(r'%pip install "(.*)"', line(text))[1]


def test_the_line_for_a_repository_installs(alone, tmp_path):
    copy = copy_of_the_project(tmp_path / "copy")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    with served(copy / ".git") as address:
        replace(copy / "_config.yml", 'url: ""', f"url: {address}")
        for command in ("init -q", "add .", "commit -q -m x", "update-server-info"):
            subprocess.run([*git, *command.split()], cwd=copy, check=True)
        alone("-m", "pip", "install", "--no-deps", requirement(needs.words(copy)))
    assert installed(alone)


def test_what_binder_asks_for_installs(alone, tmp_path):
    copy = copy_of_the_project(tmp_path / "copy")
    alone("-m", "pip", "install", "--no-deps", "-r", ".binder/requirements.txt", cwd=copy)
    assert installed(alone)


def test_what_is_not_installed_is_seen(alone):
    with pytest.raises(AssertionError, match="No module named"):
        installed(alone)
