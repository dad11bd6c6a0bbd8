"""The search for mutants: a gap in the tests is seen and named, an explained mutant is let pass."""

import os
import subprocess
import sys

import pytest

from tests.copies import ROOT

CODE = "def larger(a, b):\n    return a if a > b else b\n"
TEST = "from nnlib.small import larger\n\n\ndef test_larger():\n    assert (larger(1, 2), larger(4, 3)) == (2, 4)\n"
EQUIVALENT = """
[[mutant]]
file = "nnlib/small.py"
line = "return a if a > b else b"
becomes = "return a if a >= b else b"
reason = "of two equal numbers, either is the larger"
"""
SURVIVES = """survives: nnlib/small.py
  - return a if a > b else b
  + return a if a >= b else b
"""


@pytest.fixture
def search(tmp_path):
    """Search a project of one function, and see that its files stay as they were."""

    def run(explained, test=TEST):
        files = {"nnlib/__init__.py": "", "nnlib/small.py": CODE}
        files |= {"tests/nnlib/test_small.py": test, "tests/mutants.toml": explained}
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf8")
        result = subprocess.run(
            [sys.executable, "-m", "tools.mutants"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        left = {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
        assert left == files
        return result

    return run


def test_a_surviving_mutant_is_named_and_a_reason_that_no_mutant_needs(search):
    result = search(EQUIVALENT.replace(">= b", "<= b"))
    assert result.returncode == 1
    assert SURVIVES in result.stdout
    assert "has a reason, but does not survive: nnlib/small.py\n  - return a if a > b else b" in result.stdout
    assert result.stdout.splitlines()[-1] == "6 mutants: 5 killed, 0 equivalent, 1 survive"


def test_an_explained_mutant_is_let_pass(search):
    result = search(EQUIVALENT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "survives" not in result.stdout
    assert result.stdout.splitlines()[-1] == "6 mutants: 5 killed, 1 equivalent, 0 survive"


def test_tests_that_fail_by_themselves_prove_nothing(search):
    result = search("", TEST.replace("== (2, 4)", "== (2, 3)"))
    assert result.returncode == 1
    assert "The tests fail without any mutant." in result.stderr
