"""A student's page: each verdict, the slip behind it, and the wrong line beside the correct one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from workbook.course.grades import Grade, Unread
from workbook.course.naming import IN_FILES, Remark, in_files, place, remarked, symbols
from workbook.course.pages import listed, page, table
from workbook.file_names import file_name
from workbook.marking.contrast import Contrasts
from workbook.marking.marks import Marks, Verdict
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet

INSTEAD = (
    "Hand in one of these instead: the file that the page of the sheet saves when you press Save; or a spreadsheet, "
    "as .xlsx, .ods or .csv, with a line for each number and the columns name, row, column and value."
)

EARNED = (
    "A number earns its points if it is right. A number that follows from a wrong one earns them too, unless zero or a "
    "number copied from an earlier line would have passed for it: that takes no work."
)

DATES = (
    "In these cells there is a date or a time. A spreadsheet may have made it of your number: it reads 1.6 as a day "
    "and a month. None of them counts as a number. Format the cells as text, type the numbers again, and hand in the "
    "file again."
)


def section(
    file: str, problem: Problem, sheet: Sheet, marks: Marks, other_givens: Sequence[Remark], dates: Sequence[Remark]
) -> str:
    """What there is to say about one submission, as HTML."""
    parts = [f"<h2>Your file {_own_name(file)}</h2>"]
    if other_givens:
        parts.append("<p>Its givens are not those that you were handed out. It is marked against yours.</p>")
        parts.append(listed(remarked(other_givens, problem)))
    if dates:
        parts += [f"<p>{DATES}</p>", listed(remarked(dates, problem))]
    contrasts = list(_contrasts(problem, sheet, marks))
    if contrasts:
        parts.append("<h3>What is wrong, beside what it should be</h3>")
        parts.append("<p>The line is worked from the numbers that you wrote before it.</p>")
        parts += contrasts
    return "\n".join([*parts, "<h3>Every result</h3>", marks._repr_html_()])


def _contrasts(problem: Problem, sheet: Sheet, marks: Marks) -> Iterator[str]:
    """One for each step and explanation: further ones would say the same."""
    wrong = [(entry, mark) for entry, mark in marks.entries.items() if mark.verdict is Verdict.WRONG]
    first = {(entry.name, mark.slips): (entry, mark) for entry, mark in reversed(wrong)}
    if not first:
        return
    contrasts = Contrasts(problem, sheet, marks)
    for entry, mark in reversed(first.values()):
        found = contrasts.of(entry, mark)
        lines = [("from your numbers", found.correct), *found.slips.items(), ("in the solution", found.solution)]
        rows = [(escape(name), f"<code>{escape(line)}</code>") for name, line in lines if line]
        yield table(f"{place(entry, problem)}: you wrote {escape(mark.written)}", ("Worked", "Line"), rows)


def feedback_name(id: str) -> str:
    """The name of a student's page, which is that of the folder that `new` made for them."""
    return f"{file_name(id)}.html"


def feedback(grade: Grade) -> str:
    """A student's page. If there are several submissions that differ, each is marked, and none is graded.

    If a file could not be read, it says which, why, and what to hand in instead.
    """
    student, submissions, points, _, unread = grade
    parts = [f"<p>{escape(' · '.join(part for part in (student.name, student.id) if part))}</p>"]
    parts.append(f"<p>{_in_all(grade)}</p>")
    if points and points.needs_a_person:
        parts.append("<p>Little is right here, and no slip explains why. So a person should look at this sheet.</p>")
    parts += map(_unread, unread)
    parts += [each.section for each in (submissions[:1] if points else submissions)]
    if points:
        steps = [(symbols([name]), in_files(name), *map(number, earned)) for name, earned in points.steps.items()]
        parts += [
            "<h2>Points by step</h2>",
            f"<p>{EARNED}</p>",
            table("Points", ("Step", IN_FILES, "Points", "Of"), steps),
        ]
    return page("Your sheet, marked", "\n".join(parts))


def _in_all(grade: Grade) -> str:
    if grade.points:
        points, of = grade.points.total
        return f"{number(points)} of {number(of)} point{'s' * (of != 1)}."
    if grade.submissions:
        return "You handed in several files that differ. Each is marked here, and none is graded yet."
    return "Nothing that you handed in could be read, so nothing is marked or graded yet."


def _unread(file: Unread) -> str:
    return (
        f"<h2>Your file {_own_name(file.file)} could not be read</h2>\n<p>Why: {escape(file.why)}.</p>\n"
        f"<p>{INSTEAD}</p>"
    )


def _own_name(file: str) -> str:
    """A file's name as the student gave it, without the folders around it."""
    return escape(file.rpartition("/")[2])


def number(value: float) -> str:
    """Points as they are written, with at most four decimals."""
    return f"{round(value, 4):.4f}".rstrip("0").rstrip(".")
