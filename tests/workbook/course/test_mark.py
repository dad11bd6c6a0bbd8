"""A folder of sheets is marked: whatever its formats, locales and damage, each against what its student was given."""

import argparse
import csv
import errno
import io
import random
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import cache
from html import escape

import pytest
from bs4 import BeautifulSoup

from tests.workbook.course.submissions import (
    BROKEN,
    CODE,
    DATES,
    FORMATS,
    HARMLESS,
    HIDDEN,
    LOCALES,
    NAMED,
    TAMPERED,
    from_the_page,
    named,
    place,
    rows_of,
    with_dates,
)
from tests.workbook.course.test_collecting import RAW
from tests.workbook.marking.share import fresh
from workbook.course import mark, mark_folder, marking, write_results
from workbook.course.handed_out import PROBLEM_OF, HandedOut, Student, write_handed_out
from workbook.course.report import report
from workbook.course.roll import BY_GIVENS, BY_ITSELF, BY_NAME, BY_PROBLEM
from workbook.marking.expressions import Either, Entry, sources
from workbook.marking.files import save
from workbook.marking.marks import Verdict
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import BLANK, Sheet, printed
from workbook.marking.replay import Impossible
from workbook.marking.slips_at import slips_at
from workbook.quantities import GIVENS, QUANTITIES

FIRST = ["Ada", "Bodo", "Chloé", "Dörte", "Emre", "Fatima"]
LAST = ["Øre", "Ünal", "Smith", "Müller", "Nagy"]


@cache
def the_class(count=12):
    """Students with a problem each."""
    students = [Student(f"s{1000 + i}", f"{FIRST[i % 6]} {LAST[i % 5]}{i}") for i in range(count)]
    return {each.id: HandedOut(each, fresh(i)) for i, each in enumerate(students)}


def one(**wanted):
    """A student, and a sheet that is right throughout."""
    given = the_class()["s1003"]
    return given.student, given.problem, printed(given.problem.solution, given.problem.places)


def marked(folder, given=None, **how):
    return mark_folder(folder, given or the_class(), workers=1, **how)


def grade_of(results, id="s1003"):
    return next(each for each in results.grades if each.student.id == id)


def entries_of(results, id="s1003"):
    (submission,) = grade_of(results, id).submissions
    return submission.marks.entries


def is_right(results, id="s1003"):
    marks = entries_of(results, id)
    return {entry for entry, found in marks.items() if found.verdict is not Verdict.RIGHT} == set()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_read_in_each_locale(form, locale, tmp_path):
    student, problem, sheet = one()
    ending, made = FORMATS[form]
    content = made(LOCALES[locale].written(rows_of(problem, sheet)), LOCALES[locale])
    place(tmp_path, f"{student.id}.{ending}", content)
    results = marked(tmp_path)
    assert is_right(results)
    assert (results.unread, results.unknown) == ([], [])
    assert grade_of(results).submissions[0].marks.remarks == ()
    assert grade_of(results).flags == ()


@pytest.mark.parametrize("damage", HARMLESS)
@pytest.mark.parametrize("form", ["CSV of Windows", "Excel, texts", "OpenDocument"])
def test_damage_that_says_the_same_still_is_read(damage, form, tmp_path):
    student, problem, sheet = one()
    ending, made = FORMATS[form]
    locale = LOCALES["German"]
    rows = HARMLESS[damage](locale.written(rows_of(problem, sheet)))
    if damage == "a typographic minus" and form == "CSV of Windows":
        rows = [[cell.replace("\N{MINUS SIGN}", "\N{EN DASH}") for cell in row] for row in rows]
    place(tmp_path, f"{student.id}.{ending}", made(rows, locale))
    results = marked(tmp_path)
    assert is_right(results)
    assert grade_of(results).submissions[0].marks.remarks == ()


