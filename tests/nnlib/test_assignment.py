"""The whole sheet: digit for digit on paper's numbers, and with the differences that the source counts on floats."""

import numpy as np
import pytest

from gates.paper import SHEET, TERMS
from nnlib import assignment
from nnlib.numbers import FixedPoint
from workbook.show import as_table, decimals
from workbook.steps import results
from workbook.worked_lines import stages

DIFFERENCES_BY_STEP = {
    "Z2": 1, "e_Z2": 2, "sum_e_Z2": 1, "y_hat": 2, "delta2": 2, "dW2": 6, "db2": 2,
    "dH": 1, "delta1": 3, "db1": 3, "dW1": 9,
}  # fmt: skip
"""From the assignment's table of fourth decimals that exact arithmetic changes."""


def printed(quantity, places=4):
    table = as_table(quantity)
    return [[decimals(e) if isinstance(e, FixedPoint) else f"{e:.{places}f}" for e in row] for row in table]


def test_the_sheet_is_complete():
    assert sum(len(row) for rows in SHEET.values() for row in rows) == 88


def test_paper_digit_for_digit():
    paper = results(assignment.givens(FixedPoint))
    assert {name: printed(quantity) for name, quantity in paper.items()} == SHEET


@pytest.mark.parametrize("kind", [float, complex])
def test_machine_differs_just_where_the_source_says(kind):
    machine = results(assignment.givens(kind))
    differences = {
        name: sum(
            ours != theirs
            for row, sheet_row in zip(printed(quantity.real), SHEET[name], strict=True)
            for ours, theirs in zip(row, sheet_row, strict=True)
        )
        for name, quantity in machine.items()
    }
    assert {name: count for name, count in differences.items() if count} == DIFFERENCES_BY_STEP
    assert sum(differences.values()) == 32


def test_the_terms_inside_the_worked_lines():
    paper = results(assignment.givens(FixedPoint))
    for name, lines in TERMS.items():
        assert [stages(entry)[-2] for entry in np.ravel(paper[name])] == lines


def test_givens_are_exact_and_of_the_kind_asked_for():
    exact = assignment.givens(FixedPoint)
    assert str(exact.params.b1[2, 0]) == "0.05"
    assert str(exact.learning_rate) == "0.001"
    for kind, dtype in [(float, np.float64), (np.float32, np.float32), (complex, np.complex128), (FixedPoint, object)]:
        params, x, y, _ = assignment.givens(kind)
        assert {array.dtype for array in (*params, x, y)} == {np.dtype(dtype)}
        assert [array.shape for array in (*params, x, y)] == [(3, 4), (3, 1), (2, 3), (2, 1), (4, 1), (2, 1)]
