"""Marking that follows the reader's own numbers, so that one slip is told once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from workbook.marking.accepted import AWAY, within
from workbook.marking.explanations import Explanations
from workbook.marking.expressions import Entry, Expression
from workbook.marking.marks import Mark, Marks, Verdict
from workbook.marking.numerals import is_blank
from workbook.marking.problems import Problem, check_problem
from workbook.marking.reading import Sheet, Unreadable, as_sheet, read_number
from workbook.marking.record import recorded_sources
from workbook.marking.replay import PAPER, Impossible, OnPaper, held
from workbook.marking.slips import Slip
from workbook.marking.standing import Written


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
    for step in problem.steps:
        texts = {entry: sheet.entries.get(entry, "") for entry in step}
        read = {entry: _read(text, problem.places) for entry, text in texts.items()}
        written = {entry: number for entry, (number, _) in read.items() if number is not None}
        verdicts = reader.judge(step, written)
        wrong = {entry: written[entry].number for entry, verdict in verdicts.items() if verdict is Verdict.WRONG}
        slips = reader.slips(wrong) if wrong else {}
        for entry, verdict in verdicts.items():
            note = read[entry][1] or reader.note(entry, verdict, written)
            marks[entry] = Mark(verdict, texts[entry], slips.get(entry, ()), note)
    return Marks(problem.name, marks, sheet.remarks)


class Reader:
    """A reader at work: what has been read so far, which entries are off, and what the sheet's rule makes of them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.standing = problem.standing()
        self._sources = recorded_sources(problem.sizes, problem.right)
        self._off: set[Entry] = set()
        self._paper = OnPaper(PAPER, problem.places)
        self._on_paper = dict(problem.givens)
        self._by_the_rule: dict[Entry, Decimal | None] = {}

    def judge(self, step: Mapping[Entry, Expression], written: Mapping[Entry, Written]) -> dict[Entry, Verdict]:
        """Judge the next step, and go on from it. What is missing stands for anything that is accepted."""
        self.standing.work(step, written, self.problem.accepted)
        verdicts = {entry: self._verdict(entry, written.get(entry)) for entry in step}
        for entry, expression in step.items():
            self._go_on(entry, expression, written.get(entry))
        return verdicts

    def slips(self, wrong: Mapping[Entry, Decimal]) -> dict[Entry, tuple[Slip, ...]]:
        """The slips that explain what is wrong in a step."""
        problem, standing = self.problem, self.standing
        step = next(iter(wrong)).name
        explanations = Explanations(problem.sizes, problem.right, step, standing.known, standing.ranges)
        return explanations.named(wrong, standing.accepted)

    def note(self, entry: Entry, verdict: Verdict, written: Mapping[Entry, Written]) -> str:
        """What there is to say of an entry that is right: how far, by which road, and what the sheet has there."""
        if verdict is not Verdict.RIGHT:
            return ""
        if entry in self.standing.notes:
            return self.standing.notes[entry]
        number, decimals = written[entry]
        if not within(number, self.standing.accepted[entry] + self.problem.accepted[entry]):
            return f"As far as it is written: {decimals} decimal{'s' * (decimals != 1)}."
        usual = self._by_the_rule[entry]
        if usual is None or usual == number or not within(number, self.standing.accepted[entry]):
            return ""
        return f"The sheet's own rule gives {usual:.{self.problem.places}f}."

    def _verdict(self, entry: Entry, written: Written | None) -> Verdict:
        follows = not self._off.isdisjoint(self._sources[entry])
        if written is None:
            verdict = Verdict.MISSING
        else:
            fits = self.standing.fits(written, self.standing.accepted[entry])
            if self.standing.fits(written, self.problem.accepted[entry]) or (fits and not follows):
                return Verdict.RIGHT
            verdict = Verdict.FOLLOWS if fits else Verdict.WRONG
        if follows or verdict is Verdict.WRONG:
            self._off.add(entry)
        return verdict

    def _go_on(self, entry: Entry, expression: Expression, written: Written | None) -> None:
        """What the sheet's own rule gives here, from the numbers that are written, and where none is, from its own."""
        try:
            usual = self._paper.result(expression, self._on_paper)
        except (Impossible, KeyError):
            usual = None
        self._by_the_rule[entry] = usual
        if written is not None and not self.standing.is_short(written):
            self._on_paper[entry] = written.number
        elif usual is not None:
            self._on_paper[entry] = usual


def _read(text: str, places: int) -> tuple[Written | None, str]:
    """The number of an entry, with no more decimals than the sheet; and what there is to say where there is none."""
    try:
        if is_blank(text):
            return None, ""
        number = read_number(text)
    except Unreadable as reason:
        return None, str(reason)
    decimals = max(0, -int(number.as_tuple().exponent))
    if decimals > places:
        return Written(AWAY.quantize(number, Decimal(1).scaleb(-places)), places), ""
    return Written(held(number), decimals), ""
