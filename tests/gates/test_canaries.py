"""Without the gate, its canary fails: shown for each gate."""

import os
import subprocess
import sys

import pytest

from tests.copies import ROOT
from tests.gates.test_main import EVERY_GATE

CANARIES = {
    "gates.fresh:differences": ("test_fresh.py", "flipped_digit_is_seen and stream"),
    "gates.fresh:complaints": ("test_fresh.py", "stale_copy"),
    "gates.fresh:markers": ("test_fresh.py", "skip_marker"),
    "gates.sheet:complaints": ("test_sheet.py", "flipped and sgd"),
    "gates.pages:complaints": ("test_pages.py", "flipped and sgd"),
    "gates.prose:complaints": ("test_prose.py", "typed_number_is_refused"),
    "gates.readme:complaints": ("test_readme.py", "flipped"),
    "gates.processors:complaints": ("test_processors.py", "hangs_on_the_processor"),
}


def test_every_gate_has_a_canary():
    assert {f"{gate.__module__}:{gate.__name__}" for gate in EVERY_GATE} <= set(CANARIES)


@pytest.mark.parametrize("gate", CANARIES)
def test_a_gutted_gate_is_noticed(gate):
    file, canary = CANARIES[gate]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/gates/{file}", "-k", canary],
        cwd=ROOT,
        env={**os.environ, "GUTTED": gate, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stdout
    assert "1 failed" in run.stdout