@pytest.mark.parametrize("damage", TAMPERED)
@pytest.mark.parametrize("form", ["CSV", "Excel, numbers"])
def test_a_sheet_is_marked_against_what_was_handed_out_whatever_it_brings_along(damage, form, tmp_path):
    student, problem, sheet = one()
    ending, made = FORMATS[form]
    place(tmp_path, f"{student.id}.{ending}", made(TAMPERED[damage](rows_of(problem, sheet)), LOCALES["English"]))
    results = marked(tmp_path)
    assert is_right(results)
    assert grade_of(results).flags == ("givens that were not handed out",)
    (said,) = grade_of(results).submissions[0].other_givens
    place_of = Entry("places") if damage == "fewer places" else Entry("W1")
    assert (said.entry, said.said.startswith("3 instead of 4")) == (place_of, damage == "fewer places")


@pytest.mark.parametrize(
    ("name", "owner", "givens", "why"),
    [
        ("s1003", "", "s1004", "different students: s1003 by the file's name, s1004 by the givens"),
        ("s1003", "s1004", "", f"different students: s1003 by the file's name, s1004 by {BY_PROBLEM}"),
        ("sheet", "s1003", "s1004", f"different students: s1003 by {BY_PROBLEM}, s1004 by the givens"),
        ("s9999", "s9999", "s1003", "has the problem of s9999, to whom no problem was handed out"),
        ("s1003", "s9999", "s1003", "has the problem of s9999, to whom no problem was handed out"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_sheet_that_points_to_several_students_is_graded_for_none(name, owner, givens, why, form, tmp_path):
    problem = the_class()[givens].problem if givens else fresh(77)
    problem = replace(problem, name=f"{PROBLEM_OF}{owner}" if owner else problem.name)
    save(tmp_path / f"{name}.{form}", problem, printed(problem.solution, 4))
    results = marked(tmp_path)
    assert [each.why for each in results.unknown] == [why]
    assert not any(each.submissions for each in results.grades)


def test_a_sheet_is_known_by_the_problem_that_new_named(tmp_path):
    student, problem, sheet = one()
    save(tmp_path / "sheet.csv", replace(problem, name=f"{PROBLEM_OF}{student.id}"), sheet)
    results = marked(tmp_path)
    assert is_right(results)
    assert grade_of(results).submissions[0].known_by == BY_PROBLEM


@pytest.mark.parametrize("damage", BROKEN)
@pytest.mark.parametrize("form", ["CSV", "Unicode text", "Excel, numbers", "OpenDocument"])
def test_what_cannot_be_read_is_listed_and_the_rest_is_marked(damage, form, tmp_path):
    student, problem, sheet = one()
    ending, made = FORMATS[form]
    place(tmp_path, f"s1004.{ending}", made(BROKEN[damage](rows_of(problem, sheet)), LOCALES["English"]))
    place(tmp_path, f"{student.id}.json", from_the_page(problem, sheet))
    results = marked(tmp_path)
    assert is_right(results)
    assert [(each.file, each.student) for each in results.unread] == [(f"s1004.{ending}", "s1004")]
    expected = "the file is empty" if damage == "empty" else "line 1: expected name,row,column,value"
    assert expected in results.unread[0].why
    assert grade_of(results, "s1004").flags == (f"s1004.{ending} could not be read",)


def test_a_student_whose_file_cannot_be_read_gets_a_page_that_says_why_and_what_to_hand_in_instead(tmp_path):
    student, problem, sheet = one()
    place(tmp_path, "in/s1004/<my> sheet.xlsx", CODE)
    place(tmp_path, "in/s1003.json", from_the_page(problem, sheet))
    place(tmp_path, "in/s1003 (1).png", CODE)
    write_results(marked(tmp_path / "in"), tmp_path / "out")
    pages = {path.stem: text_of(path) for path in (tmp_path / "out/feedback").iterdir()}
    assert sorted(pages) == [student.id, "s1004"]
    assert "Your file <my> sheet.xlsx could not be read Why: damaged, protected by a password" in pages["s1004"]
    assert "Hand in one of these instead: the file that the page of the sheet saves" in pages["s1004"]
    assert "Nothing that you handed in could be read, so nothing is marked" in pages["s1004"]
    assert "Your file s1003 (1).png could not be read Why: expected a file that ends in .csv" in pages["s1003"]
    assert "Every result" in pages["s1003"]
    report = text_of(tmp_path / "out/report.html")
    assert "s1004/<my> sheet.xlsx could not be read" in report
    assert "feedback/s1004.html" in (tmp_path / "out/report.html").read_text(encoding="utf8")


def test_a_fault_of_the_marking_costs_one_sheet_and_not_the_class(tmp_path, monkeypatch):
    student, problem, sheet = one()
    place(tmp_path, f"{student.id}.json", from_the_page(problem, sheet))
    place(tmp_path, "s1004.json", from_the_page(the_class()["s1004"].problem, BLANK))
    usual = marking.mark
    monkeypatch.setattr(marking, "mark", lambda problem, sheet: usual(problem, sheet) if sheet.entries else 1 / 0)
    results = marked(tmp_path)
    assert is_right(results)
    assert [(each.file, each.why) for each in results.unread] == [("s1004.json", marking.FAULT)]


def text_of(page):
    soup = BeautifulSoup(page.read_text(encoding="utf8"), "html.parser")
    return " ".join(soup.main.get_text(" ").split())


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "ods", "txt", "png", "numbers", ""])
def test_a_picture_is_listed_whatever_it_is_called(ending, tmp_path):
    place(tmp_path, f"s1003.{ending}", CODE)
    (unread,) = marked(tmp_path).unread
    assert unread.student == "s1003"
    assert unread.why


def test_hidden_files_are_not_submissions(tmp_path):
    for name in HIDDEN:
        place(tmp_path, name, CODE)
    results = marked(tmp_path)
    assert (results.unread, results.unknown) == ([], [])


@pytest.mark.parametrize("way", NAMED)
def test_whose_it_is_is_found_in_the_names_of_its_files_and_folders(way, tmp_path):
    student, problem, sheet = one()
    place(tmp_path, named(way, student, "json"), from_the_page(problem, sheet))
    results = marked(tmp_path)
    assert is_right(results)
    assert grade_of(results).submissions[0].known_by == BY_NAME


def test_a_platforms_number_that_is_another_students_id_gives_way_to_the_name(tmp_path):
    student, problem, sheet = one()
    given = {**the_class(), "4711": HandedOut(Student("4711", "Zoe Zimt"), fresh(0))}
    place(tmp_path, named("Moodle", student, "json", 4711), from_the_page(problem, sheet))
    place(tmp_path, named("Canvas", student, "json", 4711), from_the_page(problem, sheet))
    results = marked(tmp_path, given)
    assert len(grade_of(results).submissions) == 2
    assert grade_of(results, "4711").submissions == ()


def test_whose_it_is_is_found_in_the_file_and_by_its_givens(tmp_path):
    student, problem, sheet = one()
    rows = rows_of(problem, sheet)
    place(tmp_path, "sheet.csv", FORMATS["CSV"][1]([*rows, ["Student", "", "", "S1003"]], LOCALES["English"]))
    place(tmp_path, "sheet (1).csv", FORMATS["CSV"][1]([["Id:", student.id], *rows], LOCALES["German"]))
    place(tmp_path, "sheet (2).json", b'{"id": "s1003", ' + from_the_page(problem, sheet)[1:])
    place(tmp_path, "sheet (3).json", from_the_page(problem, sheet))
    results = marked(tmp_path)
    known = {each.file: each.known_by for each in grade_of(results).submissions}
    assert known == {
        "sheet.csv": BY_ITSELF,
        "sheet (1).csv": BY_ITSELF,
        "sheet (2).json": BY_ITSELF,
        "sheet (3).json": BY_GIVENS,
    }


def test_what_contradicts_itself_or_names_no_student_is_listed_and_not_guessed(tmp_path):
    _, problem, sheet = one()
    same = {id: given._replace(problem=problem) for id, given in the_class().items()}
    file = from_the_page(problem, sheet)
    place(tmp_path, "s1003 and s1004.json", file)
    place(tmp_path, "s1003.json", b'{"student": "s1004", ' + file[1:])
    place(tmp_path, "sheet.json", file)
    place(tmp_path, "stranger.json", b'{"student": "x9", ' + file[1:])
    results = marked(tmp_path, same)
    assert {each.file: each.why for each in results.unknown} == {
        "s1003 and s1004.json": "may be by s1003, s1004",
        "s1003.json": "different students: s1003 by the file's name, s1004 by an id in the file, "
        f"{', '.join(sorted(same))} by the givens",
        "sheet.json": f"no id in its name or in it, and its givens are those of {', '.join(sorted(same))}",
        "stranger.json": "says that it is by x9, to whom no problem was handed out",
    }
    assert not any(each.submissions for each in results.grades)


def test_what_one_student_handed_in_under_anothers_id_is_listed_and_graded_for_neither(tmp_path):
    student, problem, sheet = one()
    other = Student("s1004", the_class()["s1004"].student.name)
    for way in ("Moodle", "Canvas"):
        name = named(way, other, "json").replace("sheet", student.id)
        place(tmp_path, name, from_the_page(problem, sheet))
    results = marked(tmp_path)
    assert {each.why for each in results.unknown} == {"handed in by s1004, but named after s1003"}
    assert len(results.unknown) == 2
    assert not any(each.submissions for each in results.grades)


def test_a_name_that_looks_like_another_students_id_gives_way_to_ones_own_givens(tmp_path):
    student, problem, sheet = one()
    place(tmp_path, named("Moodle", student, "json").replace("sheet", "s1004"), from_the_page(problem, sheet))
    assert is_right(marked(tmp_path))


def test_that_all_sheets_belong_to_another_class_is_said(tmp_path):
    for id in ("s1003", "s1004"):
        place(tmp_path / "in", f"{id}.json", from_the_page(fresh(77), printed(fresh(77).solution, 4)))
    results = marked(tmp_path / "in")
    complaint = "No marked sheet has givens that were handed out: is handed_out.json the one for these sheets?"
    assert mark.said(results, tmp_path)[0] == complaint
    assert complaint in report(results)
    _, problem, sheet = one()
    place(tmp_path / "in", "s1003.json", from_the_page(problem, sheet))
    results = marked(tmp_path / "in")
    assert complaint not in mark.said(results, tmp_path)
    assert complaint not in report(results)


def test_two_students_of_one_name_are_told_apart_by_their_givens_or_not_at_all(tmp_path):
    _, problem, sheet = one()
    given = {id: each._replace(student=Student(id, "Kim Lee")) for id, each in the_class().items()}
    place(tmp_path, "Kim Lee_1_assignsubmission_file_/sheet.json", from_the_page(problem, sheet))
    assert is_right(marked(tmp_path, given))
    same = {id: each._replace(problem=problem) for id, each in given.items()}
    assert [each.why[:9] for each in marked(tmp_path, same).unknown] == ["may be by"]


def test_of_two_submissions_that_differ_none_is_graded_and_of_two_that_are_the_same_one_is(tmp_path):
    student, problem, sheet = one()
    place(tmp_path, f"{student.id}.json", from_the_page(problem, sheet))
    place(tmp_path, f"{student.id}.xlsx", FORMATS["Excel, texts"][1](rows_of(problem, sheet), None))
    assert grade_of(marked(tmp_path)).points.total.points > 20
    changed = Sheet({**sheet.entries, Entry("loss"): "7"})
    place(tmp_path, f"{student.id} (1).json", from_the_page(problem, changed))
    grade = grade_of(marked(tmp_path))
    assert (grade.points, len(grade.submissions)) == (None, 3)
    assert grade.flags == ("3 submissions that differ: keep one of them in the folder, and mark again",)


def test_a_blank_sheet_or_a_part_of_one_beside_the_whole_does_not_count(tmp_path):
    student, problem, sheet = one()
    begun = Sheet(dict(list(sheet.entries.items())[:5]))
    for i, each in enumerate((BLANK, begun, sheet)):
        place(tmp_path, f"{student.id}/{i}.json", from_the_page(problem, each))
    grade = grade_of(marked(tmp_path))
    assert grade.points.total.points > 20
    assert [each.file for each in grade.submissions] == [f"{student.id}/{i}.json" for i in (2, 1, 0)]
    assert grade.flags == ()


def test_equal_numbers_that_are_written_differently_are_one_submission(tmp_path):
    student, problem, sheet = one()
    ways = (str, lambda text: text.replace(".", ","), lambda text: text.rstrip("0"), lambda text: f"{text}00")
    for i, way in enumerate(ways):
        written = Sheet({entry: way(text) for entry, text in sheet.entries.items()})
        place(tmp_path, f"{student.id}/{i}.json", from_the_page(problem, written))
    assert grade_of(marked(tmp_path)).points.total.points > 20


@pytest.mark.parametrize("text", ["1,352", "-1,352"])
def test_three_decimals_after_a_comma_are_decimals_where_other_numbers_show_it(text, tmp_path):
    _student, problem, _ = one()
    entries = dict.fromkeys(problem.record, text)
    for name, sheet in (("s1003", Sheet(entries | {Entry("loss"): "0,5"})), ("s1004", Sheet(entries))):
        place(tmp_path, f"{name}.json", from_the_page(the_class()[name].problem, sheet))
    results = marked(tmp_path)
    z = Entry("Z1", 0, 0)
    assert entries_of(results)[z].written == text.replace(",", ".")
    assert "write one of them" in entries_of(results, "s1004")[z].note


@pytest.mark.parametrize("text", DATES)
@pytest.mark.parametrize("form", ["CSV", "Excel, numbers", "Excel, texts", "OpenDocument"])
def test_a_date_that_a_spreadsheet_made_is_never_a_number_and_it_is_said_what_to_do(form, text, tmp_path):
    student, problem, sheet = one()
    ending, made = FORMATS[form]
    locale = LOCALES["English"]
    place(tmp_path / "in", f"{student.id}.{ending}", made(with_dates(text)(rows_of(problem, sheet)), locale))
    results = marked(tmp_path / "in")
    found = entries_of(results)
    missing = {entry: each for entry, each in found.items() if each.verdict is not Verdict.RIGHT}
    assert set(missing) == {Entry("Z1"), Entry("loss")}
    for each in missing.values():
        assert each.verdict is Verdict.MISSING
        assert each.note.startswith(
            f"‘{text}’ looks like a date or a time, which a spreadsheet may have made of a number"
        )
        assert each.note.endswith(": format the cell as text, then type the number again")
    assert grade_of(results).flags == (
        "3 cells with a date in place of a number: ask for the sheet again, with its cells formatted as text",
    )
    write_results(results, tmp_path / "out")
    page = text_of(tmp_path / f"out/feedback/{student.id}.html")
    assert "Format the cells as text, type the numbers again, and hand in the file again." in page
    assert f"W 1,1,1 : ‘{text}’" in page


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        (
            lambda rows: [*rows[:-2], rows[-2][:2]],
            "line {last}: expected name, row, column and value, got ‘W1_new,3’; {end}",
        ),
        (lambda rows: [*rows, ["Z1", "1", "1", "7"]], "line {after}: Z1, row 1, column 1 occurs here again"),
        (
            lambda rows: [*rows, *(["Z9", "1", str(i), "7"] for i in range(1, 6))],
            "Z9, row 1, column 1: there is no such result; Z9, row 1, column 2: there is no such result; "
            "Z9, row 1, column 3: there is no such result; and at 2 more places",
        ),
    ],
)
def test_what_cannot_be_read_in_a_sheet_is_for_a_person_too(change, flag, tmp_path):
    student, problem, sheet = one()
    rows = rows_of(problem, sheet)
    place(tmp_path, f"{student.id}.csv", FORMATS["CSV"][1](change(rows), LOCALES["English"]))
    results = marked(tmp_path)
    end = "W1_new, row 3, column 4: the file ends before this line, and may have been cut off"
    expected = flag.format(last=len(rows) - 1, after=len(rows) + 1, end=end)
    assert grade_of(results).flags == (f"to check in the file: {expected}",)
    assert escape(expected) in report(results)


