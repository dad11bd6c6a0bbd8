"""The solution of a problem: with all the working, with results only, or with steps left open for the reader."""

from collections.abc import Callable
from typing import NamedTuple

from nnlib.network import Array
from nnlib.numbers import FixedPoint
from workbook.marking.numerals import with_type
from workbook.marking.problems import Problem, check_problem
from workbook.marking.record import Names
from workbook.sheet import Equations, empty_sheet
from workbook.show import matrix, symbol, work
from workbook.steps import steps


class Solved(NamedTuple):
    """A problem's results on paper, step by step, and which numbers have a line of their own."""

    quantities: dict[str, Array]
    has_a_line: Callable[[FixedPoint], bool]


def solved(problem: Problem) -> Solved:
    """The results as numbers that remember how they were computed, for `workbook.worked_lines.stages`."""
    quantities = steps(problem.on(), problem.network)
    with_a_line = Names()
    for name, quantity in quantities.items():
        with_a_line.formulas(name, quantity)
    return Solved(quantities, with_a_line.has)


def worked(problem: Problem, count: int | None = None) -> Equations:
    """The working for the first `count` steps, with the others left open.

    As in a slice, -3 leaves the last three steps open, and 0 leaves all of them open. Without a count, none is open.

    Raises: TypeError if the problem is not a Problem, or the count is not a whole number.
    """
    check_problem(problem)
    if isinstance(count, bool) or not isinstance(count, int | None):
        raise TypeError(f"count: expected a whole number or None, got {with_type(count)}")
    names = list(problem.shapes)
    closed = names[:count]
    quantities, has_a_line = solved(problem)
    blocks = []
    for name in names:
        quantity = {name: quantities[name]}
        blocks += [work(has_a_line, **quantity).source] if name in closed else empty_sheet(quantity).blocks
    return Equations(blocks)


def results_only(problem: Problem) -> Equations:
    """The sheet with its results filled in.

    Raises: TypeError if the problem is not a Problem.
    """
    check_problem(problem)
    quantities = steps(problem.on(), problem.network)
    return Equations(
        [
            f"\\begin{{aligned}}\n{symbol(name)} &= {matrix(quantity)}\n\\end{{aligned}}"
            for name, quantity in quantities.items()
        ]
    )
