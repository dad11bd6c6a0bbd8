"""A student's page: each verdict, the slip behind it, and the wrong line beside what it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from workbook.course.grades import Grade
from workbook.course.pages import listed, page, table
from workbook.marking.contrast import Contrasts
from workbook.marking.marks import Marks, Verdict
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet
from workbook.quantities import QUANTITIES


def section(file: str, problem: Problem, sheet: Sheet, marks: Marks, other_givens: Sequence[str]) -> str:
    """What there is to say to one submission, as HTML."""
    parts = [f"<h2>Your file {escape(file.rpartition('/')[2])}</h2>"]
    if other_givens:
        parts.append("<p>Its givens are not those that you were handed out. It is marked against yours.</p>")
        parts.append(listed(map(escape, other_givens)))
    contrasts = list(_contrasts(problem, sheet, marks))
    if contrasts:
        parts.append("<h3>What is wrong, beside what it should be</h3>")
        parts.append("<p>The line is worked from the numbers that you wrote before it.</p>")
        parts += contrasts
    return "\n".join([*parts, "<h3>Every result</h3>", marks._repr_html_()])


def _contrasts(problem: Problem, sheet: Sheet, marks: Marks) -> Iterator[str]:
    """One for each step and what explains it: the others of the step would say the same."""
    wrong = [(entry, mark) for entry, mark in marks.entries.items() if mark.verdict is Verdict.WRONG]
    first = {(entry.name, mark.slips): (entry, mark) for entry, mark in reversed(wrong)}
    contrasts = Contrasts(problem, sheet, marks)
    for entry, mark in reversed(first.values()):
        found = contrasts.of(entry, mark)
        lines = [("from your numbers", found.correct), *found.slips.items(), ("in the solution", found.solution)]
        rows = [(escape(name), f"<code>{escape(line)}</code>") for name, line in lines if line]
        yield table(f"{entry.where}: you wrote {mark.written}", ("Worked", "Line"), rows)


def feedback(grade: Grade) -> str:
    """A student's page. With several submissions that differ, each is marked, and none is graded."""
    student, submissions, points, _ = grade
    parts = [f"<p>{escape(' · '.join(part for part in (student.name, student.id) if part))}</p>"]
    if points:
        parts.append(f"<p>{number(points.total.points)} of {number(points.total.of)} points.</p>")
    else:
        parts.append("<p>You handed in several files that differ. Each is marked here, and none is graded yet.</p>")
    if points and points.needs_a_person:
        parts.append("<p>More follows from earlier numbers than is right, so a person should look at this sheet.</p>")
    parts += [each.section for each in (submissions[:1] if points else submissions)]
    if points:
        steps = [(QUANTITIES[name].symbol.html(), *map(number, earned)) for name, earned in points.steps.items()]
        parts += ["<h2>Points by step</h2>", table("Points", ("Step", "Points", "Of"), steps)]
    return page("Your sheet, marked", "\n".join(parts))


def number(value: float) -> str:
    """Points as they are written: with four decimals at most."""
    return f"{round(value, 4):.4f}".rstrip("0").rstrip(".")
