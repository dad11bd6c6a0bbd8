"""Problems and sheets travel as files, and come back as they were; what is wrong in a file is said with its place."""

import json
import re
from decimal import Decimal

import pytest

from tests.workbook.marking.share import fresh
from workbook import load, mark, save, the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.files import from_csv, from_json, to_csv, to_json
from workbook.marking.marks import Verdict
from workbook.marking.reading import Sheet, printed
from workbook.marking.spreadsheet import HEADING

Z1 = Entry("Z1", 0, 0)
HEAD = ",".join(HEADING)
EMPTY = to_csv(the_assignment())


def filled(made):
    return printed(made.solution, made.places)


@pytest.mark.parametrize("ending", ["csv", "json"])
@pytest.mark.parametrize("made", [the_assignment(), fresh(3), fresh(4, (2, 4, 3), 6)], ids=lambda made: made.name)
def test_what_was_saved_is_loaded(tmp_path, made, ending):
    path = tmp_path / f"work.{ending}"
    half = Sheet({entry: text for entry, text in filled(made).entries.items() if entry.row})
    odd = Sheet({Z1: 'about "1,5", ½'})
    for sheet in (filled(made), half, odd, Sheet({})):
        save(path, made, sheet)
        assert load(path) == (made, sheet)
    save(str(path), made)
    assert load(str(path)) == (made, Sheet({}))


def test_a_csv_is_one_number_a_line_counted_from_1():
    lines = to_csv(the_assignment(), filled(the_assignment())).splitlines()
    assert lines[:4] == [HEAD, "problem,,,the assignment", "places,,,4", "W1,1,1,0.1"]
    assert "dW2,2,3,0.9104" in lines
    assert len(lines) == len(set(lines)) == 3 + len(the_assignment().givens) + len(the_assignment().record)


def lines_of(made):
    return to_csv(made, filled(made)).splitlines()


def marked(text):
    made, sheet = from_csv(text)
    marks = mark(made, sheet)
    return marks, {entry for entry, each in marks.entries.items() if each.verdict is not Verdict.RIGHT}


def test_a_spreadsheets_line_ends_spaces_quotes_and_empty_lines_are_taken():
    lines = lines_of(the_assignment())
    text = "\r\n".join([*lines[:40], "", *lines[40:]]).replace("Z1,1,1,1.3500", 'Z1, 1 ,"1", 1.3500 ')
    assert from_csv(text) == (the_assignment(), filled(the_assignment()))


def test_a_byte_order_mark_is_taken(tmp_path):
    path = tmp_path / "work.csv"
    path.write_text(to_csv(the_assignment()), encoding="utf-8-sig")
    assert load(path).problem == the_assignment()


FIRST = "Z1,1,1,1.3500"
NO_LINE = "line 34: expected name, row, column and value, got ‘{}’"
PARTED = "line 34: {} is read as one number, and its comma as a decimal comma"
AGAIN = "line 35: Z1, row 1, column 1 occurs here again"


@pytest.mark.parametrize(
    ("instead", "remark", "verdict"),
    [
        ("", None, Verdict.MISSING),
        ("Z1,1,1,", None, Verdict.MISSING),
        ("Z1,1,1,abc", None, Verdict.MISSING),
        ('Z1,1,1,"1,35"', None, Verdict.RIGHT),
        ("Z1,1,1,nan", None, Verdict.MISSING),
        ("Z1,1,1,1,35", PARTED.format("1,35"), Verdict.RIGHT),
        ("Z1,1,1,1.35,see page 3", None, Verdict.RIGHT),
        ('Z1,1.0,"1,0",1.35', None, Verdict.RIGHT),
        ('Z1,1,1,"=""1.35"""', None, Verdict.RIGHT),
        ("Z1,1,1,'1.35", None, Verdict.RIGHT),
        ("Z1,1,1,1-May", None, Verdict.MISSING),
        ("Z1,one,1,1.35", NO_LINE.format("Z1,one,1,1.35"), Verdict.MISSING),
        ("Z1,0,1,1.35", NO_LINE.format("Z1,0,1,1.35"), Verdict.MISSING),
        ("Z1,1000,1,1.35", NO_LINE.format("Z1,1000,1,1.35"), Verdict.MISSING),
        ("Z1,9,1,1.35", "Z1, row 9, column 1: there is no such result", Verdict.MISSING),
        ("Z3,1,1,1.35", "Z3, row 1, column 1: there is no such result", Verdict.MISSING),
        (f"{FIRST}\nZ1,1,1,1.35", AGAIN, Verdict.MISSING),
        (f"{FIRST}\n{FIRST}", AGAIN, Verdict.RIGHT),
        (f"{FIRST}\nZ1,1,1,", AGAIN, Verdict.RIGHT),
    ],
)
def test_what_is_wrong_in_a_line_is_said_and_the_rest_is_marked(instead, remark, verdict):
    lines = lines_of(the_assignment())
    assert lines[33] == FIRST
    marks, amiss = marked("\n".join([*lines[:33], instead, *lines[34:]]))
    assert marks.remarks == ((remark,) if remark else ())
    assert marks.entries[Z1].verdict is verdict
    assert amiss <= {Z1}


