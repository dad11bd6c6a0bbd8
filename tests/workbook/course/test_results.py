"""What is written of a class: tables that platforms import, pages that run nothing, a report on everyone."""

import csv
import io
import re
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.workbook.course.submissions import from_the_page, place
from tests.workbook.marking.share import fresh
from workbook.course import gradebook, mark_folder, pages, write_results
from workbook.course.class_list import read_class_list
from workbook.course.feedback import feedback_name, number
from workbook.course.gradebook import canvas, moodle
from workbook.course.handed_out import HandedOut, Student
from workbook.course.report import report, slips_made
from workbook.course.shared import LEAST, shared
from workbook.marking.expressions import Entry
from workbook.marking.marks import Verdict
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import Sheet, printed
from workbook.marking.slips import NO_BIAS
from workbook.quantities import QUANTITIES

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
FORMULA = '=HYPERLINK("http://x";"y")'


def right(problem):
    return printed(problem.solution, problem.places)


@cache
def _results(folder):
    """A class of six: right, two with one slip, hostile, empty-handed, and one who copied the first."""
    given = {
        id: HandedOut(Student(id, name), fresh(i))
        for i, (id, name) in enumerate(
            [("a1", "Ada"), ("a2", ""), ("a3", "@Bo"), ("../x <b>", HOSTILE), ("a5", FORMULA), ("a6", "Kim")]
        )
    }
    sheets = {
        "a1": right(given["a1"].problem),
        "a2": sheet_with(NO_BIAS, "Z1", given["a2"].problem),
        "a3": sheet_with(NO_BIAS, "Z1", given["a3"].problem),
        "../x <b>": Sheet({**right(given["../x <b>"].problem).entries, Entry("Z1"): HOSTILE, Entry("loss"): FORMULA}),
        "a6": right(given["a1"].problem),
    }
    for i, (id, sheet) in enumerate(sheets.items()):
        content = from_the_page(given[id].problem, sheet).replace(b'"problem"', f'"id": "{id}", "problem"'.encode(), 1)
        place(folder, f"sheet {i}.json", content)
    place(folder, "<script>alert(1)</script>.png", b"")
    place(folder, "=cmd.csv", b"cmd")
    return mark_folder(folder, given, workers=1)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return _results(tmp_path_factory.mktemp("in"))


@pytest.fixture(scope="module")
def out(results, tmp_path_factory):
    folder = tmp_path_factory.mktemp("all") / "out"
    write_results(results, folder)
    return folder


def lines(text):
    return list(csv.reader(io.StringIO(text)))


def test_the_gradebook_has_each_student_once_and_says_who_handed_in_nothing(results):
    head, *students = lines(gradebook.gradebook(results.grades))
    assert head[:10] == [
        *("id", "name", "points", "of", "right", "follows", "wrong here", "missing", "for a person", "files"),
    ]
    assert [line[0] for line in students] == ["a1", "a2", "a3", "../x <b>", "a5", "a6"]
    assert students[4][2:10] == ["", "", "", "", "", "", "nothing was handed in", ""]
    assert students[0][2] == students[0][3]


def test_moodle_gets_whoever_has_points_with_feedback(results):
    head, *students = lines(moodle(results.grades, "Monday"))
    assert head == ["ID number", "Name", "Monday", "Monday (feedback)"]
    assert [line[0] for line in students] == ["a1", "a2", "a3", "../x <b>", "a6"]
    assert "Slips: no bias" in students[1][3]


def test_canvas_gets_its_five_columns_and_the_points_that_are_possible(results):
    head, possible, *students = lines(canvas(results.grades, "Monday"))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Monday"]
    assert possible[0] == "    Points Possible"
    assert [line[2] for line in students] == ["a1", "a2", "a3", "../x <b>", "a5", "a6"]
    assert students[0][5] == possible[5]
    assert students[4][5] == ""


BOM = b"\xef\xbb\xbf"


def test_excel_gets_its_mark_and_canvas_gets_none(out):
    marked = {name: (out / name).read_bytes().startswith(BOM) for name in ("gradebook.csv", "moodle.csv", "canvas.csv")}
    assert marked == {"gradebook.csv": True, "moodle.csv": True, "canvas.csv": False}
    assert not any(path.read_bytes().startswith(BOM) for path in out.rglob("*.html"))
    assert read_class_list(out / "gradebook.csv")[0].id == "a1"


def run_by_a_spreadsheet(text):
    cells = [cell.strip() for line in csv.reader(io.StringIO(text)) for cell in line]
    return [cell for cell in cells if re.match("[=+@-]", cell) and not re.fullmatch("[-+]?[0-9.]+", cell)]


@pytest.mark.parametrize("made", [gradebook.gradebook, partial(moodle, title=FORMULA), partial(canvas, title=FORMULA)])
def test_no_cell_of_a_gradebook_is_run(made, results, monkeypatch):
    assert run_by_a_spreadsheet(made(results.grades)) == []
    monkeypatch.setattr(gradebook, "inert", str)
    assert {"@Bo", FORMULA} & set(run_by_a_spreadsheet(made(results.grades)))