def test_a_single_date_is_counted_as_one(tmp_path):
    student, problem, sheet = one()
    dated = Sheet({**sheet.entries, Entry("loss"): "01. Jun"})
    place(tmp_path, f"{student.id}.json", from_the_page(problem, dated))
    (flag,) = grade_of(marked(tmp_path)).flags
    assert flag.startswith("1 cell with a date")


def test_a_formula_that_no_program_worked_out_is_said(tmp_path):
    from openpyxl import load_workbook

    student, problem, sheet = one()
    path = place(tmp_path, f"{student.id}.xlsx", FORMATS["Excel, numbers"][1](rows_of(problem, sheet), None))
    book = load_workbook(path)
    row = next(row for row in book.active.iter_rows() if [cell.value for cell in row[:3]] == ["Z1", 1, 1])
    row[3].value = "=1+1"
    book.save(path)
    marks = entries_of(marked(tmp_path))
    assert marks[Entry("Z1", 0, 0)].written == "a formula without its result"
    assert {entry for entry, each in marks.items() if each.verdict is Verdict.MISSING} == {Entry("Z1", 0, 0)}


FAR = Decimal("0.001")
"""Numbers that are this far apart no rounding brings together."""


def counted(problem, step, sheet):
    """The entries of each verdict, and the points by step, of a sheet with one slip; None, where rounding decides."""
    numbers = {entry: Decimal(text) for entry, text in sheet.entries.items()}
    off, verdicts, points = set(), {}, {}
    for entry, expression in problem.record.items():
        apart = abs(numbers[entry] - problem.solution[entry])
        follows = bool(sources(expression) & off)
        if 0 < apart < FAR:
            return None
        verdicts[entry] = "right" if apart == 0 else "follows" if entry.name != step else "wrong here"
        if follows or verdicts[entry] == "wrong here":
            off.add(entry)
    for name in problem.shapes:
        earned = []
        for entry in (each for each in problem.record if each.name == name):
            expression = problem.record[entry]
            own = _copies(problem.givens | problem.solution, expression, problem.solution[entry])
            now = _copies(problem.givens | numbers, expression, numbers[entry])
            if own is None or now is None:
                return None
            if copied(expression) or not own:
                earned.append(verdicts[entry] == "right" or (verdicts[entry] == "follows" and not now))
        if earned:
            points[name] = sum(earned) / len(earned)
    words = list(verdicts.values())
    return {word: words.count(word) for word in ("right", "follows", "wrong here", "missing")}, points


