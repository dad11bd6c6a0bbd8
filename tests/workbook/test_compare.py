"""Paper and machine side by side."""

import numpy as np

from nnlib.numbers import FixedPoint
from workbook.compare import compare

PAPER = np.array([[FixedPoint("0.3333")], [FixedPoint("-0.5")]])


def test_gradient_check_are_shown_and_counted():
    comparison = compare(Z2=(PAPER, np.array([[1 / 3], [-0.50006]])))
    assert repr(comparison) == "Paper and machine differ in 1 of 2 entries.\n$Z_{2,2}$  -0.5000  -0.5001  -0.500060"
    assert comparison._repr_markdown_().splitlines()[-1] == "| $Z_{2,2}$ | -0.5000 | -0.5001 | -0.500060 |"


def test_agreement_is_said():
    comparison = compare(Z2=(PAPER, np.array([[0.33334], [-0.49996]])))
    assert comparison._repr_markdown_() == repr(comparison) == "Paper and machine agree in all 2 entries."
