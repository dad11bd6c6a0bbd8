"""A comparison shows the line from the reader's own numbers, the slip's line, and the solution's; and canaries."""

import shutil
from decimal import Decimal

import pytest

from tests.copies import replace
from tests.live.node import LIVE, answers, texts
from tests.workbook.marking.share import fresh
from workbook import mark, the_assignment
from workbook.marking import contrast
from workbook.marking.contrast import Contrasts
from workbook.marking.expressions import Entry
from workbook.marking.marks import Verdict
from workbook.marking.reading import Sheet, printed
from workbook.marking.replay import PAPER, Impossible, OnPaper
from workbook.marking.slips_at import slips_at


def task(made, sheet, entry):
    written = [sheet.entries.get(each, "") for each in made.record]
    return {
        "task": "compare",
        "givens": texts(made),
        "places": made.places,
        "texts": written,
        "entry": list(made.record).index(entry),
    }


def result(line):
    return line.rpartition(" = ")[2]


def cases():
    """After an error in Z1, a slip that is named alone: the sheet, and the slip's first wrong entry."""
    Z1 = Entry("Z1")
    for number, each in enumerate(slips_at(the_assignment().structure)[::3]):
        made = fresh(number)
        instead = {Z1: made.solution[Z1] + made.solution[Z1] / abs(made.solution[Z1])} | each.record(made.structure)
        try:
            sheet = printed(made.worked(PAPER, instead), made.places)
        except Impossible:
            continue
        for entry, found in mark(made, sheet).entries.items():
            if entry.name == each.step and found.verdict is Verdict.WRONG and found.slips == (each.slip,):
                yield made, sheet, entry, each.slip
                break


def compared(folder=LIVE):
    """What is compared, beside what Python works from the numbers on the sheet."""
    found = list(cases())
    lines = answers([task(made, sheet, entry) for made, sheet, entry, _ in found], folder)
    return list(zip(found, lines, strict=True))


def test_the_lines_are_worked_from_the_readers_own_numbers():
    compared_lines = compared()
    assert len(compared_lines) >= 20
    for (made, sheet, entry, slip), lines in compared_lines:
        numbers = made.givens | {each: Decimal(text) for each, text in sheet.entries.items()}
        own = OnPaper(PAPER, made.places).result(made.record[entry], numbers)
        assert result(lines["correct"]) == f"{own:.{made.places}f}"
        ((name, line),) = lines["slips"]
        assert (name, result(line)) == (slip.name, sheet.entries[entry])
        assert result(lines["solution"]) == f"{made.solution[entry]:.{made.places}f}"


def test_a_line_has_the_numbers_in_it_as_a_person_writes_them():
    made, entry = the_assignment(), Entry("H", 0)
    sheet = Sheet({Entry("Z1", 0): "1.45", Entry("sin_Z1", 0): "0.9927", entry: "2.0"})
    (lines,) = answers([task(made, sheet, entry)])
    assert lines == {"correct": "1.4500 + 0.9927 = 2.4427", "slips": [], "solution": "1.3500 + 0.9757 = 2.3257"}


def test_a_line_that_cannot_be_worked_is_not_made_up():
    made, entry = the_assignment(), Entry("y_hat", 0)
    numbers = printed(made.solution, 4).entries
    sheet = Sheet({**numbers, Entry("sum_e_Z2", 0): "0", entry: "0.5"})
    (lines,) = answers([task(made, sheet, entry)])
    assert lines["correct"] is None
    assert result(lines["solution"]) == numbers[entry]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("line(problem.record[at], own, problem)", "line(problem.record[at], solved, problem)"),
        ("line(record[entry - first], own, problem)", "line(problem.record[at], own, problem)"),
    ],
)
def test_a_line_from_other_numbers_is_seen(old, new, tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / "engine/contrast.js", old, new)
    assert [lines for _, lines in compared(copy)] != [lines for _, lines in compared()]


def test_python_shows_the_same_lines():
    for (made, sheet, entry, _), lines in compared():
        marks = mark(made, sheet)
        found = Contrasts(made, sheet, marks).of(entry, marks.entries[entry])
        assert found.correct == lines["correct"]
        assert list(found.slips.items()) == [tuple(each) for each in lines["slips"]]
        assert found.solution == lines["solution"]


def test_a_line_of_python_that_is_another_is_seen(monkeypatch):
    monkeypatch.setitem(contrast.WRITTEN, "*", "{} · {}")
    with pytest.raises(AssertionError):
        test_python_shows_the_same_lines()