def copied(expression):
    """Whether an entry's own formula is a copy, on one of its branches at least."""
    branches = (expression.above, expression.below) if isinstance(expression, Either) else (expression,)
    return any(isinstance(branch, Entry) for branch in branches)


def _copies(numbers, expression, number):
    """Whether 0 or a number before could stand there; None, if it is too close."""
    apart = [abs(number - other) for other in (Decimal(0), *(numbers[source] for source in sources(expression)))]
    return None if any(0 < each < FAR for each in apart) else 0 in apart


@cache
def countable():
    """Problems with a slip whose marks can be counted by hand: one for each step of each."""
    found = {}
    for problem in map(fresh, range(4, 6)):
        for each in slips_at(problem.structure):
            with suppress(Impossible):
                sheet = sheet_with(each.slip, each.step, problem)
                if (problem.name, each.step) not in found and (count := counted(problem, each.step, sheet)):
                    found[problem.name, each.step] = (problem, each.slip, sheet, count)
    return list(found.values())[::2]


def test_the_gradebook_is_what_counting_gives(tmp_path):
    cases = countable()
    assert len(cases) >= 12
    given = {f"a{i}": HandedOut(Student(f"a{i}", f"Name {i}"), problem) for i, (problem, *_) in enumerate(cases)}
    forms = list(FORMATS.values())
    for i, (problem, _, sheet, _) in enumerate(cases):
        ending, made = forms[i % len(forms)]
        locale = list(LOCALES.values())[i % 3]
        place(tmp_path / "in", f"a{i}/sheet.{ending}", made(locale.written(rows_of(problem, sheet)), locale))
    results = marked(tmp_path / "in", given, weights={"loss": 0, "Z1": 2})
    write_results(results, tmp_path / "out")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "out/gradebook.csv").read_text(encoding="utf-8-sig"))))
    for line, (_, slip, _, (verdicts, points)) in zip(lines, cases, strict=True):
        assert {word: int(line[word]) for word in verdicts} == verdicts
        weighed = {name: each * {"loss": 0, "Z1": 2}.get(name, 1) for name, each in points.items()}
        assert {name: float(line[name]) for name in points} == pytest.approx(weighed, abs=1e-4)
        assert float(line["points"]) == pytest.approx(sum(weighed.values()), abs=1e-3)
        assert float(line["of"]) == len(points)
        assert escape(slip.name) in (tmp_path / f"out/feedback/{line['id']}.html").read_text(encoding="utf8")


