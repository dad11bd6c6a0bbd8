"""A marked sheet says in words what it says by signs, and shows what a reader typed as text."""

import re

import pytest
from bs4 import BeautifulSoup

from workbook import mark, the_assignment
from workbook.figures.palette import PALETTE
from workbook.marking.expressions import Entry
from workbook.marking.marks import Verdict
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import Sheet, printed
from workbook.marking.slips import SIN_ONLY
from workbook.quantities import QUANTITIES

Z1 = Entry("Z1", 0, 0)


def marks(**texts):
    sheet = printed(the_assignment().solution, 4).entries
    return mark(the_assignment(), Sheet({**sheet, Z1: texts.get("Z1", "1.35")}, tuple(texts.get("remarks", ()))))


def table(shown):
    page = BeautifulSoup(shown._repr_html_(), "html.parser")
    for end in page.find_all("br"):
        end.replace_with(" | ")
    return page, [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")]


def test_a_right_sheet_has_one_row_a_step():
    page, rows = table(marks())
    assert len(rows) == len(the_assignment().shapes)
    assert rows[0] == ["Z1", "1.35; 0.3500; 0.6000", "✓ right"]
    assert rows[9][1] == "-1.8180 -0.5416 -0.9104 | 1.8180 0.5416 0.9104"
    assert page.caption.get_text() == "the assignment: 100 right, 0 follows, 0 wrong here, 0 missing"
    assert [cell.get_text() for cell in page.select("thead th")] == ["Result", "You wrote", "Verdict"]
    assert {cell["scope"] for cell in page.select("thead th")} == {"col"}
    assert {cell["scope"] for cell in page.select("tbody th")} == {"row"}


def test_a_step_whose_entries_differ_has_one_row_an_entry():
    _, rows = table(marks(Z1="1.53"))
    assert rows[:4] == [
        ["Z1,1", "1.53", "✗ wrong here | two digits exchanged: Compare with your notes, digit by digit."],
        ["Z1,2", "0.3500", "✓ right"],
        ["Z1,3", "0.6000", "✓ right"],
        ["sin Z1", "0.9757; 0.3429; 0.5646", "✓ right"],
    ]


def test_every_verdict_is_a_word_and_a_sign():
    assert len({verdict.word for verdict in Verdict}) == len({verdict.sign for verdict in Verdict}) == 4
    made = the_assignment()
    slipped = dict(sheet_with(SIN_ONLY, "H", made).entries)
    del slipped[Entry("W1_new", 2, 3)]
    shown = mark(made, Sheet(slipped))
    page, rows = table(shown)
    assert {row[2].partition(" |")[0] for row in rows} == {"✓ right", "↳ follows", "✗ wrong here", "… missing"}
    assert {span["aria-hidden"] for span in page.select("tbody span")} == {"true"}
    assert [row[2] for row in rows if row[0] == "H"] == ["✗ wrong here | sin only: Above 0, f(z) is z plus sin(z)."]
    text = repr(shown)
    assert re.fullmatch(r"the assignment: \d+ right, \d+ follows, 3 wrong here, 1 missing", text.splitlines()[0])
    assert re.search(r"^✗ wrong here  H +0.9757; 0.3429; 0.5646  sin only: Above 0", text, re.MULTILINE)
    assert re.search(r"^… missing     W1_new, row 3, column 4$", text, re.MULTILINE)


def test_what_a_reader_typed_is_shown_as_text():
    shown = marks(Z1="<script>alert(1)</script>", remarks=["<i>Z9</i>: there is no such result"])
    page, rows = table(shown)
    assert not page.select("script, i")
    assert rows[0][:2] == ["Z1,1", "<script>alert(1)</script>"]
    assert rows[0][2].startswith("… missing | ‘<script>")
    assert page.li.get_text() == "<i>Z9</i>: there is no such result"
    assert repr(shown).splitlines()[-1] == "<i>Z9</i>: there is no such result"


def test_colours_are_the_pages():
    assert set(re.findall(r"color: ([^\"]+)", marks()._repr_html_())) == {f"var(--nn-H, {PALETTE['H'].light})"}


@pytest.mark.parametrize("name", QUANTITIES)
def test_every_symbol_has_its_html(name):
    symbol = QUANTITIES[name].symbol
    for index in ("", "2", "2,3"):
        shown = symbol.html(index)
        assert not re.search(r"[\\{}^_]", shown)
        if symbol.fixed is None:
            assert index in BeautifulSoup(shown, "html.parser").get_text()


def test_a_slip_that_is_none_of_a_step_cannot_be_made_there():
    with pytest.raises(ValueError, match="step: expected a slip of Z1, got sin only"):
        sheet_with(SIN_ONLY, "Z1", the_assignment())
