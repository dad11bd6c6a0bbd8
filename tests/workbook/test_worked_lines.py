"""Worked lines: every line of a second, random problem is evaluated, stage by stage, from its text alone."""

import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest

from nnlib import Parameters, backward, cross_entropy, forward, sgd_step
from nnlib.numbers import FixedPoint
from tests.nnlib.test_fixed_point import half_away
from workbook.show import decimals, matrix, show, symbol, work
from workbook.worked_lines import stages

NUMBER = r"(-?\d+(?:\.\d+)?)"
TERMS = {
    rf"\({NUMBER}\)\({NUMBER}\)": lambda a, b: a * b,
    rf"\\frac{{{NUMBER}}}{{{NUMBER}}}": lambda a, b: a / b,
    rf"e\^{{{NUMBER}}}": lambda a: mpmath.exp(mpmath.mpf(a.numerator) / a.denominator),
    rf"\\sin\({NUMBER}\)": lambda a: mpmath.sin(mpmath.mpf(a.numerator) / a.denominator),
    rf"\\cos\({NUMBER}\)": lambda a: mpmath.cos(mpmath.mpf(a.numerator) / a.denominator),
    rf"\\ln\({NUMBER}\)": lambda a: mpmath.log(mpmath.mpf(a.numerator) / a.denominator),
    NUMBER: lambda a: a,
}


def value(term):
    """What one term of a printed line comes to, rounded to four decimals."""
    for pattern, compute in TERMS.items():
        if match := re.fullmatch(pattern, term):
            return half_away(compute(*map(Fraction, match.groups())))
    raise AssertionError(f"not a term: {term}")


def evaluate(stage):
    """What a printed stage comes to: each term rounded, then their sum."""
    first, *rest = re.split(r" ([+-]) ", stage)
    negative = first.startswith(("-\\", "-e"))
    total = -value(first[1:]) if negative else value(first)
    for sign, term in zip(rest[::2], rest[1::2], strict=True):
        total += value(term) if sign == "+" else -value(term)
    return half_away(Fraction(total))


def second_problem(N=1):
    rng = np.random.default_rng(20)

    def numbers(*shape):
        return np.array([[FixedPoint(f"{n / 20}") for n in row] for row in rng.integers(-19, 20, shape)])

    params = Parameters(*(numbers(*shape) for shape in [(5, 3), (5, 1), (4, 5), (4, 1)]))
    y = np.array([[FixedPoint(int(c == n % 4)) for n in range(N)] for c in range(4)])
    return params, numbers(3, N), y, FixedPoint("0.05")


@pytest.mark.parametrize("N", [1, 3])
def test_every_line_of_another_problem_comes_to_its_result(N):
    params, x, y, rate = second_problem(N)
    trace = forward(params, x)
    back = backward(params, trace, y)
    new = sgd_step(params, back.gradients, rate)
    assert {z > 0 for z in trace.Z1.flat} == {True, False}
    numbers = [n for array in (*trace[1:], *back, *new) for n in np.ravel(array)] + [cross_entropy(trace, y)]
    for number in numbers:
        written = stages(number)
        assert len(written) >= 2
        assert [evaluate(stage) for stage in written] == [number.value] * len(written)


@pytest.mark.parametrize("stage", ["0.2183 - 2", "(0.1)(2) + 0.3", r"e^{0.5} + 1", r"\frac{1}{3}", "-0.5 + 0.25"])
def test_the_evaluation_sees_a_changed_digit(stage):
    place = re.search(r"\d(?=\D*$)", stage).start()
    changed = stage[:place] + str((int(stage[place]) + 1) % 10) + stage[place + 1 :]
    assert evaluate(changed) != evaluate(stage)


def test_lines_as_a_person_writes_them():
    a, b = FixedPoint("-0.2"), FixedPoint("0.5")
    assert stages(a) == ["-0.2"]
    assert stages(a * b) == ["(-0.2)(0.5)", "-0.10"]
    assert stages(b - a * b) == ["0.5 - (-0.2)(0.5)", "0.5 + 0.10", "0.60"]
    assert stages(b + a) == ["0.5 - 0.2", "0.3"]
    assert stages(a + b.sin()) == [r"-0.2 + \sin(0.5)", "-0.2 + 0.4794", "0.2794"]
    assert stages(-b.log()) == [r"-\ln(0.5)", "0.6931"]
    assert stages(a / b) == [r"\frac{-0.2}{0.5}", "-0.4"]
    assert stages(a / b - b) == ["-0.4 - 0.5", "-0.9"]


def test_matrices():
    paper = np.array([[FixedPoint("0.1"), FixedPoint("-2")]])
    assert matrix(paper) == "\\begin{pmatrix}\n0.1 & -2\n\\end{pmatrix}"
    assert matrix(paper * paper) == "\\begin{pmatrix}\n0.0100 & 4.0000\n\\end{pmatrix}"
    assert matrix(np.array([0.5, 1 / 3])) == "\\begin{pmatrix}\n0.500000 \\\\\n0.333333\n\\end{pmatrix}"
    assert decimals(FixedPoint("0.1")) == "0.1000"


def test_names_become_the_assignments_symbols():
    assert show(Z1=FixedPoint("0.5"))._repr_latex_() == "$$\nZ_{1} = 0.5\n$$"
    row = np.array([[FixedPoint("0.5"), FixedPoint("2")]])
    assert show(x=row, H=row[:, :1]).source == f"x = {matrix(row)}\n,\\quad\nH = 0.5"
    quantity = np.array([[FixedPoint("0.5") * FixedPoint("0.5")] * 10])
    assert (
        work(dW1=quantity).source.splitlines()[1]
        == r"\frac{\partial L}{\partial W_{1,1,1}} &= (0.5)(0.5) = 0.25 \\[0.5em]"
    )
    assert work(dW1=quantity[:, :2]).source.splitlines()[1].startswith(r"\frac{\partial L}{\partial W_{1,1,1}}")
    with pytest.raises(ValueError, match="name: expected one of W1, b1, W2"):
        symbol("Z3")


@pytest.mark.parametrize(("terms", "rows"), [(("1" * 26, "11"), 1), (("1" * 27, "1"), 2)], ids=["60", "61"])
def test_a_line_of_more_than_sixty_characters_is_broken(terms, rows):
    left, right = map(FixedPoint, terms)
    assert len(work(loss=left + right).source.splitlines()) == rows + 2


def test_a_long_line_is_broken_at_its_stages():
    params, x, _, _ = second_problem()
    rows = work(Z2=forward(params, x).Z2).source.splitlines()
    assert rows[1].startswith("Z_{2,1} &= ")
    assert rows[2].startswith("&= ")