def a_mixed_folder(folder):
    """Submissions of every kind, by a fixed draw."""
    draw = random.Random(5)
    every = {**HARMLESS, **TAMPERED, **BROKEN}
    for i, (student, problem) in enumerate(the_class().values()):
        slip = draw.choice(slips_at(problem.structure)[:20])
        sheet = sheet_with(slip.slip, slip.step, problem) if i % 2 else printed(problem.solution, 4)
        ending, made = list(FORMATS.values())[i % len(FORMATS)]
        locale = list(LOCALES.values())[i % 3]
        rows = list(every.values())[i % len(every)](locale.written(rows_of(problem, sheet)))
        place(folder, named(list(NAMED)[i % len(NAMED)], student, ending, 50000 + i), made(rows, locale))
    place(folder, "photo.png", CODE)
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_lost_and_the_results_do_not_depend_on_who_works_them(tmp_path, monkeypatch):
    for name in ("FEW", "PART"):
        monkeypatch.setattr(f"workbook.course.marking.{name}", 2)
    folder = a_mixed_folder(tmp_path / "in")
    write_handed_out(tmp_path / "handed_out.json", the_class().values())
    seen = []
    for workers, source in ((1, the_class()), (2, the_class()), (3, tmp_path / "handed_out.json")):
        results = mark_folder(folder, source, workers=workers, progress=lambda files: seen.extend(files) or files)
        write_results(results, tmp_path / f"{workers}/out")
    assert contents(tmp_path / "1/out") == contents(tmp_path / "2/out") == contents(tmp_path / "3/out")
    submitted = {each.file for grade in results.grades for each in grade.submissions}
    handed_in = sorted(contents(folder))
    assert sorted([*submitted, *(each.file for each in (*results.unread, *results.unknown))]) == handed_in
    assert sorted(seen) == sorted(handed_in * 3)


