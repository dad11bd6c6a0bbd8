"""A wrong line beside the line as it should be, with numbers as a person would write them. The page shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from workbook.marking.conventions import conventions
from workbook.marking.expressions import Either, Entry, Expression, Formula, Operation
from workbook.marking.judging import read_entry
from workbook.marking.marks import Mark, Marks
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet
from workbook.marking.replay import PAPER, Impossible, OnPaper
from workbook.marking.slips_at import slips_at

WRITTEN = {
    "*": "({})({})",
    "/": "{} / {}",
    "exp": "exp({})",
    "log": "ln({})",
    "sin": "sin({})",
    "cos": "cos({})",
    "tanh": "tanh({})",
}


class Contrast(NamedTuple):
    """The line of a wrong entry: with the reader's own numbers, with each named slip, and in the solution.

    A line that does not exist is None.
    """

    correct: str | None
    slips: dict[str, str]
    solution: str | None


class Contrasts:
    """The wrong entries of a sheet, with their lines as they should be."""

    def __init__(self, problem: Problem, sheet: Sheet, marks: Marks) -> None:
        notes = [mark.note for mark in marks.entries.values()]
        kept = [convention.of(problem) for convention in conventions(problem) if convention.note in notes]
        self._problem = problem
        self._as_worked: Problem = kept[0] if kept else problem
        self._paper = OnPaper(PAPER, problem.places)
        self._own = self._numbers(sheet)

    def of(self, entry: Entry, mark: Mark) -> Contrast:
        """The lines of a wrong entry, with the slips that its mark names."""
        worked, structure = self._as_worked, self._problem.structure
        named = [each for each in slips_at(structure) if each.step == entry.name and each.slip in mark.slips]
        slips: dict[str, str] = {}
        for each in named:
            line = self._line(each.record(structure)[entry], self._own)
            # A slip may be made in several ways: the way that gives the reader's number is the one to show.
            if line is not None and (each.slip.name not in slips or self._gives(line, entry)):
                slips[each.slip.name] = line
        solved = self._problem.givens | self._problem.solution
        return Contrast(
            self._line(worked.record[entry], self._own), slips, self._line(self._problem.record[entry], solved)
        )

    def _numbers(self, sheet: Sheet) -> dict[Entry, Decimal]:
        """The numbers that the reader used: those on the sheet, and for a blank entry the one by the sheet's rule."""
        places, known = self._problem.places, dict(self._problem.givens)
        for entry, expression in self._as_worked.record.items():
            written, _ = read_entry(sheet.entries.get(entry, ""), places)
            if written and not (1 <= written.decimals < places and written.number):
                known[entry] = written.number
                continue
            try:
                known[entry] = self._paper.result(expression, known)
            except (Impossible, KeyError):
                if written:
                    known[entry] = written.number
        return known

    def _gives(self, line: str, entry: Entry) -> bool:
        return line.endswith(f" = {self._own[entry]:.{self._problem.places}f}")

    def _line(self, expression: Expression, numbers: Mapping[Entry, Decimal]) -> str | None:
        try:
            if isinstance(expression, Either):
                expression = expression.above if numbers[expression.hinge] > 0 else expression.below
            result = self._paper.result(expression, numbers)
        except (Impossible, KeyError):
            return None

        def printed(entry: Entry) -> str:
            if entry in self._problem.givens:
                return self._problem.tables[entry.name][entry.row][entry.column]
            return f"{numbers[entry]:.{self._problem.places}f}"

        return f"{in_words(expression, printed)} = {result:.{self._problem.places}f}"


def in_words(formula: Formula, printed: Callable[[Entry], str]) -> str:
    """How a result is computed, with the numbers substituted."""
    (first, head), *rest = _terms(formula, printed)
    return f"{'' if first > 0 else '-'}{head}" + "".join(f" {'+' if sign > 0 else '-'} {text}" for sign, text in rest)


def _terms(formula: Formula, printed: Callable[[Entry], str], sign: int = 1) -> Iterator[tuple[int, str]]:
    """A sum's terms with their signs: + (-0.1) is written - 0.1."""
    match formula:
        case Operation("+", (left, right)):
            yield from _terms(left, printed, sign)
            yield from _terms(right, printed, sign)
        case Operation("-", (left, right)):
            yield from _terms(left, printed, sign)
            yield from _terms(right, printed, -sign)
        case Operation("neg", (operand,)):
            yield from _terms(operand, printed, -sign)
        case Operation(operation, operands):
            yield sign, WRITTEN[operation].format(*(_operand(operation, each, printed) for each in operands))
        case _:
            text = printed(formula) if isinstance(formula, Entry) else f"{formula}"
            yield (-sign, text[1:]) if text.startswith("-") else (sign, text)


def _operand(operation: str, operand: Formula, printed: Callable[[Entry], str]) -> str:
    words = in_words(operand, printed)
    return f"({words})" if operation == "/" and len(list(_terms(operand, printed))) > 1 else words
