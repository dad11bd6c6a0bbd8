"""A course: problems are handed out to a class; sheets are collected, marked, graded and reported on."""

from workbook.course.marking import mark_folder
from workbook.course.results import write_results

__all__ = ["mark_folder", "write_results"]
