"""The class on one page: what it does not know yet, and what a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from statistics import median
from typing import NamedTuple

from workbook.course.feedback import feedback_name, number
from workbook.course.grades import Grade, Unknown, Unread
from workbook.course.handed_out import HandedOut
from workbook.course.marking import Results
from workbook.course.naming import IN_FILES, first_few, in_files, remarked, symbols
from workbook.course.pages import listed, page, table
from workbook.course.shared import Shared, shared
from workbook.figures.bars import Part, bars
from workbook.marking.marks import Verdict
from workbook.marking.reading import counted
from workbook.quantities import QUANTITIES

PARTS = [Part(each.word, each.colour, each is Verdict.WRONG) for each in Verdict]
SHOWN = 12
"""Slips in the figure, the most frequent first; the table has all of them."""

TAUGHT = 3
"""The number of steps, and of slips, that the report suggests teaching again."""

OF_ONE_PROBLEM = (
    "Of the same problem: sheets with the same number everywhere, some of them wrong. One slip can do that by itself, "
    "where all goes on by the same rule."
)
OF_SEVERAL = (
    "Of different problems: numbers that are wrong on one sheet and in the same places on another. "
    "The numbers do not say how that came about."
)

NAMES = (
    "A step has its symbol here, as on the sheet. The gradebook, <code>--weights</code> and a student's CSV file "
    f"name it as the column “{IN_FILES}” does."
)


class Made(NamedTuple):
    """A slip that a class made: its advice, the steps in which it was made, and who made it."""

    name: str
    advice: str
    steps: tuple[str, ...]
    students: tuple[str, ...]


def slips_made(grades: Iterable[Grade]) -> list[Made]:
    """Each slip that alone explains a number, with who made it, the most frequent first."""
    found: defaultdict[str, dict[str, dict[str, None]]] = defaultdict(
        lambda: {"advice": {}, "steps": {}, "students": {}}
    )
    for grade in grades:
        for entry, mark in grade.submissions[0].marks.entries.items() if grade.points else ():
            if len(mark.slips) == 1:
                made = found[mark.slips[0].name]
                made["advice"][mark.slips[0].advice] = None
                made["steps"][entry.name] = None
                made["students"][grade.student.id] = None
    slips = [
        Made(name, next(iter(made["advice"])) if len(made["advice"]) == 1 else "", *map(tuple, list(made.values())[1:]))
        for name, made in found.items()
    ]
    return sorted(slips, key=lambda made: (-len(made.students), made.name))


def report(results: Results) -> str:
    """The report on a class, as HTML."""
    marked = [each for each in results.grades if each.points]
    slips = slips_made(marked)
    parts = [
        *([f"<p><strong>{escape(results.complaint)}</strong></p>"] if results.complaint else []),
        _overview(results),
        *_to_teach(slips, marked),
        *_pictures(marked, slips),
        *_to_look_at(results),
        *_shared(shared(results.grades, results.handed_out), results.handed_out),
        *_unmarked(
            "Files whose student is not known",
            "They are not marked. If an id is missing, put it into the file's name. If several students are named, ask "
            "them whose it is.",
            results.unknown,
        ),
        *_unmarked("Files that could not be read", "Everything else is marked.", results.unread),
        *_missing(results.grades),
        "<h2>Every student</h2>",
        table(
            "Points and pages", ("Student", "Name", "Points", "Of", "Page", "Known by"), map(_student, results.grades)
        ),
    ]
    return page("The class, marked", "\n".join(parts))


def _overview(results: Results) -> str:
    marked = [each.points.total for each in results.grades if each.points]
    shares = sorted(total.points / total.of for total in marked if total.of)
    rows = [
        ("Students", str(len(results.grades))),
        ("Graded", str(len(marked))),
        ("Handed in, not graded yet", str(sum(bool(each.submissions) and not each.points for each in results.grades))),
        ("Handed in nothing that could be marked", str(sum(not each.submissions for each in results.grades))),
        ("For a person to look at", str(sum(bool(each.flags) for each in results.grades))),
        ("Files that could not be read", str(len(results.unread))),
        ("Files whose student is not known", str(len(results.unknown))),
    ]
    if shares:
        rows.append(("Median share of the points, of the graded sheets", f"{median(shares):.0%}"))
    return table("The class", ("What", "How many"), rows)


def _to_teach(slips: Sequence[Made], marked: Sequence[Grade]) -> Iterator[str]:
    yield "<h2>What to teach again</h2>"
    wrong = {step: ids for step, ids in students_wrong(marked).items() if len(ids) > 1}
    if wrong:
        yield "<p>The steps at which the most students went wrong, whether or not a slip was named:</p>"
        most = sorted(wrong.items(), key=lambda item: -len(item[1]))[:TAUGHT]
        yield listed(
            f"{symbols([step])}: {len(ids)} of {counted(len(marked), 'student')}, {_links(ids)}." for step, ids in most
        )
    often = [made for made in slips if len(made.students) > 1][:TAUGHT]
    if not often:
        yield "<p>No slip shows on more than one sheet.</p>"
        return
    yield listed(
        f"<strong>{escape(made.name)}</strong>, on {len(made.students)} of {counted(len(marked), 'sheet')}, "
        f"in {symbols(made.steps)}. {escape(made.advice)}"
        for made in often
    )


def students_wrong(grades: Iterable[Grade]) -> dict[str, list[str]]:
    """Who went wrong at each step, by id."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for grade in grades:
        sheet = grade.submissions[0]
        wrong = {entry.name for entry, mark in sheet.marks.entries.items() if mark.verdict is Verdict.WRONG}
        for step in sorted(wrong):
            found[step].append(grade.student.id)
    return found