def test_a_number_given_twice_is_not_guessed_at():
    marks, _ = marked("\n".join([*lines_of(the_assignment()), "Z1,1,1,1.5300"]))
    assert (
        marks.entries[Z1].note == "‘1.3500 or 1.5300’ cannot be read as a number: write digits, such as 2.5 or -1.5e-3"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        (",,\n ; \n", "the file is empty"),
        ("hello", "line 1: expected name,row,column,value, got ‘hello’"),
        ("\x00\x01", "line 1"),
        (f'{HEAD}\nZ1,1,1,"1.35', "not a CSV file"),
        (HEAD, "places: expected 2 to 16, got ‘’"),
        (f"{HEAD}\nplaces,,,4", "W1: expected rows of numbers"),
        (EMPTY.replace("W1,1,2,-0.2\r\n", ""), "W1, row 1, column 2: nothing is written here"),
        (EMPTY.replace("W1,1,2,-0.2", "W1,1,2,minus"), "W1, row 1, column 2: ‘minus’ cannot be read"),
        (EMPTY.replace("W1,1,2,-0.2", "W1,1,2,-0.2\r\nW1,1,2,-0.3"), "W1, row 1, column 2: ‘-0.2 or -0.3’"),
        (EMPTY.replace("places,,,4", "places,,,four"), "places: expected 2 to 16, got ‘four’"),
        (EMPTY.replace("y,1,1,1", "y,1,1,0"), "y: expected one 1"),
    ],
)
def test_what_is_no_csv_with_a_problem_is_refused(tmp_path, text, message):
    path = tmp_path / "work.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=message) as complaint:
        load(path)
    assert str(path) in str(complaint.value)


def changed_json(**members):
    return json.dumps({**json.loads(to_json(the_assignment(), filled(the_assignment()))), **members})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a JSON file, or one that was cut off or changed: line 1, column 1$"),
        (f"{HEAD}\n", "not a JSON file"),
        ("[1]", "expected an object"),
        ("[" * 100_000, "not a JSON file, or one that was changed: too many brackets in brackets$"),
        ('{"places": 4}', "expected an object"),
        ('{"givens": 4}', "expected an object"),
        (changed_json(places=None), "places: expected 2 to 16, got ‘None’"),
        (changed_json(places=40), "places: expected 2 to 16, got ‘40’"),
        (changed_json(givens={}), "givens: expected W1, b1, W2, b2, x, y, learning_rate"),
        (changed_json(sheet=[1]), "sheet: expected an object, got ‘"),
    ],
)
def test_what_is_no_json_with_a_problem_is_refused(tmp_path, text, message):
    path = tmp_path / "work.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        load(path)


def test_numbers_in_json_are_taken_as_they_are_written():
    made, sheet = from_json(
        changed_json(sheet={"Z1": [[1.35], [0.35], [float("nan")]], "loss": 1.5219, "H": None, "Q": 1})
    )
    marks = mark(made, sheet)
    assert sheet.entries == {Z1: "1.35", Entry("Z1", 1, 0): "0.35", Entry("Z1", 2, 0): "NaN", Entry("loss"): "1.5219"}
    assert (
        marks.entries[Entry("Z1", 2, 0)].note
        == "‘NaN’ cannot be read as a number: write digits, such as 2.5 or -1.5e-3"
    )
    assert [remark[:29] for remark in marks.remarks] == ["‘Q’: there is no such result."]
    assert from_json(changed_json(sheet=None)).sheet == Sheet({})


