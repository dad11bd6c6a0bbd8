"""Everything for teaching: problems and their solutions, marking that follows the student's own numbers, drawings."""

from workbook.marking.code import mark_backward
from workbook.marking.files import load, save
from workbook.marking.fresh import problem
from workbook.marking.judging import mark
from workbook.marking.problems import the_assignment
from workbook.marking.solutions import results_only, worked

__all__ = ["load", "mark", "mark_backward", "problem", "results_only", "save", "the_assignment", "worked"]
