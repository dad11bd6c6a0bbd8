"""Somebody who makes one slip, and goes on rightly from there."""

from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet, printed
from workbook.marking.replay import PAPER, Rule
from workbook.marking.slips import Slip, slips_at


def sheet_with(slip: Slip, step: str, problem: Problem, rule: Rule = PAPER) -> Sheet:
    """The sheet with this slip made throughout this step.

    Raises: ValueError, when the slip is none of that step; Impossible, when nobody could go on from it.
    """
    for slip_at in slips_at(problem.sizes):
        if (slip_at.slip, slip_at.step) == (slip, step):
            return printed(problem.written(rule, slip_at.record(problem.sizes, problem.right)), problem.places)
    raise ValueError(f"step: {slip.name} is no slip of {step}")
