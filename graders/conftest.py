"""Problems to export, and what is tried on them: sheets, and numbers on either side of each end of what is accepted."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from workbook import problem, the_assignment
from workbook.marking.accepted import within
from workbook.marking.expressions import Entry, sources
from workbook.marking.reading import BLANK, Sheet, printed
from workbook.marking.replay import PAPER
from workbook.networks import Network

ROOT = Path(__file__).parents[1]
HOSTILE = "<&>\"' ]]> {1:NUMERICAL:=5} {{params}} ~#= \\ \x01"
SIGMOIDS = Network("sigmoid", "sigmoid", "half squares")
PROBLEMS = {
    "the assignment": the_assignment(),
    "hostile": replace(problem(1, (2, 2, 2), network=SIGMOIDS), name=HOSTILE),
    "two examples": problem(3, (2, 3, 2, 2)),
    "no biases": problem(4, (2, 2, 1), network=Network("tanh", "linear", "squares", "sum", "none")),
}


@pytest.fixture(params=PROBLEMS.values(), ids=PROBLEMS, scope="session")
def exported(request):
    return request.param


def probes(accepted, step):
    """Each end of a range, the middle between any two, and a step outside."""
    ends = sorted({end for numbers in accepted for end in numbers})
    return [
        *ends,
        *((low + high) / 2 for low, high in pairwise(ends)),
        *(end + way * step for end in ends for way in (-1, 1)),
    ]


def same_numbers(accepted, is_right, step=Decimal("1e-15")):
    """Whether what is accepted here and what is right there are the same, wherever it can be told."""
    return all(within(number, accepted) == is_right(number) for number in probes(accepted, step))


def gone_on(problem):
    """The numbers of somebody who makes one error in the first entry and is right from there on."""
    return problem.worked(PAPER, {Entry("Z1"): problem.solution[Entry("Z1")] + Decimal("0.1")})


def not_earned(problem):
    """The error, and what only repeats a number that is wrong because of it: that takes no work."""
    numbers = problem.givens | gone_on(problem)
    yield Entry("Z1")
    for entry, expression in problem.record.items():
        if numbers[entry] != problem.solution[entry] and numbers[entry] in [
            numbers[each] for each in sources(expression)
        ]:
            yield entry


def sheets(problem):
    """A sheet that is right, the same up to a half, one that goes on from an error, and an empty one."""
    right = printed(problem.solution, problem.places)
    first = list(problem.record)[: len(problem.record) // 2]
    return {
        "right": right,
        "half": Sheet({entry: right.entries[entry] for entry in first}),
        "following": printed(gone_on(problem), problem.places),
        "empty": BLANK,
    }


def points(problem, entries):
    """What these entries are worth, each the share of its step that it is of those that need work."""
    counts = Counter(entry.name for entry, needs_work in problem.needs_work.items() if needs_work)
    return sum((Fraction(1, counts[entry.name]) for entry in entries if problem.needs_work[entry]), Fraction(0))


def run(folder, *command):
    """A command of the graders' environment, with no settings but its own."""
    own = folder / "settings"
    jupyter = {f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": path, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(own / "ipython"), "HOME": str(own)}
    environment = {**os.environ, **jupyter, **settings, "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