def test_a_name_that_stands_twice_in_json_is_remarked_on():
    text = to_json(the_assignment()).replace('"sheet": {', '"sheet": {"loss": 1.5219,')
    assert from_json(text).sheet.remarks == ("loss: occurs twice; the last one is marked",)


@pytest.mark.parametrize("path", ["work.xls", "work"])
def test_the_ending_says_what_a_file_is(tmp_path, path):
    with pytest.raises(ValueError, match=r"work.*: expected a file that ends in .json, .csv, .tsv, .txt"):
        load(tmp_path / path)
    with pytest.raises(ValueError, match=r"work.*: expected a file that ends in .csv or .json"):
        save(tmp_path / path, the_assignment())


def with_commas(text):
    return "\n".join(line.replace(",", ";").replace(".", ",") for line in text.splitlines())


DAMAGE = {
    "capitals in the ending": ("work.CSV", lambda text: text),
    "text": ("work.txt", lambda text: text),
    "tabs": ("work.tsv", lambda text: text.replace(",", "\t")),
    "a line that names the sign": ("work.csv", lambda text: f"sep=;\n{with_commas(text)}"),
    "a line that names another sign": ("work.csv", lambda text: f"sep=|\r\n{text.replace(',', '|')}"),
    "such a line as a cell": ("work.csv", lambda text: f"sep=;,,,\r\n{text}"),
    "one column, and values typed into the next": (
        "work.csv",
        lambda text: re.sub("^(.*?,.*?,.*?,)(?!value)", r"\1;", text, flags=re.MULTILINE).replace(HEAD, f"{HEAD};"),
    ),
    "one column, and values typed into it": ("work.csv", lambda text: text.replace(HEAD, f"{HEAD};")),
    "a title": ("work.csv", lambda text: f"My sheet;;;\n;;;\n{with_commas(text)}"),
    "empty columns": ("work.csv", lambda text: text.replace("\r\n", ",,,\r\n")),
    "a column of notes": (
        "work.csv",
        lambda text: text.replace("\r\n", ",looked up,\r\n").replace("value,looked up", "value,my notes"),
    ),
    "another order": (
        "work.csv",
        lambda text: "\n".join(",".join(line.split(",")[::-1]) for line in text.split("\r\n")),
    ),
    "a heading in capitals": ("work.csv", lambda text: text.replace(HEAD, HEAD.title())),
    "rows with decimals": ("work.csv", lambda text: re.sub(",([0-9]+),([0-9]+),", r",\1.0,\2.00,", text)),
    "apostrophes": ("work.csv", lambda text: re.sub(",([-0-9.]+)(?=\r)", r",'\1", text)),
    "formulas that keep texts": ("work.csv", lambda text: re.sub(",([-0-9.]+)(?=\r)", r',"=""\1"""', text)),
    "sorted rows": ("work.csv", lambda text: "\n".join([HEAD, *sorted(text.splitlines()[1:])])),
    "a typographic minus": ("work.csv", lambda text: text.replace(",-", ",\u2212")),
    "whose it is": ("work.csv", lambda text: f"{text}Student ID,,,12345"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
def test_what_spreadsheets_and_people_make_of_a_file_is_read(damage, encoding, tmp_path):
    name, damaged = DAMAGE[damage]
    path = tmp_path / name
    path.write_bytes(damaged(to_csv(the_assignment(), filled(the_assignment()))).encode(encoding, "replace"))
    if damage == "a typographic minus" and encoding == "cp1252":
        return
    made, sheet = load(path)
    marks = mark(made, sheet)
    assert {name: [list(map(Decimal, row)) for row in table] for name, table in made.tables.items()} == {
        name: [list(map(Decimal, row)) for row in table] for name, table in the_assignment().tables.items()
    }
    assert marks.count(Verdict.RIGHT) == len(marks.entries)
    assert sheet.remarks == ()


def test_json_that_was_saved_as_text_is_read(tmp_path):
    path = tmp_path / "sheet.json.txt"
    path.write_text(to_json(the_assignment()), encoding="utf8")
    assert load(path).problem == the_assignment()


def test_a_date_in_a_given_is_named_with_its_cell():
    with pytest.raises(ValueError, match="W1, row 1, column 2: ‘1-May’ looks like a date or a time"):
        from_csv(EMPTY.replace("W1,1,2,-0.2", "W1,1,2,1-May"))


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "work.csv"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(ValueError, match="expected text in UTF-8"):
        load(path)
