"""Marking that follows the reader's own numbers, so that one slip is reported once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from workbook.marking.accepted import AWAY, within
from workbook.marking.conventions import conventions, keeps_to, may_keep_to
from workbook.marking.explanations import Explanations
from workbook.marking.expressions import Entry, Expression
from workbook.marking.marks import Mark, Marks, Verdict
from workbook.marking.numerals import is_blank, trimmed
from workbook.marking.problems import Problem, check_problem, needs_work
from workbook.marking.reading import Sheet, Unreadable, as_sheet, read_number
from workbook.marking.record import recorded_sources
from workbook.marking.replay import PAPER, Impossible, held, on_paper
from workbook.marking.skipped import in_skipped_lines
from workbook.marking.slips import Slip
from workbook.marking.standing import Written

FEW = 10
"""A sheet with fewer numbers than this is always followed, whatever is on it."""

OFTEN = 3
"""A habit is named only if it explains at least this many entries."""

UNEXPLAINED = "No known slip gives this number. Check the signs, then the numbers that you copied."
ASTRAY = "Most of the numbers on this sheet are wrong. Start again here."


def mark(problem: Problem, sheet: Sheet | Mapping[str, Any]) -> Marks:
    """Judge every entry by the reader's own earlier entries.

    An entry is *right*, or *follows* from an earlier entry that is not, or is *wrong here*, or is *missing*. A missing
    entry may have any number that the step can give.

    Args: a sheet, or quantities by name: `{"Z1": ["1.35", "0.35", "0.6"]}`, each a list, a list of rows or an array.
    Raises: TypeError if the problem is not a Problem, or the sheet is neither a Sheet nor quantities by name. Text on
    the sheet that cannot be read raises no error: the marks report it.
    """
    check_problem(problem)
    sheet = as_sheet(problem.shapes, sheet)
    marks = _marked(problem, sheet)
    for convention in conventions(problem):
        if may_keep_to(convention, marks):
            other = _marked(convention.of(problem), sheet)
            if keeps_to(convention, marks, other):
                marks = _with_note(other, next(entry for entry in other if entry.name == "delta2"), convention.note)
                break
    return Marks(problem.name, _not_followed(marks) if _is_astray(marks) else marks, sheet.remarks)


def _marked(problem: Problem, sheet: Sheet) -> dict[Entry, Mark]:
    reader = Reader(problem)
    marks: dict[Entry, Mark] = {}
    habits: dict[Slip, list[Entry]] = {}
    for step in problem.steps:
        texts = {entry: sheet.entries.get(entry, "") for entry in step}
        read = {entry: read_entry(text, problem.places) for entry, text in texts.items()}
        written = {entry: number for entry, (number, _) in read.items() if number is not None}
        verdicts = reader.judge(step, written)
        slips, its_habits = reader.slips(written, verdicts)
        for habit in its_habits:
            habits.setdefault(habit, []).extend(slips)
        for entry, verdict in verdicts.items():
            note = read[entry][1] or reader.note(entry, verdict, written, slips)
            counts = problem.needs_work[entry] or verdict is Verdict.WRONG
            is_earned = reader.has_earned(entry, verdict, written.get(entry))
            marks[entry] = Mark(verdict, texts[entry], slips.get(entry, ()), note, counts, counts and is_earned)
    return _with_habits(marks, habits)


def _with_habits(marks: dict[Entry, Mark], habits: Mapping[Slip, list[Entry]]) -> dict[Entry, Mark]:
    """The marks with a habit named if it explains enough entries; of several habits, the one that explains most.

    If only one step shows the habit, a slip that explains that step as well is named beside it.
    """
    named = dict(marks)
    for habit, entries in sorted(habits.items(), key=lambda item: len(item[1])):
        if len(entries) >= OFTEN:
            beside = _shared(marks, entries) if len({entry.name for entry in entries}) == 1 else ()
            named |= {entry: marks[entry]._replace(slips=(*beside, habit), note="") for entry in entries}
    return named


def _shared(marks: Mapping[Entry, Mark], entries: Sequence[Entry]) -> tuple[Slip, ...]:
    """The slips that are named at every one of these entries."""
    return tuple(slip for slip in marks[entries[0]].slips if all(slip in marks[entry].slips for entry in entries))


def _is_astray(marks: Mapping[Entry, Mark]) -> bool:
    """Whether a sheet cannot be followed: it repeats a single number, or most of its numbers are wrong here."""
    read = [mark for mark in marks.values() if mark.verdict is not Verdict.MISSING]
    unexplained = sum(mark.verdict is Verdict.WRONG and not mark.slips for mark in read)
    is_one_number = len({trimmed(mark.written) for mark in read}) == 1
    return len(read) >= FEW and unexplained > 0 and (2 * unexplained > len(read) or is_one_number)


def _not_followed(marks: Mapping[Entry, Mark]) -> dict[Entry, Mark]:
    """The marks with each number judged on its own."""
    alone = {
        entry: Mark(Verdict.WRONG, mark.written, counts=mark.counts)
        if mark.verdict in (Verdict.FOLLOWS, Verdict.WRONG)
        else mark
        for entry, mark in marks.items()
    }
    return _with_note(alone, next(entry for entry, mark in alone.items() if mark.verdict is Verdict.WRONG), ASTRAY)


def _with_note(marks: dict[Entry, Mark], entry: Entry, note: str) -> dict[Entry, Mark]:
    return {**marks, entry: marks[entry]._replace(note=note)}


class Named(NamedTuple):
    """The slips behind each wrong entry, and habits that would give the whole step as it is written."""

    slips: dict[Entry, tuple[Slip, ...]]
    habits: tuple[Slip, ...] = ()


class Reader:
    """The state while a sheet is read: what has been read, which entries are off, and what the sheet's rule gives."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.standing = problem.standing()
        self._sources = recorded_sources(problem.structure)
        self._off: set[Entry] = set()
        self._skipped: set[str] = set()
        self._paper = on_paper(PAPER, problem.places)
        self._on_paper = dict(problem.givens)
        self._by_the_rule: dict[Entry, Decimal | None] = {}

    def judge(self, step: Mapping[Entry, Expression], written: Mapping[Entry, Written]) -> dict[Entry, Verdict]:
        """Judge the next step, and go on from it. A missing entry may have any number that is accepted."""
        self.standing.read(step, written, self.problem.accepted)
        verdicts = {entry: self._verdict(entry, written.get(entry)) for entry in step}
        if not written:
            self._skipped.add(next(iter(step)).name)
        for entry, expression in step.items():
            self._go_on(entry, expression, written.get(entry), verdicts[entry])
        return verdicts

    def slips(self, written: Mapping[Entry, Written], verdicts: Mapping[Entry, Verdict]) -> Named:
        """The slips behind wrong entries: in the whole step, in earlier lines that are not written, or in a part."""
        wrong = {entry: each for entry, each in written.items() if verdicts[entry] is Verdict.WRONG}
        if not wrong:
            return Named({})
        explanations = Explanations(self.problem, self.standing, written, wrong)
        habits = explanations.habits()
        here = explanations.whole()
        if whole := (*here, *self._in_skipped_lines(written, here)):
            return Named(dict.fromkeys(wrong, whole), habits)
        likely = explanations.likely()
        if habits or all(likely.values()):
            return Named(likely, habits)
        miscopied = explanations.miscopied(self._texts())
        return Named(dict.fromkeys(wrong, miscopied) if miscopied else likely)

    def _texts(self) -> dict[Entry, str]:
        """Every number so far as text: given numbers without trailing zeros, and results with all their places."""
        given = {entry: f"{number.normalize():f}" for entry, number in self.problem.givens.items()}
        places = self.problem.places
        return {entry: given.get(entry, f"{number:.{places}f}") for entry, number in self._on_paper.items()}

    def has_earned(self, entry: Entry, verdict: Verdict, written: Written | None) -> bool:
        """Whether it is right, or follows from earlier entries by some work.

        Copying a number does not count, nor does a 0 with fewer decimals than the sheet.
        """
        if written is None or verdict is not Verdict.FOLLOWS:
            is_vague = written is not None and written.number == 0 and self.standing.is_short(written)
            return verdict is Verdict.RIGHT and not is_vague
        own = tuple(each for each in self.standing.accepted[entry] if self.standing.fits(written, (each,)))
        return needs_work(own, [self._on_paper.get(source) for source in self._sources[entry]])

    def _in_skipped_lines(self, written: Mapping[Entry, Written], here: Sequence[Slip]) -> tuple[Slip, ...]:
        """The slips in skipped lines, except any that explain the line itself.

        If only one slip is possible, the numbers that it changes are taken as the reader's.
        """
        numbers = {entry: number for entry, (number, _) in written.items()}
        every = in_skipped_lines(self.problem, self.standing, numbers, frozenset(self._skipped))
        found = [(each, known) for each, known in every if each.slip not in here]
        if len(found) == 1 and not here:
            changed = found[0][1].changed()
            self.standing.known |= changed
            self._off |= changed.keys()
        return tuple(Slip(f"{each.slip.name}, in {each.step}", each.slip.advice) for each, _ in found)

    def note(
        self,
        entry: Entry,
        verdict: Verdict,
        written: Mapping[Entry, Written],
        slips: Mapping[Entry, tuple[Slip, ...]],
    ) -> str:
        """A remark on an entry that no slip explains, or that is right but not what the sheet's rule gives."""
        if verdict is Verdict.WRONG and not slips[entry]:
            return UNEXPLAINED
        return self._of_right(entry, *written[entry]) if verdict is Verdict.RIGHT else ""

    def _of_right(self, entry: Entry, number: Decimal, decimals: int) -> str:
        """A remark on a right entry: how far it is right, by which road, and what the sheet's rule gives."""
        if entry in self.standing.notes:
            return self.standing.notes[entry]
        usual = self._by_the_rule[entry]
        if self.standing.is_short(Written(number, decimals)) and number != usual:
            return f"Right as far as it goes: {decimals} decimal{'s' * (decimals != 1)}."
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

    def _go_on(self, entry: Entry, expression: Expression, written: Written | None, verdict: Verdict) -> None:
        """Note what the sheet's own rule gives here, from the numbers on the sheet, and for a blank from its own.

        A number with fewer decimals than the sheet stands for the rule's, unless it is wrong.
        """
        try:
            usual = self._paper.result(expression, self._on_paper)
        except (Impossible, KeyError):
            usual = None
        self._by_the_rule[entry] = usual
        if written is not None and (verdict is Verdict.WRONG or not self.standing.is_short(written)):
            self._on_paper[entry] = written.number
        elif usual is not None:
            self._on_paper[entry] = usual


@lru_cache(maxsize=4096)
def read_entry(text: str, places: int) -> tuple[Written | None, str]:
    """The number of an entry, with no more decimals than the sheet; and the reason if there is no number."""
    try:
        number = read_number(text)
    except Unreadable as reason:
        return None, "" if is_blank(text) else str(reason)
    decimals = max(0, -int(number.as_tuple().exponent))
    if decimals > places:
        return Written(held(AWAY.quantize(number, Decimal(1).scaleb(-places))), decimals), ""
    return Written(held(number), decimals), ""
