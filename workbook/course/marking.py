"""A folder of submissions, each marked against the problem that its student was given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import nullcontext
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from workbook.course.collecting import NOTHING, dates_in, files_in, other_givens, read
from workbook.course.feedback import section
from workbook.course.grades import Grade, Submission, Unknown, Unread, grades
from workbook.course.handed_out import HandedOut, read_handed_out
from workbook.course.processes import processes
from workbook.course.roll import Roll
from workbook.marking.judging import mark
from workbook.marking.problems import Problem
from workbook.marking.reading import BLANK
from workbook.marking.replay import Impossible

FEW = 50
"""This many files take less time to mark than other processes take to start."""

PART = 32
"""This many files are one task for another process."""

FAULT = "the program failed at marking it, by a fault of its own: please report that, with the file"

NO_SHEET_FITS = "No marked sheet has givens that were handed out: is handed_out.json the one for these sheets?"

MOST = 60
"""Windows cannot wait for more processes than this."""


class Results(NamedTuple):
    """Grades in the order of the class list, the files that could not be read, and those of unknown students."""

    handed_out: Mapping[str, HandedOut]
    grades: list[Grade]
    unread: list[Unread]
    unknown: list[Unknown]

    @property
    def complaint(self) -> str:
        """What is wrong with all the sheets together, or an empty string."""
        sheets = [each for grade in self.grades for each in grade.submissions]
        are_strange = len(sheets) > 1 and all(each.other_givens for each in sheets)
        return NO_SHEET_FITS if are_strange else ""


def mark_folder(
    folder: Path | str,
    handed_out: Path | str | Mapping[str, HandedOut],
    weights: Mapping[str, float] | None = None,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    workers: int | None = None,
    pool: Executor | None = None,
) -> Results:
    """Mark every file in a folder and its subfolders against what was handed out.

    The results do not depend on the number of workers. Each worker process imports the script that calls this function.
    So put the call under `if __name__ == "__main__":`, as Python requires.

    Args: who was given what, or the file that `new` wrote; the weights of steps, as for `Marks.points`; for a progress
    bar, `progress=tqdm.tqdm`; the number of worker processes, one for each core by default; or a pool to work in, which
    may be on other machines, such as `dask.distributed.Client().get_executor()`. Every machine must find the files
    under the same names.
    Raises: ValueError if there is no such folder, if `new` did not write the file, or if a weight does not fit. A
    submission that cannot be read raises no error: the results report it.
    """
    root = Path(folder).resolve()
    if not root.is_dir():
        raise ValueError(f"folder: expected a folder of submissions, got {folder}")
    source = handed_out if isinstance(handed_out, Mapping) else Path(handed_out).resolve()
    given = source if isinstance(source, Mapping) else read_handed_out(source)
    weighs = _checked(weights or {}, given)
    files = [path.relative_to(root).as_posix() for path in files_in(root)]
    marked = list(_each(root, source, given, files, progress, workers, pool))
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
        except Exception:  # a fault in the marking costs this sheet, not the whole class
            return Unread(file, FAULT, id)
        others = other_givens(problem, brought)
        dates = dates_in(brought, sheet)
        part = section(file, problem, sheet, marks, others, dates)
        return Submission(file, id, why, marks, others, dates, part)


@lru_cache(maxsize=8)
def _workable(name: str, tables: Any, places: int, network: Any) -> Problem:
    """A problem with what has been worked out for it. A class that shares one problem works it out once."""
    return Problem(name, dict(tables), places, network)


def _checked(weights: Mapping[str, float], handed_out: Mapping[str, HandedOut]) -> Mapping[str, float]:
    """The weights, checked: each must belong to a step of what was handed out.

    Raises: ValueError if one does not, or cannot be a weight, or if no step is left that has one.
    """
    structures = {problem.structure: problem for _, problem in handed_out.values()} if weights else {}
    for problem in structures.values():
        mark(problem, BLANK).points({name: weight for name, weight in weights.items() if name in problem.shapes})
    known = dict.fromkeys(name for problem in structures.values() for name in problem.shapes)
    for name in weights:
        if name not in known:
            raise ValueError(f"weights: expected steps as the gradebook names them, {', '.join(known)}, got {name}")
    if known and not any(weights.get(name, 1) for name in known):
        raise ValueError("weights: expected a weight above 0 for at least one step, got 0 for every step")
    return weights


def _each(
    root: Path,
    source: Path | Mapping[str, HandedOut],
    given: Mapping[str, HandedOut],
    files: list[str],
    progress: Callable[[Iterable[Any]], Iterable[Any]],
    workers: int | None,
    pool: Executor | None,
) -> Iterator[Submission | Unread | Unknown]:
    """Each file's result, in the order of the files."""
    count = workers or _cores()
    if pool is None and (count == 1 or len(files) <= FEW):
        yield from map(_Marker(root, given), progress(files))
        return
    with nullcontext(pool) if pool else processes(min(count, MOST)) as used:
        size = PART if isinstance(source, Path) else max(PART, len(files) // (4 * count))
        parts = [files[i : i + size] for i in range(0, len(files), size)]
        results = chain.from_iterable(used.map(partial(_mark_part, root, source, _stamp(source)), parts))
        yield from (next(results) for _ in progress(files))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _stamp(source: Path | Mapping[str, HandedOut]) -> int:
    """What distinguishes a file from one that is written later under the same name."""
    return source.stat().st_mtime_ns if isinstance(source, Path) else 0


def _mark_part(
    root: Path, source: Path | Mapping[str, HandedOut], stamp: int, files: list[str]
) -> list[Submission | Unread | Unknown]:
    """Mark some of the files, in another process."""
    marker = _marker(root, source, stamp) if isinstance(source, Path) else _Marker(root, source)
    return list(map(marker, files))


@lru_cache(maxsize=1)
def _marker(root: Path, source: Path, _stamp: int) -> _Marker:
    """The marker of a folder, which a process makes once: what a large class was given takes a while to read."""
    return _Marker(root, read_handed_out(source))
