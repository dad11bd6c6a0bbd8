"""The solution of a problem: worked line by line, or results only, or with steps left open for the reader."""

from workbook.marking.numerals import with_type
from workbook.marking.problems import Problem, check_problem
from workbook.marking.record import Names
from workbook.sheet import Equations, empty_sheet
from workbook.show import matrix, symbol, work
from workbook.steps import steps


def worked(problem: Problem, count: int | None = None) -> Equations:
    """The first `count` steps worked, the others left open. As in a slice, -3 leaves the last three open; 0 leaves all.

    Without a count all is worked.

    Raises: TypeError, when the problem is not a Problem, or the count not a whole number.
    """
    check_problem(problem)
    if isinstance(count, bool) or not isinstance(count, int | None):
        raise TypeError(f"count: expected a whole number or None, got {with_type(count)}")
    names = list(problem.shapes)
    closed = names[:count]
    quantities = steps(problem.on(), problem.network)
    with_a_line = Names()
    for name in names:
        with_a_line.formulas(name, quantities[name])
    blocks = []
    for name in names:
        quantity = {name: quantities[name]}
        blocks += [work(with_a_line.has, **quantity).source] if name in closed else empty_sheet(quantity).blocks
    return Equations(blocks)


def results_only(problem: Problem) -> Equations:
    """What should stand on the sheet.

    Raises: TypeError, when the problem is none.
    """
    check_problem(problem)
    quantities = steps(problem.on(), problem.network)
    return Equations(
        [
            f"\\begin{{aligned}}\n{symbol(name)} &= {matrix(quantity)}\n\\end{{aligned}}"
            for name, quantity in quantities.items()
        ]
    )