def test_two_homeworks_have_columns_of_their_own_on_a_platform(results, tmp_path):
    for name in ("monday", "tuesday"):
        write_results(results, tmp_path / name)
    for table in ("moodle.csv", "canvas.csv"):
        monday, tuesday = ((tmp_path / name / table).read_text(encoding="utf8") for name in ("monday", "tuesday"))
        assert monday == tuesday.replace("Worked sheet, tuesday", "Worked sheet, monday") != tuesday


def pages_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf8") for path in folder.rglob("*.html")}


ELEMENTS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "strong",
        "code",
        "a",
    ),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "span", "br", "sub", "sup", "figure"),
    *("svg", "rect", "text", "tspan", "defs", "pattern"),
}


def strange(html):
    """The elements, handlers and addresses of a page that none of ours has."""
    soup = BeautifulSoup(html, "html.parser")
    found = {each.name for each in soup.find_all(True)} - ELEMENTS
    found |= {name for each in soup.find_all(True) for name in each.attrs if name.startswith("on") or name == "src"}
    return found | {each["href"] for each in soup.find_all(href=re.compile("^(?!feedback/)"))}


def test_what_is_hostile_is_shown_and_does_nothing(out, monkeypatch):
    written = pages_of(out)
    assert {name: strange(html) for name, html in written.items() if strange(html)} == {}
    name = f"feedback/{feedback_name('../x <b>')}"
    text = BeautifulSoup(written[name], "html.parser").get_text()
    assert HOSTILE in text
    assert FORMULA in text
    assert "<script>alert(1)</script>.png" in BeautifulSoup(written["report.html"], "html.parser").get_text()
    assert all("default-src 'none'" in html for html in written.values())


def test_a_page_that_lets_a_name_through_is_seen(results, monkeypatch):
    monkeypatch.setattr("workbook.course.report.escape", str)
    assert strange(report(results))


def test_each_link_leads_to_a_page_and_each_page_is_in_its_folder(out):
    soup = BeautifulSoup((out / "report.html").read_text(encoding="utf8"), "html.parser")
    linked = {each["href"] for each in soup.find_all("a")}
    assert linked == {name for name in pages_of(out) if name.startswith("feedback/")}
    assert len(linked) == 5


def test_each_student_has_a_page_of_their_own_whose_name_any_machine_takes():
    ids = ["s1", "../x", "a b", "§0", "\u0a70", "\N{GRINNING FACE}" * 100, "CON"]
    names = [feedback_name(id) for id in ids]
    assert names[0] == "s1.html"
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(Path(name).name == name and len(name) < 60 for name in names)


def test_every_page_says_what_it_is_and_has_a_look_for_the_dark_and_for_paper(out):
    for html in pages_of(out).values():
        soup = BeautifulSoup(html, "html.parser")
        assert soup.html["lang"] == "en"
        assert len(soup.find_all("h1")) == 1
        assert all(table.caption for table in soup.find_all("table"))
        assert all(cell.get("scope") for cell in soup.find_all("th"))
        assert all(svg["aria-label"] for svg in soup.find_all("svg"))
        levels = [int(each.name[1]) for each in soup.find_all(re.compile("h[1-3]"))]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert "prefers-color-scheme: dark" in html
        assert "@media print" in html


def test_a_student_sees_each_verdict_the_slip_and_the_line_as_it_should_be(out, results):
    text = BeautifulSoup((out / "feedback/a2.html").read_text(encoding="utf8"), "html.parser").get_text(" ")
    assert "no bias" in text
    assert "from your numbers" in text
    problem = results.handed_out["a2"].problem
    assert f"= {problem.solution[Entry('Z1')]:.4f}" in text
    assert "a person should look" not in text


NAMES_IN_CODE = {name for name in QUANTITIES if "_" in name or name.startswith("d")}
"""The names that none of the symbols is: they stand where files and commands need them, set as code."""


def words_of(html):
    """The words of a page's text that are not set as code."""
    soup = BeautifulSoup(html, "html.parser")
    for each in soup.find_all(["code", "style", "title"]):
        each.decompose()
    return set(re.findall(r"\w+", soup.get_text(" ")))


def test_pages_name_a_step_by_its_symbol_and_beside_it_as_files_do(out):
    for name, html in pages_of(out).items():
        assert words_of(html) & NAMES_IN_CODE == set(), name
    report = BeautifulSoup((out / "report.html").read_text(encoding="utf8"), "html.parser")
    rows = report.find("caption", string="Entries of each step").find_parent("table").tbody.find_all("tr")
    shown = {
        row.find("code").get_text(): [cell.decode_contents() for cell in row.find_all(["th", "td"])] for row in rows
    }
    head = lines((out / "gradebook.csv").read_text(encoding="utf-8-sig"))[0]
    assert set(head[10:]) == set(shown)
    for step, (symbol, meaning, *_) in shown.items():
        assert symbol == QUANTITIES[step].symbol.html()
        assert meaning == QUANTITIES[step].meaning
    page = BeautifulSoup((out / "feedback/a2.html").read_text(encoding="utf8"), "html.parser")
    named = page.find("caption", string="Points").find_parent("table").tbody.find_all("code")
    assert {each.get_text() for each in named} == set(shown)


