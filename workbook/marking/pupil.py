"""A pupil who makes one slip, and works correctly from there on."""

from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet, printed
from workbook.marking.replay import PAPER, Rule
from workbook.marking.slips import Slip
from workbook.marking.slips_at import slips_at


def sheet_with(slip: Slip, step: str, problem: Problem, rule: Rule = PAPER) -> Sheet:
    """The sheet with this slip made throughout this step.

    Raises: ValueError if the step has no such slip; Impossible if it is not possible to go on after it.
    """
    for slip_at in slips_at(problem.structure):
        if (slip_at.slip, slip_at.step) == (slip, step):
            return printed(problem.worked(rule, slip_at.record(problem.structure)), problem.places)
    raise ValueError(f"step: expected a slip of {step}, got {slip.name}")
