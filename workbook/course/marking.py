"""A folder of submissions, marked: each against the problem that its student was handed out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from workbook.course.collecting import NOTHING, dates_in, files_in, other_givens, read
from workbook.course.feedback import section
from workbook.course.grades import Grade, Submission, Unknown, Unread, grades
from workbook.course.handed_out import HandedOut, read_handed_out
from workbook.course.roll import Roll
from workbook.marking.judging import mark
from workbook.marking.problems import Problem
from workbook.marking.reading import BLANK
from workbook.marking.replay import Impossible

FEW = 50
"""This many files are marked in less time than other processes need to start."""

MOST = 60
"""Windows waits for no more processes."""


class Results(NamedTuple):
    """Grades in the order of the class list, the files that could not be read, and those of unknown students."""

    handed_out: Mapping[str, HandedOut]
    grades: list[Grade]
    unread: list[Unread]
    unknown: list[Unknown]


def mark_folder(
    folder: Path | str,
    handed_out: Path | str | Mapping[str, HandedOut],
    weights: Mapping[str, float] | None = None,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    workers: int | None = None,
) -> Results:
    """Mark every file in a folder and in its folders against what was handed out. The results do not depend on workers.

    Args: who was given what, or the file that `new` wrote; the weights of steps, as for `Marks.points`; for a progress
    bar `progress=tqdm.tqdm`; how many processes work, one for each core unless it is said.
    Raises: ValueError, when there is no such folder, when `new` did not write the file, or when a weight does not fit.
    What cannot be read in a submission raises nothing: the results say so.

    Each process imports the script that calls this. There it stands below `if __name__ == "__main__":`, as Python asks.
    """
    root = Path(folder)
    if not root.is_dir():
        raise ValueError(f"folder: expected a folder of submissions, got {folder}")
    given = handed_out if isinstance(handed_out, Mapping) else read_handed_out(Path(handed_out))
    weighs = _checked(weights or {}, given)
    files = [path.relative_to(root).as_posix() for path in files_in(root)]
    marked = list(_each(_Marker(root, given), files, progress, workers))
    submissions = [each for each in marked if isinstance(each, Submission)]
    unread = [each for each in marked if isinstance(each, Unread)]
    unknown = [each for each in marked if isinstance(each, Unknown)]
    return Results(
        given,
        grades(given, submissions, unread, weighs),
        unread,
        unknown,
    )


class _Marker:
    """Marks a file of the folder."""

    def __init__(self, root: Path, handed_out: Mapping[str, HandedOut]) -> None:
        self._root, self._roll = root, Roll(handed_out)

    def __call__(self, file: str) -> Submission | Unread | Unknown:
        path = PurePath(file)
        try:
            brought = read(self._root / file)
        except ValueError as complaint:
            return Unread(file, str(complaint), self._roll.whose(path, NOTHING).id)
        id, why = self._roll.whose(path, brought)
        if not id:
            return Unknown(file, why)
        given = self._roll.handed_out[id].problem
        try:
            problem = _workable(given.name, tuple(given.tables.items()), given.places, given.network)
            sheet = brought.sheet_for(problem)
            marks = mark(problem, sheet)
        except (Impossible, ValueError) as complaint:
            return Unread(file, str(complaint), id)
        others = other_givens(problem, brought)
        owners = tuple(self._roll.with_givens(brought)) if others else ()
        dates = dates_in(brought, sheet)
        part = section(file, problem, sheet, marks, others, dates)
        return Submission(file, id, why, marks, others, owners, dates, part)


@lru_cache(maxsize=8)
def _workable(name: str, tables: Any, places: int, network: Any) -> Problem:
    """A problem that keeps what is worked out for it, where a class shares one; and is forgotten, where none does."""
    return Problem(name, dict(tables), places, network)


def _checked(weights: Mapping[str, float], handed_out: Mapping[str, HandedOut]) -> Mapping[str, float]:
    """The weights, if each can weigh a step of what was handed out.

    Raises: ValueError.
    """
    structures = {problem.structure: problem for _, problem in handed_out.values()} if weights else {}
    for problem in structures.values():
        mark(problem, BLANK).points({name: weight for name, weight in weights.items() if name in problem.shapes})
    known = dict.fromkeys(name for problem in structures.values() for name in problem.shapes)
    for name in weights:
        if name not in known:
            raise ValueError(f"weights: expected steps as the gradebook names them, {', '.join(known)}, got {name}")
    return weights


def _each(
    marker: _Marker, files: list[str], progress: Callable[[Iterable[Any]], Iterable[Any]], workers: int | None
) -> Iterator[Submission | Unread | Unknown]:
    """Each file's result, in the order of the files."""
    count = workers or _cores()
    if count == 1 or len(files) <= FEW:
        yield from (marker(file) for file in progress(files))
        return
    with ProcessPoolExecutor(min(count, MOST), get_context("spawn"), _start, (marker,)) as pool:
        results = pool.map(_mark, files, chunksize=max(1, min(32, len(files) // (4 * count))))
        yield from (next(results) for _ in progress(files))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_markers: list[_Marker] = []
"""In a process of the pool: its marker."""


def _start(marker: _Marker) -> None:
    _markers[:] = [marker]


def _mark(file: str) -> Submission | Unread | Unknown:
    return _markers[0](file)
