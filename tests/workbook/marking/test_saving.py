"""Saving loses nothing and loading takes no more than it should: full disks, odd cells, sizes, arguments."""

import csv
import errno
import io
import json
import os
import pathlib
import re

import pytest

from tests.workbook.marking.share import fresh
from workbook import load, mark, results_only, save, the_assignment, worked
from workbook.marking import files, problems, spreadsheet
from workbook.marking.expressions import Entry
from workbook.marking.files import from_csv, from_json, to_csv, to_json
from workbook.marking.limits import LARGEST_FILE
from workbook.marking.problems import problem_of
from workbook.marking.reading import Sheet, printed

A = the_assignment()
Z1 = Entry("Z1", 0, 0)
FULL_DISK = OSError(errno.ENOSPC, "no space left")


def full_disk(path, content):
    with open(path, "wb") as file:
        file.write(content[: len(content) // 2])
    raise FULL_DISK


def straight(path, content):
    path.write_bytes(content)


def saved_on_a_full_disk(path, monkeypatch):
    """What the folder holds after a failure in the midst of writing."""
    save(path, A, {"loss": "1.5219"})
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(pathlib.Path, "write_bytes", full_disk)
        with pytest.raises(OSError, match="no space left"):
            save(path, fresh(3))
    return path.read_bytes() == before, os.listdir(path.parent)


@pytest.mark.parametrize("name", ["work.csv", "work.json"])
def test_a_full_disk_keeps_the_old_file_and_leaves_nothing_behind(name, tmp_path, monkeypatch):
    assert saved_on_a_full_disk(tmp_path / name, monkeypatch) == (True, [name])


def test_a_file_that_is_written_over_at_once_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "replace", straight)
    assert saved_on_a_full_disk(tmp_path / "work.csv", monkeypatch) == (False, ["work.csv"])


@pytest.mark.parametrize("name", ["work.csv", "work.json"])
def test_a_name_that_utf8_cannot_hold_is_refused_and_the_old_file_stays(name, tmp_path):
    path = tmp_path / name
    save(path, A)
    before = path.read_bytes()
    with pytest.raises(ValueError, match=re.escape(r"expected text that UTF-8 can hold, got '\udcff'")):
        save(path, problem_of("mine \udcff", A.tables, 4))
    assert path.read_bytes() == before


ODD = [
    *("=cmd|' /C calc'!A0", "@SUM(1)", "+1+2", "-1+cmd", "=1", "＝1", "－1+1", "'=1", "'"),
    *("a\rb", "a\nb", "a\r\nb", "\t=1", "\r=1", " =1", 'say "=1"', "a,b;c\td", "½"),
]


def run_by_a_spreadsheet(text):
    """The cells of a CSV file that a spreadsheet would take for a formula."""
    cells = [cell.strip() for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    return [cell for cell in cells if re.match("[=+@＝＋－＠-]", cell) and not re.fullmatch("[-+]?[0-9.]+", cell)]


@pytest.mark.parametrize("odd", ODD)
def test_no_cell_is_run_and_each_comes_back(odd, tmp_path):
    made, sheet = problem_of(odd, A.tables, 4), Sheet({Z1: odd})
    assert run_by_a_spreadsheet(to_csv(made, sheet)) == []
    save(tmp_path / "work.csv", made, sheet)
    assert load(tmp_path / "work.csv") == (made, sheet)


@pytest.mark.parametrize("odd", ["=cmd|x", "@SUM(1)", "-1+2"])
def test_a_cell_that_is_run_is_seen(odd, monkeypatch):
    monkeypatch.setattr(spreadsheet, "RISKY", ())
    assert run_by_a_spreadsheet(to_csv(problem_of(odd, A.tables, 4))) == [odd]


def decimal_commas(text, delimiter=";"):
    return text.replace(",", delimiter).replace(".", ",")


@pytest.mark.parametrize("encoding", ["utf8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("made", [A, fresh(3), fresh(4, (2, 4, 3), 6)], ids=lambda made: made.name)
def test_a_spreadsheet_with_decimal_commas_is_read(made, delimiter, encoding, tmp_path):
    sheet = printed(made.solution, made.places)
    path = tmp_path / "work.csv"
    path.write_bytes(decimal_commas(to_csv(made, sheet), delimiter).encode(encoding))
    back = load(path)
    assert back.problem.tables == made.tables
    marks = mark(*back)
    assert (marks.remarks, {each.verdict.word for each in marks.entries.values()}) == ((), {"right"})


def test_points_between_semicolons_are_read_too():
    assert from_csv(to_csv(A).replace(",", ";")).problem == A


def test_a_file_is_refused_by_its_size_before_it_is_read(tmp_path, monkeypatch):
    for name in ("work.csv", "work.json"):
        path = tmp_path / name
        save(path, A)
        os.truncate(path, LARGEST_FILE + 1)
        with monkeypatch.context() as patch:
            patch.setattr(pathlib.Path, "read_bytes", lambda path: pytest.fail("it was read"))
            with pytest.raises(ValueError, match=f"{name}: expected at most 1000000 bytes, got 1000001"):
                load(path)


def test_a_text_that_is_too_long_is_refused():
    for read, text in ((from_csv, to_csv(A)), (from_json, to_json(A))):
        with pytest.raises(ValueError, match="expected at most 1000000 characters, got 1000001"):
            read(text.ljust(LARGEST_FILE + 1))


def test_a_table_is_refused_by_its_size_before_its_numbers_are_read(monkeypatch):
    content = json.loads(to_json(A))
    monkeypatch.setattr(problems, "normalized", lambda text: pytest.fail("it was read"))
    for large in ([["1"] * 4] * 20_000, [["1"] * 13], ["1"] * 13):
        given = content["givens"] | {"W1": large}
        with pytest.raises(ValueError, match=r"^W1: expected at most 12 rows and columns$"):
            from_json(json.dumps(content | {"givens": given}))
    for line in ("W1,999,999,1", "W1,13,1,1", "W1,1,13,1"):
        with pytest.raises(ValueError, match=r"^W1: expected at most 12 rows and columns$"):
            from_csv(f"{to_csv(A)}{line}\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("problem,,,another", "line 134: problem occurs here again"),
        ("places,,,4", "line 134: places occurs here again"),
    ],
)
def test_a_later_line_of_problem_or_places_does_not_win_silently(line, said):
    made, sheet = from_csv(f"{to_csv(A)}{line}\n")
    assert sheet.remarks == (said,)
    assert made.places == 4


def test_two_counts_of_places_are_refused():
    with pytest.raises(ValueError, match="places: expected 2 to 16, got ‘4 or 5’"):
        from_csv(f"{to_csv(A)}places,,,5\n")


def test_quantities_by_name_are_a_sheet_and_marks_are_none(tmp_path):
    save(tmp_path / "work.json", A, {"Z1": ["1.35", None, "0.6"]})
    assert load(tmp_path / "work.json").sheet.entries == {Z1: "1.35", Entry("Z1", 2, 0): "0.6"}
    with pytest.raises(TypeError, match=r"sheet: expected quantities by name, got .* of type Marks"):
        save(tmp_path / "work.json", A, mark(A, {}))
    with pytest.raises(ValueError, match="sheet: ‘Z9’: there is no such result"):
        save(tmp_path / "work.json", A, {"Z9": 1})
    assert load(tmp_path / "work.json").sheet.entries == {Z1: "1.35", Entry("Z1", 2, 0): "0.6"}


NO_PROBLEM = [None, 5, "problem 1", A.tables, [A]]


@pytest.mark.parametrize("value", NO_PROBLEM, ids=lambda value: type(value).__name__)
def test_what_is_no_problem_is_refused_by_name(value, tmp_path):
    for act in (
        lambda: mark(value, {}),
        lambda: save(tmp_path / "work.csv", value),
        lambda: worked(value),
        lambda: results_only(value),
    ):
        with pytest.raises(TypeError, match=r"^problem: expected one as `problem\(1\)` gives it, got ‘"):
            act()


@pytest.mark.parametrize("path", [None, 5, b"work.csv", ["work.csv"]], ids=lambda path: type(path).__name__)
def test_what_is_no_path_is_refused_by_name(path):
    for act in (load, lambda path: save(path, A)):
        with pytest.raises(TypeError, match=r"^path: expected a file's name, got ‘"):
            act(path)


@pytest.mark.parametrize("count", ["3", 2.0, True, [1]])
def test_a_count_of_steps_that_is_no_whole_number_is_refused_by_name(count):
    with pytest.raises(TypeError, match=r"^count: expected a whole number or None, got ‘"):
        worked(A, count)


@pytest.mark.parametrize("tables", [None, 5, "W1", [["1"]]])
def test_tables_without_names_are_refused_by_name(tables):
    with pytest.raises(TypeError, match=r"^givens: expected tables by name, got ‘"):
        problem_of("mine", tables, 4)
