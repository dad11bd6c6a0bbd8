"""The page's modules, run by node beside Python's marking."""

import json
import subprocess

from tests.copies import ROOT, SITE
from tests.full import FULL

LIVE = SITE / "_static/live"


HOUR = 3600


def answers(tasks, folder=LIVE, timeout=HOUR if FULL else 120):
    """What the page's modules make of each task. One that never ends is ended."""
    lines = "\n".join(json.dumps(task) for task in tasks)
    command = [ROOT / ".venv/bin/node", ROOT / "tests/live/work.mjs", folder]
    done = subprocess.run(
        command, input=lines, capture_output=True, text=True, check=True, encoding="utf8", timeout=timeout
    )
    return [json.loads(line) for line in done.stdout.removesuffix("\n").split("\n")]


def texts(problem):
    """The givens of a problem, in the page's order."""
    return [text for table in problem.tables.values() for row in table for text in row]


def form(made):
    """A problem's network and its sizes, as the page takes them."""
    return {"network": made.network._asdict(), "sizes": made.sizes._asdict()}