def _pictures(grades: Sequence[Grade], slips: Sequence[Made]) -> Iterator[str]:
    if not grades:
        return
    yield "<h2>Step by step</h2>"
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(Verdict))
    for grade in grades:
        for entry, mark in grade.submissions[0].marks.entries.items():
            counts[entry.name][list(Verdict).index(mark.verdict)] += 1
    ordered = {name: counts[name] for name in QUANTITIES if name in counts}
    written = {name: QUANTITIES[name].symbol.pieces() for name in ordered}
    said = "How many entries of each step are right, follow, are wrong there, or are missing"
    yield f"<figure>{bars(ordered, PARTS, said, written).source}</figure>"
    yield f"<p>{NAMES}</p>"
    rows = [
        (symbols([name]), escape(QUANTITIES[name].meaning), in_files(name), *map(str, each))
        for name, each in ordered.items()
    ]
    yield table("Entries of each step", ("Step", "Meaning", IN_FILES, *(each.word for each in Verdict)), rows)
    yield "<h2>Slips</h2>"
    if not slips:
        yield "<p>No slip was named.</p>"
        return
    most = {made.name: [len(made.students)] for made in slips[:SHOWN]}
    picture = bars(most, [Part("sheets", "delta")], "On how many sheets the most frequent slips show")
    yield f"<figure>{picture.source}</figure>"
    rows = [
        (escape(made.name), str(len(made.students)), symbols(made.steps), escape(made.advice), _links(made.students))
        for made in slips
    ]
    yield table("Each slip that was named", ("Slip", "Sheets", "Steps", "Advice", "Students"), rows)


def _to_look_at(results: Results) -> Iterator[str]:
    flagged = [each for each in results.grades if each.flags]
    if flagged:
        yield "<h2>For a person to look at</h2>"
        rows = [
            (
                _link(each.student.id) if each.has_page else escape(each.student.id),
                escape(each.student.name),
                escape("; ".join(each.flags)),
            )
            for each in flagged
        ]
        yield table("Students", ("Student", "Name", "Why"), rows)
    others = [(each, sheet) for each in results.grades for sheet in each.submissions if sheet.other_givens]
    if others:
        yield "<h2>Givens that are not those handed out</h2>"
        yield "<p>Each of these is marked against what its student was handed out.</p>"
        lines = [
            (
                _link(each.student.id),
                escape(sheet.file),
                "; ".join(first_few(remarked(sheet.other_givens, results.handed_out[each.student.id].problem))),
            )
            for each, sheet in others
        ]
        yield table("Submissions", ("Student", "File", "Where"), lines)


def _shared(found: Sequence[Shared], handed_out: Mapping[str, HandedOut]) -> Iterator[str]:
    if not found:
        return
    yield "<h2>Sheets that share what is wrong</h2>"
    yield f"<p>{OF_ONE_PROBLEM} {OF_SEVERAL}</p>"
    rows = [
        (
            _links(each.students),
            "the same" if each.same_problem else "different",
            str(each.places),
            "; ".join(remarked(each.examples, handed_out[each.students[0]].problem)),
        )
        for each in found
    ]
    yield table("Sheets", ("Students", "Problem", "Shared and wrong", "Some of them"), rows)


def _unmarked(title: str, remark: str, files: Sequence[Unread | Unknown]) -> Iterator[str]:
    if files:
        yield f"<h2>{title}</h2>\n<p>{remark}</p>"
        yield table("Files", ("File", "Why"), [(escape(each.file), escape(each.why)) for each in files])


def _missing(grades: Sequence[Grade]) -> Iterator[str]:
    missing = [each.student for each in grades if not each.submissions]
    if missing:
        yield "<h2>Nothing handed in that could be marked</h2>"
        yield listed(escape(" · ".join(part for part in student if part)) for student in missing)


def _student(grade: Grade) -> tuple[str, ...]:
    student, submissions, points, *_ = grade
    total = (number(points.total.points), number(points.total.of)) if points else ("", "")
    known = "; ".join(dict.fromkeys(each.known_by for each in submissions))
    return escape(student.id), escape(student.name), *total, _link(student.id) if grade.has_page else "", escape(known)


def _links(ids: Iterable[str]) -> str:
    return ", ".join(map(_link, ids))


def _link(id: str) -> str:
    return f'<a href="feedback/{feedback_name(id)}">{escape(id)}</a>'
