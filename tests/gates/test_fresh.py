"""Stored outputs against a run; and canaries: a digit flipped in each kind of output, outputs that are not there."""

import functools
import json
import os
import re
import subprocess
import sys

import pytest

from gates import fresh
from gates.chapters import chapters
from gates.notebooks import executed
from tests.copies import ROOT, another_digit, copy_of_the_project, replace
from tests.full import FULL

FORWARD = ROOT / "book/forward.ipynb"
CHAPTERS = chapters(ROOT) if FULL else [FORWARD, ROOT / "book/backpropagation.ipynb"]
"""All are run by test_processors.py, with the same comparison, and by nbval."""


@functools.cache
def fresh_run(path):
    """What a run of a chapter gives, made once."""
    return executed(path, ROOT)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_stored_outputs_are_what_a_run_gives(path):
    assert fresh.differences(path.name, path.read_text(encoding="utf8"), fresh_run(path)) == []


def outputs(notebook, mime):
    """The places of an output's text in a notebook: (holder, key) pairs."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if mime == "stream" and output["output_type"] == "stream":
                yield output, "text"
            elif mime in output.get("data", {}):
                yield output["data"], mime


def flip(text, pattern):
    """The first digit of the first match of a pattern, flipped."""
    return another_digit(text, re.search(pattern, text).start(1))


@pytest.mark.parametrize(
    ("chapter", "mime", "pattern"),
    [
        ("backpropagation", "stream", r"\d\.\d\d(\d)"),
        ("forward", "text/plain", r"\d\.\d\d(\d)"),
        ("forward", "text/latex", r"\d\.\d\d(\d)"),
        ("forward", "text/markdown", r"\d\.\d\d(\d)"),
        ("forward", "image/svg+xml", r">−?\d\.(\d)</text>"),
        ("forward", "image/svg+xml", r'd="M \d+\.\d(\d)'),
    ],
)
def test_a_flipped_digit_is_seen(chapter, mime, pattern):
    path = ROOT / f"book/{chapter}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf8"))
    for holder, key in outputs(notebook, mime):
        text = "".join(holder[key])
        if re.search(pattern, text):
            holder[key] = flip(text, pattern).splitlines(keepends=True)
            break
    else:
        raise AssertionError(f"no digit in any {mime}")
    broken = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    assert len(fresh.differences(path.name, broken, fresh_run(path))) == 2  # the line as stored, the line as run


@pytest.mark.parametrize(
    "break_cell",
    [
        lambda cell: cell.update(outputs=[]),
        lambda cell: cell.update(execution_count=None),
        lambda cell: cell.update(execution_count=None, outputs=[]),
        lambda cell: cell["outputs"].reverse() or cell["outputs"].append(cell["outputs"][0]),
        lambda cell: cell["outputs"][0].get("metadata", cell["metadata"]).update(width="10"),
    ],
    ids=["emptied", "not executed", "never executed", "one output too many", "metadata"],
)
def test_an_output_that_is_not_of_the_run_is_seen(break_cell):
    notebook = json.loads(FORWARD.read_text(encoding="utf8"))
    break_cell([cell for cell in notebook["cells"] if cell.get("outputs")][3])
    broken = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    assert fresh.differences(FORWARD.name, broken, fresh_run(FORWARD))


def test_a_stale_copy_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    (copy / "_toc.yml").write_text("root: book/sgd\nparts: []\n", encoding="utf8")
    replace(copy / "nnlib/network.py", "theta - rate * slope", "theta + rate * slope")
    assert any("loss after" in complaint for complaint in fresh.complaints(copy))


def test_nbval_sees_a_flipped_digit_too(tmp_path):
    copy = copy_of_the_project(tmp_path)
    path = copy / "book/sgd.ipynb"
    text = path.read_text(encoding="utf8")
    path.write_text(another_digit(text, re.search(r"loss after   \d\.\d(\d)", text).start(1)), encoding="utf8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "book/sgd.ipynb"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "1 failed" in run.stdout


def test_a_chapter_with_a_skip_marker_is_refused(tmp_path):
    copy = copy_of_the_project(tmp_path)
    assert fresh.markers(copy) == []
    for marker in ("# NBVAL_SKIP", "# nbval_ignore_output", "#PYTEST_VALIDATE_IGNORE_OUTPUT"):
        for chapter in ("forward", "sgd"):
            path = copy / f"book/{chapter}.ipynb"
            notebook = json.loads(path.read_text(encoding="utf8"))
            cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
            cell["source"] = [marker + "\n", *cell["source"]]
            path.write_text(json.dumps(notebook), encoding="utf8")
            assert any(chapter in complaint for complaint in fresh.markers(copy))


def test_a_tag_that_silences_nbval_is_refused(tmp_path):
    copy = copy_of_the_project(tmp_path)
    path = copy / "book/index.ipynb"
    notebook = json.loads(path.read_text(encoding="utf8"))
    tagged = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    tagged["metadata"]["tags"].append("nbval-ignore-output")
    path.write_text(json.dumps(notebook), encoding="utf8")
    assert len(fresh.markers(copy)) == 1
