"""A course, played from the class list to the gradebook: twelve students, and all hundred and twenty with FULL=1."""

import csv
import random
from contextlib import suppress
from decimal import Decimal

import pytest

from tests.full import FULL
from tests.workbook.course.submissions import BROKEN, FORMATS, HARMLESS, LOCALES, NAMED, TAMPERED, named, place, rows_of
from tests.workbook.course.test_mark import counted
from workbook.__main__ import main
from workbook.course.handed_out import read_handed_out
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import printed
from workbook.marking.replay import Impossible
from workbook.marking.slips_at import slips_at

COUNT = 120 if FULL else 12
SECRET = "00112233445566778899aabbccddeeff"
FIRST = ["Ada", "Bodo", "Chloé", "Dörte", "Emre", "Fatima", "=Gül", "Håkon"]


def class_list(folder):
    rows = [["id", "name"], *([f"s{1000 + i}", f"{FIRST[i % 8]} Student{i}"] for i in range(COUNT))]
    path = folder / "class.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8-sig")
    return path


def right(problem):
    return printed(problem.solution, problem.places), None


def with_a_slip(problem, draw):
    """A sheet with one slip, and what counting gives for it; one that is right, where rounding decides."""
    for each in draw.sample(slips_at(problem.structure), 8):
        with suppress(Impossible):
            sheet = sheet_with(each.slip, each.step, problem)
            if not says_less(problem, sheet) and (count := counted(problem, each.step, sheet)):
                return sheet, count
    return right(problem)


def says_less(problem, sheet):
    """Whether a number off the solution ends in a zero: spreadsheets drop it, and so it stands for more numbers."""
    return any(text.endswith("0") and Decimal(text) != problem.solution[entry] for entry, text in sheet.entries.items())


def hand_in(folder, handed_out, draw):
    """What the class hands in: what should be counted for each student, and who sent what cannot be read."""
    formats, locales, ways = (draw.choices(list(kinds), k=COUNT) for kinds in (FORMATS, LOCALES, NAMED))
    damages = [*HARMLESS, *TAMPERED] * COUNT
    expected, unreadable, absent = {}, set(), set()
    for i, given in enumerate(handed_out.values()):
        ending, made = FORMATS[formats[i]]
        locale = LOCALES[locales[i]]
        sheet, count = with_a_slip(given.problem, draw) if i % 3 else right(given.problem)
        rows = locale.written(rows_of(given.problem, sheet))
        if i % 11 == 10:
            absent.add(given.student.id)
            continue
        if i % 7 == 6:
            rows = draw.choice(list(BROKEN.values()))(rows)
            unreadable.add(given.student.id)
        else:
            damage = damages[i]
            if formats[i] not in ("CSV of Windows", "Excel, numbers") or damage not in ("a typographic minus",):
                rows = (HARMLESS | TAMPERED)[damage](rows)
            expected[given.student.id] = count
        student = given.student._replace(name=given.student.name.lstrip("="))
        place(folder, named(ways[i], student, ending, 200000 + i), made(rows, locale))
    return expected, unreadable, absent


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder, secret = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("own") / "secret.txt"
    secret.write_text(SECRET, encoding="ascii")
    assert main(["new", str(class_list(folder)), str(folder / "monday"), "--secret", str(secret)]) == 0
    handed_out = read_handed_out(folder / "monday/teacher/handed_out.json")
    told = hand_in(folder / "submissions", handed_out, random.Random(7))
    list_of_problems = f"{folder}/monday/teacher/handed_out.json"
    assert main(["mark", f"{folder}/submissions", "--handed-out", list_of_problems, "--out", f"{folder}/results"]) == 0
    with open(folder / "results/gradebook.csv", encoding="utf-8-sig", newline="") as file:
        gradebook = {line["id"]: line for line in csv.DictReader(file)}
    return folder, handed_out, gradebook, *told


def test_each_student_gets_another_problem_and_has_a_line(course):
    _, handed_out, gradebook, *_ = course
    assert len({str(each.problem.tables) for each in handed_out.values()}) == COUNT == len(gradebook)


def test_the_points_of_every_sheet_are_what_counting_gives(course):
    _, handed_out, gradebook, expected, *_ = course
    assert len(expected) > COUNT / 2
    for id, count in expected.items():
        line = gradebook[id]
        if count is None:
            assert (line["right"], line["points"]) == (str(len(handed_out[id].problem.record)), line["of"]), id
            continue
        words, points = count
        assert {word: int(line[word]) for word in words} == words, id
        assert float(line["points"]) == pytest.approx(float(sum(points.values())), abs=0.006), id


def test_what_cannot_be_read_is_listed_and_who_sent_nothing_too(course):
    folder, _, gradebook, _, unreadable, absent = course
    report = (folder / "results/report.html").read_text(encoding="utf8")
    assert unreadable
    assert absent
    for id in unreadable:
        assert gradebook[id]["points"] == ""
        assert "could not be read" in gradebook[id]["for a person"]
    for id in absent:
        assert (gradebook[id]["points"], gradebook[id]["files"]) == ("", "")
    assert all(id in report for id in unreadable | absent)


def test_nothing_that_students_hold_names_a_seed_or_the_secret(course):
    folder, *_ = course
    for path in (folder / "monday/students").rglob("*"):
        if path.suffix in (".json", ".csv"):
            assert SECRET not in path.read_text(encoding="utf8")
