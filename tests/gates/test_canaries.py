"""Without the gate, its canary fails: shown for each gate."""

import os
import re
import subprocess
import sys

import pytest

from tests.copies import ROOT
from tests.gates.conftest import CANARIES
from tests.gates.test_main import EVERY_GATE


def test_every_gate_has_a_canary():
    assert {f"{gate.__module__}.{gate.__name__}" for gate in EVERY_GATE} <= set(CANARIES.values())


@pytest.fixture(scope="module")
def outcomes():
    """How each canary ends without its gate."""
    names = [f"tests/gates/{canary}" for canary in CANARIES]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=no", "-p", "no:cacheprovider", *names],
        cwd=ROOT,
        env={**os.environ, "GUTTED": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^([A-Z]+) tests/gates/(\w+\.py::\w+)", run.stdout, re.MULTILINE)
    assert found, run.stdout + run.stderr
    return found


@pytest.mark.parametrize("canary", CANARIES)
def test_without_its_gate_a_canary_fails(canary, outcomes):
    assert {outcome for outcome, name in outcomes if name == canary} == {"FAILED"}