def parser():
    top = argparse.ArgumentParser(prog="workbook")
    mark.add_to(top.add_subparsers(required=True))
    return top


def run(*arguments):
    chosen = parser().parse_args(["mark", *map(str, arguments)])
    chosen.run(chosen)


def test_the_command_marks_a_folder_and_says_what_came_of_it(tmp_path, capsys):
    folder = a_mixed_folder(tmp_path / "in")
    write_handed_out(tmp_path / "handed_out.json", the_class().values())
    command = (folder, "--handed-out", tmp_path / "handed_out.json", "--out", tmp_path / "out", "--workers", "1")
    run(*command, "--weights", "loss=0", "Z1=2")
    said = capsys.readouterr().out
    assert said.startswith(f"12 of 12 students graded: {tmp_path / 'out/gradebook.csv'}")
    assert "not read: photo.png: expected a file that ends in .csv" in said
    before = contents(tmp_path / "out")
    assert {name.split("/")[0] for name in before} == {
        ".written",
        "gradebook.csv",
        "moodle.csv",
        "canvas.csv",
        "report.html",
        "feedback",
    }
    run(*command, "--weights", "loss=0", "Z1=2")
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"folder": "nowhere"}, "folder: expected a folder of submissions, got"),
        ({"--handed-out": "in/s1003.json"}, "expected a file that `new` wrote"),
        ({"--out": "in/out"}, "out: expected a folder outside of the submissions, got"),
        (
            {"--out": "."},
            "expected a new folder, or one that holds only .*; got handed_out.json, which may be",
        ),
        ({"--out": "handed_out.json"}, "handed_out.json: expected a folder, or a name that is free; .* is a file"),
        (
            {"--weights": "Z9=1"},
            "weights: expected steps as the gradebook names them, Z1, sin_Z1, H, .*, W1_new, got Z9",
        ),
        ({"--weights": "loss=0 Z1=2 loss=1"}, "weights: expected each step once, got loss Z1 loss"),
        (
            {"--weights": " ".join(f"{step}=0" for step in fresh(0).shapes)},
            "weights: expected a weight above 0 for at least one step, got 0 for every step",
        ),
        ({"--weights": "Z1=-1"}, "weights: expected a finite number, 0 or more, for Z1"),
        ({"--workers": "0"}, "workers: expected 1 or more, got 0"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(changed, complaint, tmp_path):
    _student, problem, sheet = one()
    place(tmp_path / "in", "s1003.json", from_the_page(problem, sheet))
    write_handed_out(tmp_path / "handed_out.json", the_class().values())
    before = contents(tmp_path)
    paths = {"folder": "in", "--handed-out": "handed_out.json", "--out": "out"} | changed
    arguments = [str(tmp_path / paths.pop("folder"))]
    for name, value in paths.items():
        arguments += [name, *(value.split() if name in ("--weights", "--workers") else [str(tmp_path / value)])]
    with pytest.raises(ValueError, match=complaint):
        run(*arguments)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"--handed-out": "nowhere.json"}, r"nowhere\.json: there is no such file or folder: check its name$"),
        ({"--handed-out": "in"}, "in: this is a folder: give the name of a file$"),
        (
            {"--out": "handed_out.json/a/out"},
            r"out: expected a folder, or a name that is free; .*\.json is a file$",
        ),
    ],
)
def test_what_cannot_be_opened_is_named_with_what_to_do(changed, complaint, tmp_path):
    place(tmp_path / "in", "s1003.json", b"")
    write_handed_out(tmp_path / "handed_out.json", the_class().values())
    paths = {"--handed-out": "handed_out.json", "--out": "out"} | changed
    with pytest.raises(ValueError, match=complaint) as said:
        run(tmp_path / "in", *(part for name, path in paths.items() for part in (name, tmp_path / path)))
    assert RAW.search(str(said.value)) is None