def test_a_page_that_calls_a_step_by_its_name_in_the_code_is_seen(results, monkeypatch):
    monkeypatch.setattr("workbook.course.report.symbols", ", ".join)
    assert "sin_Z1" in words_of(report(results)) & NAMES_IN_CODE


def test_the_picture_of_steps_shows_symbols(results):
    svg = BeautifulSoup(report(results), "html.parser").find("svg")
    written = {each.get_text().replace("\N{THIN SPACE}", " ") for each in svg.find_all("text")}
    assert {"eZ2", "Σj eZ2,j", "∂L/∂W1"} <= written


def test_the_report_counts_slips_by_student_and_names_what_to_teach_again(results):
    (first, *_) = slips_made([each for each in results.grades if each.points])
    assert (first.name, first.steps, first.students) == (NO_BIAS.name, ("Z1",), ("a2", "a3"))
    text = BeautifulSoup(report(results), "html.parser").get_text(" ")
    assert "no bias , on 2 of 5 sheets" in text
    assert "The steps at which the most students went wrong, whether or not a slip was named:" in text
    assert NO_BIAS.advice in text
    assert "empty" not in text


def test_the_report_names_the_missing_and_what_was_not_read(results):
    soup = BeautifulSoup(report(results), "html.parser")
    missing = soup.find("h2", string="Nothing handed in that could be marked").find_next("ul")
    assert [each.get_text() for each in missing.find_all("li")] == [f"a5 · {FORMULA}"]
    unread = soup.find("caption", string="Files").find_parent("table")
    assert [each.get_text() for each in unread.tbody.find_all("th")] == ["<script>alert(1)</script>.png", "=cmd.csv"]


def test_who_has_anothers_numbers_is_named_with_them(results):
    (found,) = shared(results.grades, results.handed_out)
    assert (found.students, found.same_problem) == (("a1", "a6"), False)
    assert found.places >= LEAST


def test_of_one_problem_only_sheets_that_are_the_same_and_wrong_are_named(tmp_path):
    problem = fresh(1)
    given = {f"b{i}": HandedOut(Student(f"b{i}"), problem) for i in range(6)}
    sheets = [right(problem)] * 2 + [sheet_with(NO_BIAS, "Z1", problem)] * 3
    for i, sheet in enumerate(sheets):
        place(tmp_path, f"b{i}.json", from_the_page(problem, sheet))
    results = mark_folder(tmp_path, given, workers=1)
    (found,) = shared(results.grades, given)
    assert (found.students, found.same_problem) == (("b2", "b3", "b4"), True)
    wrong = results.grades[2].submissions[0].marks.count(Verdict.WRONG)
    assert found.places == wrong


def test_a_number_is_written_with_four_decimals_at_most():
    assert [number(each) for each in (1.0, 2 / 3, 0.5, 0.0, 25)] == ["1", "0.6667", "0.5", "0", "25"]


def test_a_table_names_its_rows_and_columns():
    html = pages.table("Counts", ("Step", "n"), [("Z1", "3")])
    soup = BeautifulSoup(html, "html.parser")
    assert [each["scope"] for each in soup.find_all("th")] == ["col", "col", "row"]


@pytest.mark.parametrize("name", ["gradebook.csv", "moodle.csv", "canvas.csv", "report.html", "feedback/a1.html"])
def test_what_was_changed_by_hand_is_not_lost(results, name, tmp_path):
    write_results(results, tmp_path / "out")
    write_results(results, tmp_path / "out")
    with (tmp_path / "out" / name).open("a", encoding="utf8") as file:
        file.write("a1,25\n")
    with pytest.raises(
        ValueError, match=rf"{name}: expected the file .*, got one that was changed, .*: move it elsewhere first"
    ):
        write_results(results, tmp_path / "out")
    (tmp_path / "out" / name).rename(tmp_path / "mine")
    write_results(results, tmp_path / "out")
    assert (tmp_path / "mine").read_text(encoding="utf8").endswith("a1,25\n")


def test_a_file_of_ones_own_beside_the_pages_is_not_lost(results, tmp_path):
    write_results(results, tmp_path / "out")
    place(tmp_path, "out/feedback/a1-annotated.pdf", b"mine")
    with pytest.raises(ValueError, match=r"got feedback/a1-annotated\.pdf, which may be your own"):
        write_results(results, tmp_path / "out")
    assert (tmp_path / "out/feedback/a1-annotated.pdf").read_bytes() == b"mine"


def test_results_that_were_copied_without_their_record_are_not_overwritten(results, tmp_path):
    write_results(results, tmp_path / "out")
    (tmp_path / "out/.written").unlink()
    with pytest.raises(ValueError, match=r"got canvas\.csv, which may be your own"):
        write_results(results, tmp_path / "out")
