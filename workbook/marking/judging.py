"""Marking that follows the reader's own numbers, so that one slip is told once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from workbook.marking.accepted import Accepted, Ranges, hull, within
from workbook.marking.explanations import Explanations
from workbook.marking.expressions import Entry
from workbook.marking.marks import Mark, Marks, Verdict
from workbook.marking.numerals import is_blank
from workbook.marking.problems import Problem, check_problem
from workbook.marking.reading import Sheet, Unreadable, as_sheet, read_number
from workbook.marking.record import recorded_sources
from workbook.marking.replay import Impossible, held


def mark(problem: Problem, sheet: Sheet | Mapping[str, Any]) -> Marks:
    """Judge every entry on the reader's own earlier entries.

    An entry is *right*, or *follows* from an earlier one that is not, or is *wrong here*, or is *missing*. What is
    missing stands for anything that the step can give.

    Args: a sheet, or quantities by name: `{"Z1": ["1.35", "0.35", "0.6"]}`, each a list, a list of rows or an array.
    Raises: TypeError, when the problem is none, or the sheet neither. What is amiss on the sheet is no error, but is
    said in the marks.
    """
    check_problem(problem)
    sheet = as_sheet(problem.shapes, sheet)
    reader = Reader(problem)
    marks: dict[Entry, Mark] = {}
    wrong: dict[Entry, Decimal] = {}
    for entry in problem.record:
        written = sheet.entries.get(entry, "")
        number, note = _read(written)
        verdict = reader.write(entry, number)
        marks[entry] = Mark(verdict, written, note=note)
        if verdict is Verdict.WRONG and number is not None:
            wrong[entry] = number
    for step, entries in groupby(wrong, key=lambda entry: entry.name):
        explanations = Explanations(problem.sizes, problem.right, step, reader.known, reader.ranges)
        for entry, slips in explanations.named({entry: wrong[entry] for entry in entries}, reader.accepted).items():
            marks[entry] = marks[entry]._replace(slips=slips)
    return Marks(problem.name, marks, sheet.remarks)


class Reader:
    """A reader at work: what each entry so far can stand for, what is accepted there, and which entries are off."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.ranges = Ranges(problem.places)
        self.known = {entry: self.ranges.plain(number) for entry, number in problem.givens.items()}
        self.accepted: dict[Entry, Accepted] = {}
        self._sources = recorded_sources(problem.sizes, problem.right)
        self._off: set[Entry] = set()

    def write(self, entry: Entry, number: Decimal | None) -> Verdict:
        """Judge the next entry, and go on from it. What is missing stands for anything that is accepted."""
        expression = self.problem.record[entry]
        on_the_solution = self.problem.accepted[entry]
        try:
            accepted = self.ranges.results(expression, self.known)
        except Impossible:  # nobody could go on from these numbers
            accepted = on_the_solution
        self.accepted[entry] = accepted
        self.known[entry] = hull(accepted) if number is None else self.ranges.printed(number)
        follows = not self._off.isdisjoint(self._sources[entry])
        if number is None:
            verdict = Verdict.MISSING
        elif within(number, on_the_solution) or (within(number, accepted) and not follows):
            return Verdict.RIGHT
        else:
            verdict = Verdict.FOLLOWS if within(number, accepted) else Verdict.WRONG
        if follows or verdict is Verdict.WRONG:
            self._off.add(entry)
        return verdict


def _read(written: str) -> tuple[Decimal | None, str]:
    try:
        return (None if is_blank(written) else held(read_number(written))), ""
    except Unreadable as reason:
        return None, str(reason)
