"""Running chapters again."""

import subprocess
import sys

import nbformat
import pytest

from gates.notebooks import executed
from tests.copies import ROOT


@pytest.fixture
def notebook(tmp_path):
    def write(*sources):
        path = tmp_path / "small.ipynb"
        cells = [nbformat.v4.new_code_cell(source, metadata={"tags": ["kept"], "execution": {}}) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"volatile": 1}), path)
        return path

    return write


def run(path):
    return subprocess.run(
        [sys.executable, "-m", "gates.notebooks", str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_second_run_changes_nothing(notebook):
    path = notebook("print('a')", "print('b')\n1 + 1")
    assert "outputs stored" in run(path).stdout
    text = path.read_text(encoding="utf8")
    assert "nothing changed" in run(path).stdout
    assert path.read_text(encoding="utf8") == text
    assert executed(path, ROOT) == text
    stored = nbformat.read(path, as_version=4)
    assert [cell.execution_count for cell in stored.cells] == [1, 2]
    assert stored.cells[0].metadata == {"tags": ["kept"], "execution": {}}
    assert set(stored.metadata) == {"kernelspec", "language_info"}


def test_a_failing_cell_is_named_and_nothing_is_stored(notebook):
    path = notebook("1 + 1", "1 / 0")
    text = path.read_text(encoding="utf8")
    result = run(path)
    assert result.returncode == 1
    assert "small.ipynb: a cell fails, nothing stored" in result.stderr
    assert "ZeroDivisionError" in result.stderr
    assert path.read_text(encoding="utf8") == text
