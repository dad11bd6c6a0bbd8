"""A problem for each student: drawn with the teacher's secret, or the public problems in order of number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from workbook.course.handed_out import PROBLEM_OF, HandedOut, Student
from workbook.course.secret import seed
from workbook.marking.fresh import SIZES, problem
from workbook.marking.problems import Problem
from workbook.marking.reading import counted
from workbook.networks import GIVEN, Network

ATTEMPTS = 100

Map = Callable[[Callable[..., Any], Collection[Any]], Iterable[Any]]
"""Like `map`, possibly in other processes."""


class Wanted(NamedTuple):
    """Which problems are wanted, in the form that `workbook.problem` takes; by default they are like the assignment."""

    sizes: tuple[int, ...] = SIZES
    places: int = 4
    network: Network = GIVEN


def public(students: Sequence[Student], wanted: Wanted, run: Map = map) -> Iterator[HandedOut]:
    """The first student gets problem 0, the next one problem 1, and so on in the order of the list."""
    return map(_handed_out, students, run(partial(_drawn, wanted), range(len(students))))


def with_a_secret(students: Sequence[Student], secret: bytes, wanted: Wanted, run: Map = map) -> list[HandedOut]:
    """A problem for each student, determined by the secret and the student's id.

    It does not depend on who else is on the list, or on the order. There is one exception, once in a million
    classes: if students have the same problem, the first in order of id keeps it, and the others get their next one.
    A problem in which no hidden unit passes anything on is not handed out either: its gradients are 0.

    Raises: ValueError if there are not enough problems, or none of this kind.
    """
    problems: dict[str, Problem] = {}
    waiting = sorted(student.id for student in students)
    for attempt in range(ATTEMPTS):
        seeds = [seed(secret, id, attempt) for id in waiting]
        problems |= zip(waiting, run(partial(_drawn, wanted), seeds), strict=True)
        waiting = sorted({*_sharing(problems), *(id for id in waiting if _is_dead(problems[id]))})
        if not waiting:
            return [_handed_out(student, problems[student.id]) for student in students]
    raise ValueError(
        f"sizes: expected a network with enough different problems for {counted(len(students), 'student')}"
    )


def _drawn(wanted: Wanted, number: int) -> Problem:
    return problem(number, *wanted)


def _handed_out(student: Student, drawn: Problem) -> HandedOut:
    """The problem, named after the student's id: its own name would reveal its seed."""
    return HandedOut(student, replace(drawn, name=f"{PROBLEM_OF}{student.id}"))


def _is_dead(drawn: Problem) -> bool:
    """Whether every hidden unit is 0 in some example, as can happen with ReLU."""
    alive = {entry.column for entry, number in drawn.solution.items() if entry.name == "H" and number}
    return len(alive) < drawn.sizes.N


def _sharing(problems: dict[str, Problem]) -> list[str]:
    """The ids whose problem belongs to an earlier id as well."""
    first: dict[str, str] = {}
    return [id for id in sorted(problems) if first.setdefault(str(problems[id].tables), id) != id]
