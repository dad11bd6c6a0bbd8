"""The list of results."""

from gates.paper import SHEET
from nnlib import assignment
from nnlib.numbers import FixedPoint
from workbook.sheet import BOX, empty_sheet
from workbook.show import symbol
from workbook.steps import results


def test_the_steps_are_the_sheets_in_its_order():
    assert list(results(assignment.givens())) == list(SHEET)


def test_the_empty_sheet_has_a_box_for_each_result_and_no_digit_but_indices():
    sheet = repr(empty_sheet(results(assignment.givens(FixedPoint))))
    assert sheet.count(BOX) == sum(len(row) for rows in SHEET.values() for row in rows)
    assert all(symbol(name) in sheet for name in SHEET)
