"""A course: problems handed out to a class, sheets taken back, marked, graded and reported."""

from workbook.course.marking import mark_folder
from workbook.course.results import write_results

__all__ = ["mark_folder", "write_results"]
