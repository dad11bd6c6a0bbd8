"""The gradebook as CSV: for a spreadsheet, for Moodle and for Canvas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from workbook.course.feedback import number
from workbook.course.grades import Grade
from workbook.marking.marks import Verdict
from workbook.marking.spreadsheet import inert
from workbook.quantities import QUANTITIES

POSSIBLE = "    Points Possible"
"""What Canvas calls it, spaces included."""


def gradebook(grades: Sequence[Grade]) -> str:
    """One line per student: total points, entries by verdict, why a person should look, the files, points by step."""
    steps = _steps(grades)
    head = ["id", "name", "points", "of", *(verdict.word for verdict in Verdict), "for a person", "files", *steps]
    return _csv([head, *(_line(grade, steps) for grade in grades)])


def _line(grade: Grade, steps: Sequence[str]) -> list[str]:
    student, submissions, points, flags, _ = grade
    files = "; ".join(each.file for each in submissions)
    said = "; ".join(flags) or ("" if submissions else "nothing was handed in")
    if points is None:
        return [student.id, student.name, "", "", *[""] * len(Verdict), said, files, *[""] * len(steps)]
    counts = [str(submissions[0].marks.count(verdict)) for verdict in Verdict]
    earned = [number(points.steps[step].points) if step in points.steps else "" for step in steps]
    total = [number(points.total.points), number(points.total.of)]
    return [student.id, student.name, *total, *counts, said, files, *earned]


def _steps(grades: Sequence[Grade]) -> list[str]:
    """The steps for which a sheet has points, in the order of the sheet."""
    found = {step for grade in grades if grade.points for step in grade.points.steps}
    return [name for name in QUANTITIES if name in found]


def moodle(grades: Sequence[Grade], title: str) -> str:
    """What Moodle imports as grades with feedback, once ID number, grade and feedback have been mapped in its form.

    `title` is what the column is called there.
    It includes only students who have points: for any others, Moodle would overwrite a grade with nothing.

    Source: docs.moodle.org, Grade import.
    """
    most = possible(grades)
    lines = [
        [each.student.id, each.student.name, _scaled(each, most), _in_short(each)] for each in grades if each.points
    ]
    return _csv([["ID number", "Name", title, f"{title} (feedback)"], *lines])


def canvas(grades: Sequence[Grade], title: str) -> str:
    """What Canvas imports: its five columns, and one for the points, below a row with the points possible.

    `title` is what the column for the points is called.
    Canvas finds a student by its own ID, or else by SIS ID, login or name, in that order. The class list's id serves as
    both SIS ID and login, and Canvas's own ID is left blank.
    """
    most = possible(grades)
    lines = [
        [each.student.name or each.student.id, "", each.student.id, each.student.id, "", _scaled(each, most)]
        for each in grades
    ]
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]
    return _csv([head, [POSSIBLE, "", "", "", "", number(most)], *lines])


def possible(grades: Iterable[Grade]) -> float:
    """The points that a sheet can have.

    With a small learning rate, a sheet may have fewer; a platform scales the points up.
    """
    return max((each.points.total.of for each in grades if each.points), default=0.0)


def _scaled(grade: Grade, most: float) -> str:
    if grade.points is None:
        return ""
    points, of = grade.points.total
    return number(points / of * most if of else 0)


def _in_short(grade: Grade) -> str:
    marks = grade.submissions[0].marks
    slips = dict.fromkeys(mark.slips[0].name for mark in marks.entries.values() if len(mark.slips) == 1)
    return marks.summary + (f". Slips: {', '.join(slips)}" if slips else "")


def _csv(lines: Iterable[Sequence[str]]) -> str:
    """Lines of cells as CSV, none of which a spreadsheet would run."""
    text = io.StringIO()
    csv.writer(text).writerows([cell if cell == POSSIBLE else inert(cell) for cell in line] for line in lines)
    return text.getvalue()
