"""Numbers are read as people write them, exactly; what can be read in two ways is asked about."""

from decimal import Decimal

import pytest

from tests.workbook.marking.table import READ, REFUSED
from workbook import mark, the_assignment
from workbook.marking import numerals
from workbook.marking.expressions import Entry
from workbook.marking.marks import Verdict
from workbook.marking.numerals import Unreadable, is_blank, normalized, read_number, shortened

Z1 = Entry("Z1", 0, 0)


@pytest.mark.parametrize(("written", "number"), READ)
def test_what_a_person_reads_is_read_exactly(written, number):
    assert read_number(written) == Decimal(number)
    assert read_number(normalized(written)) == Decimal(number)


@pytest.mark.parametrize(("written", "complaint"), REFUSED)
def test_what_cannot_be_read_is_told_what_to_change(written, complaint):
    with pytest.raises(Unreadable) as said:
        read_number(written)
    assert complaint in str(said.value)
    assert ("‘" in str(said.value)) is not is_blank(written)


def test_what_cannot_be_seen_is_blank_and_is_not_quoted():
    assert all(is_blank(text) for text in ("", " ", "\u200b", "\ufeff\u00a0\u2060"))
    assert not is_blank("=")
    assert shortened("1\u200bx") == "‘1x’"
    marks = mark(the_assignment(), {"Z1": ["\u200b", "0.35", "0.6"]})
    assert (marks.entries[Z1].verdict, marks.entries[Z1].note) == (Verdict.MISSING, "")


@pytest.mark.parametrize(("name", "instead"), [("GROUPS", []), ("TWO_READINGS", "x"), ("_TABLE", {}), ("REPLACED", [])])
def test_a_reader_that_reads_otherwise_is_seen(name, instead, monkeypatch):
    def outcome(written):
        try:
            return normalized(written)
        except Unreadable as said:
            return str(said)

    usual = [outcome(written) for written, _ in READ + REFUSED]
    monkeypatch.setattr(numerals, name, instead)
    assert [outcome(written) for written, _ in READ + REFUSED] != usual
