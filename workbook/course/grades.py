"""Grades: the points for a class's submissions, and where a person should look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook.course.collecting import number_of
from workbook.course.handed_out import HandedOut, Student
from workbook.course.naming import Remark, first_few
from workbook.marking.expressions import Entry
from workbook.marking.marks import Marks, Points, Verdict
from workbook.marking.reading import counted

DATES = "with a date in place of a number: ask for the sheet again, with its cells formatted as text"


Written = dict[Entry, Decimal | str]


class Submission(NamedTuple):
    """A file that was marked: whose it is, and how that is known; its marks; where its givens are not those handed out.

    `dates` are the places where a date has replaced a number, and `section` is the file's part of the student's page.
    """

    file: str
    student: str
    known_by: str
    marks: Marks
    other_givens: tuple[Remark, ...]
    dates: tuple[Remark, ...]
    section: str

    @property
    def written(self) -> Written:
        """What is written, as numbers where it can be read: 1.1 and 1,1000 are the same."""
        return {entry: number_of(mark.written) for entry, mark in self.marks.entries.items() if mark.written}


class Unread(NamedTuple):
    """A file that could not be marked, why, and whose it is, judging by its name.

    The id is empty if the name does not say.
    """

    file: str
    why: str
    student: str


class Unknown(NamedTuple):
    """A file whose student is not known, and why."""

    file: str
    why: str


class Grade(NamedTuple):
    """A student's submissions, the points for them, why a person should look, and what could not be read.

    If there are points, they are those of the first submission. There are none if nothing was handed in, or if several
    submissions differ: a person must decide which one counts.
    """

    student: Student
    submissions: tuple[Submission, ...]
    points: Points | None
    flags: tuple[str, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def has_page(self) -> bool:
        """Whether there is anything to say to the student: something was handed in, readable or not."""
        return bool(self.submissions or self.unread)


def grades(
    handed_out: Mapping[str, HandedOut],
    submissions: Sequence[Submission],
    unread: Sequence[Unread],
    weights: Mapping[str, float],
) -> list[Grade]:
    """Each student's grade, in the order in which the problems were handed out."""
    own: dict[str, list[Submission]] = {id: [] for id in handed_out}
    for each in submissions:
        own[each.student].append(each)
    lost: dict[str, list[Unread]] = {}
    for file in unread:
        lost.setdefault(file.student, []).append(file)
    return [_grade(handed_out[id].student, tuple(each), tuple(lost.get(id, [])), weights) for id, each in own.items()]


def points_of(submission: Submission, weights: Mapping[str, float]) -> Points:
    """A submission's points."""
    steps = {entry.name for entry in submission.marks.entries}
    return submission.marks.points({name: weight for name, weight in weights.items() if name in steps})


def _grade(
    student: Student, submissions: tuple[Submission, ...], unread: tuple[Unread, ...], weights: Mapping[str, float]
) -> Grade:
    flags = [f"{each.file} could not be read" for each in unread]
    if not submissions:
        return Grade(student, (), None, tuple(flags), unread)
    # The fullest comes first. Others that say the same, or less, such as a blank sheet, do not count.
    first, *others = submissions = tuple(sorted(submissions, key=lambda each: -len(each.written)))
    points = points_of(first, weights)
    differing = [each for each in others if not each.written.items() <= first.written.items()]
    if differing:
        flags.append(f"{len(submissions)} submissions that differ: keep one of them in the folder, and mark again")
    if points.needs_a_person and not differing:
        flags.append("little is right, and no slip explains why")
    if first.marks.count(Verdict.MISSING) == len(first.marks.entries) and not differing:
        flags.append("nothing that can be read")
    flags += dict.fromkeys(f"{counted(len(each.dates), 'cell')} {DATES}" for each in submissions if each.dates)
    flags += dict.fromkeys(
        f"to check in the file: {'; '.join(first_few(each.marks.remarks))}"
        for each in submissions
        if each.marks.remarks
    )
    if any(each.other_givens for each in submissions):
        flags.append("givens that were not handed out")
    return Grade(student, submissions, None if differing else points, tuple(flags), unread)