def test_a_full_disk_is_said_as_one(tmp_path, monkeypatch):
    place(tmp_path / "in", "s1003.json", b"")
    write_handed_out(tmp_path / "handed_out.json", the_class().values())

    def full_disk(path, *_):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("workbook.course.results._text", full_disk)
    with pytest.raises(ValueError, match=r"results: the disk is full: make room, and run this again$"):
        run(tmp_path / "in", "--handed-out", tmp_path / "handed_out.json", "--out", tmp_path / "results")


def test_one_student_is_counted_as_one(tmp_path, capsys):
    place(tmp_path / "in", "s1000.json", b"")
    write_handed_out(tmp_path / "handed_out.json", list(the_class().values())[:1])
    run(tmp_path / "in", "--handed-out", tmp_path / "handed_out.json", "--out", tmp_path / "out")
    assert capsys.readouterr().out.startswith("0 of 1 student graded: ")


def test_a_failure_in_the_midst_keeps_earlier_results_and_leaves_nothing_behind(tmp_path, monkeypatch):
    _student, problem, sheet = one()
    place(tmp_path / "in", "s1003.json", from_the_page(problem, sheet))
    results = marked(tmp_path / "in")
    write_results(results, tmp_path / "out")
    before = contents(tmp_path)

    def full_disk(results):
        raise OSError("no space left")

    monkeypatch.setattr("workbook.course.results.report", full_disk)
    with pytest.raises(OSError, match="no space left"):
        write_results(results, tmp_path / "out")
    assert contents(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_help_says_how_steps_are_named(capsys):
    with pytest.raises(SystemExit):
        run("--help")
    said = capsys.readouterr().out
    assert said.isascii()
    for name in QUANTITIES:
        line = next((line for line in said.splitlines() if line.split()[:1] == [name]), "")
        assert (QUANTITIES[name].meaning in line) is (name not in GIVENS)
