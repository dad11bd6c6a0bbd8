"""The notation page tells what the code has."""

import numpy as np

from nnlib import Backward, Parameters, Trace, assignment
from nnlib.numbers import FixedPoint
from workbook import notation, quantities
from workbook.quantities import QUANTITIES
from workbook.steps import results

GIVENS = assignment.givens(FixedPoint)


def test_every_field_has_its_entry():
    codes = {entry.code for entry in QUANTITIES.values()}
    fields = {f"params.{n}" for n in Parameters._fields} | {f"back.{n}" for n in Backward._fields}
    assert fields | {f"trace.{n}" for n in Trace._fields if n != "x"} | set(GIVENS._fields[1:]) <= codes


def test_the_code_gives_the_results_of_the_sheet():
    values = notation.values(GIVENS)
    for name, expected in results(GIVENS).items():
        assert np.shape(values[name]) == np.shape(expected)
        assert np.all(values[name] == expected), name


def test_shapes_are_those_of_the_docstrings():
    shapes = notation.shapes()
    assert shapes["W1"] == shapes["dW1"] == shapes["W1_new"] == "$(K, D)$"
    assert shapes["x"] == "$(D, N)$"
    assert shapes["sum_e_Z2"] == "$(N,)$"
    assert shapes["loss"] == "a number"


def test_the_table_has_a_row_for_each_symbol():
    rows, names = notation.notation().data.splitlines(), quantities.GIVENS + quantities.RESULTS
    assert len(rows) == len(names) + 2
    row = "| $Z_{1}$ | hidden layer before its activation | `trace.Z1` | $(K, N)$ | $(3, 1)$ | {eq}`eq-z1` |"
    assert row in rows
