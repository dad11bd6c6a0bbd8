"""Change a copy of nnlib, one place at a time: the tests must notice each change. Run it as python -m tools.mutants"""

from __future__ import annotations

import difflib
import importlib
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from typing import NamedTuple

import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

CPU_LIMIT = 60  # seconds of processor time, whatever the load; what takes longer is killed

LEFT_OUT = re.compile(
    r"Variable"  # these need names to be given
    r"|Binary.*_(FloorDiv|Mod|LShift|RShift|BitXor)$|Binary.*_(Add|Sub|Mul|Div|Pow)_Bit|Binary.*_Bit.*_(?!Bit)"
    r"|Comparison.*_(Eq|NotEq|Lt|LtE|Gt|GtE)_Is|Comparison.*_Is(Not)?_(?!Is)"
)
"""Operators whose mutants fail at the first number they meet: a shift of a float, say."""

PRELOADED = ("autograd", "hypothesis", "matplotlib", "mpmath", "numpy", "sympy")  # once, for all

TESTS = ["-x", "-qq", "--failed-first", "--hypothesis-profile=ci", "-p", "no:xdist", "-p", "no:nbval"]
TESTS += ["-W", "ignore::pytest.PytestAssertRewriteWarning", "nnlib", "tests/nnlib"]


LEFT_BEHIND = (".git", ".venv*", ".pyodide", ".*_cache", ".hypothesis", "_*build", "__pycache__", "node_modules")
"""Files that a copy does not need. The tests read the other files whose names begin with a dot."""


class Mutant(NamedTuple):
    """A changed line, without its number, so that it is recognised even if lines above it change."""

    file: str
    line: str
    becomes: str


def mutants(file: Path) -> Iterator[tuple[Mutant, str]]:
    """Each mutant of the file, with the file's text after the change."""
    source = file.read_text(encoding="utf8")
    for name in operator_names():
        occurrence = 0
        while not LEFT_OUT.search(name) and (text := mutate_code(source, get_operator(name)(), occurrence)):
            change = list(difflib.unified_diff(source.splitlines(), text.splitlines(), n=0, lineterm=""))[3:]
            line, becomes = (" ".join(" ".join(row[1:] for row in change if row[0] == sign).split()) for sign in "-+")
            yield Mutant(str(file), line, becomes), text
            occurrence += 1


def _pytest(bytecode: bool) -> None:
    """pytest, in a process of its own. Says nothing but its exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.path.insert(0, os.getcwd())
    sys.dont_write_bytecode = not bytecode
    sys.exit(pytest.main(TESTS))


def passes(bytecode: bool = False) -> bool:
    """Whether the tests pass in time on the copy in the current directory."""
    process = get_context("fork").Process(target=_pytest, args=(bytecode,))
    process.start()
    try:
        process.join()
    finally:
        process.kill()
        process.join()
    return process.exitcode == 0


def said(what: str, mutant: Mutant) -> None:
    print(f"{what}: {mutant.file}\n  - {mutant.line}\n  + {mutant.becomes}", flush=True)


def search(file: Path) -> tuple[int, list[Mutant]]:
    """How many mutants a file of this process's copy has, and which of them the tests do not notice."""
    source = file.read_text(encoding="utf8")
    survived, count = [], 0
    for mutant, text in mutants(file):
        count += 1
        file.write_text(text, encoding="utf8")
        if passes():
            survived.append(mutant)
            said("not killed", mutant)
    file.write_text(source, encoding="utf8")
    print(f"{file}: {count} mutants, {len(survived)} not killed", flush=True)
    return count, survived


def settle(copies: Queue[str]) -> None:
    """Give this process a copy of its own, checked and with its packages loaded."""
    os.chdir(copies.get())
    for name in PRELOADED:
        importlib.import_module(name)
    if not passes(bytecode=True):
        sys.exit("The tests fail without any mutant.")
    for stale in Path("nnlib").rglob("*.pyc"):
        stale.unlink()


def main() -> int:
    """Mutate two copies at a time. Returns 1 if a mutant survives without a reason, or a reason has no survivor."""
    entries = tomllib.loads(Path("tests/mutants.toml").read_text(encoding="utf8")).get("mutant", [])
    explained = {Mutant(entry["file"], entry["line"], entry["becomes"]) for entry in entries if entry["reason"]}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[str] = get_context("fork").Queue()
        for name in ("one", "two"):
            shutil.copytree(".", f"{folder}/{name}", ignore=shutil.ignore_patterns(*LEFT_BEHIND))
            copies.put(f"{folder}/{name}")
        with ProcessPoolExecutor(2, get_context("fork"), settle, (copies,)) as pool:
            found = list(pool.map(search, sorted(Path("nnlib").rglob("*.py"), key=lambda file: -file.stat().st_size)))
    count = sum(number for number, _ in found)
    survived = [mutant for _, mutants_left in found for mutant in mutants_left]
    unexplained = [mutant for mutant in survived if mutant not in explained]
    for mutant in unexplained:
        said("survives", mutant)
    for mutant in (unused := sorted(explained.difference(survived))):
        said("has a reason, but does not survive", mutant)
    equivalent = len(survived) - len(unexplained)
    print(f"{count} mutants: {count - len(survived)} killed, {equivalent} equivalent, {len(unexplained)} survive")
    return 1 if unexplained or unused else 0


if __name__ == "__main__":
    sys.exit(main())
