"""A marked sheet, as a reader sees it: in words and signs, in a notebook and as plain text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from workbook.figures.palette import light, themed
from workbook.marking.expressions import Entry
from workbook.marking.numerals import shortened, with_type
from workbook.marking.slips import Slip
from workbook.quantities import QUANTITIES


class Verdict(Enum):
    """The judgement on an entry: a word, a sign, and the name of a colour."""

    RIGHT = "right", "✓", "H"
    FOLLOWS = "follows", "↳", "Z1"
    WRONG = "wrong here", "✗", "delta"
    MISSING = "missing", "…", "faint"

    def __init__(self, word: str, sign: str, colour: str) -> None:
        self.word, self.sign, self.colour = word, sign, colour


class Mark(NamedTuple):
    """The verdict on one entry, with what was written, the slips that explain it, and a further remark.

    An entry counts towards the points unless 0, or a number copied from an earlier line, would be accepted there; a
    wrong number always counts. An entry is earned if it is right, or if it follows and needed work.
    """

    verdict: Verdict
    written: str = ""
    slips: tuple[Slip, ...] = ()
    note: str = ""
    counts: bool = True
    is_earned: bool = False

    @property
    def explanation(self) -> str:
        """Everything that is said beyond the verdict."""
        if len(self.slips) > 1:
            return "One of these: " + " Or: ".join(f"{slip.name}: {slip.advice}" for slip in self.slips)
        return " ".join([*(f"{slip.name}: {slip.advice}" for slip in self.slips), self.note]).strip()


class Earned(NamedTuple):
    """The points that were earned, and how many could be earned."""

    points: float
    of: float


class Points(NamedTuple):
    """The points of a sheet by step, and whether a person should look.

    A person should look if little is right and no slip explains why. A number is unexplained if it is wrong and no
    slip gives it. Little is right if fewer numbers are right than are unexplained; or if several numbers of one step
    are unexplained, and fewer are right than are unexplained or follow from earlier errors. So a sheet with one slip
    that has a name, or with one arithmetic error, does not need a person, however much follows from it. A sheet of
    invented numbers, or of another student's numbers, does.
    """

    steps: dict[str, Earned]
    needs_a_person: bool

    @property
    def total(self) -> Earned:
        """The points of all steps."""
        return Earned(sum(each.points for each in self.steps.values()), sum(each.of for each in self.steps.values()))


class Marks:
    """A marked sheet: a mark for each entry, in the order of the steps, and remarks on what belongs to no entry."""

    def __init__(self, title: str, entries: dict[Entry, Mark], remarks: tuple[str, ...]) -> None:
        self.title = title
        self.entries = entries
        self.remarks = remarks

    def count(self, verdict: Verdict) -> int:
        """How many entries have this verdict."""
        return sum(mark.verdict is verdict for mark in self.entries.values())

    def points(self, weights: Mapping[str, float] | None = None) -> Points:
        """The points by step: the share of its entries that were earned, times the weight of the step.

        An entry that follows from an earlier error is earned like a right one, but only if it needed work. If no entry
        of a step needs work, as can happen with a small learning rate, the step has no points. A wrong number counts
        in any case.

        Args: the weights of steps, by name; a step that is not named has weight 1.
        Raises: ValueError for a name that is not a step, and for a weight that is not a finite number of at least 0;
        TypeError if the weights have no names.
        """
        weighs = _weights(weights, {entry.name for entry in self.entries})
        steps = {}
        for name, group in groupby(self.entries.items(), key=lambda item: item[0].name):
            counting = [mark for _, mark in group if mark.counts]
            if counting:
                earned = sum(mark.is_earned for mark in counting)
                steps[name] = Earned(weighs.get(name, 1.0) * earned / len(counting), weighs.get(name, 1.0))
        return Points(steps, self._needs_a_person())

    def _needs_a_person(self) -> bool:
        marks = self.entries.items()
        unexplained = Counter(entry.name for entry, mark in marks if mark.verdict is Verdict.WRONG and not mark.slips)
        following = sum(mark.is_earned and mark.verdict is Verdict.FOLLOWS for mark in self.entries.values())
        right, wrong = self.count(Verdict.RIGHT), unexplained.total()
        is_several = any(count > 1 for count in unexplained.values())
        return right < wrong or (is_several and right < wrong + following)

    @property
    def summary(self) -> str:
        """How many entries have each verdict, in words."""
        return ", ".join(f"{self.count(verdict)} {verdict.word}" for verdict in Verdict)

    def __repr__(self) -> str:
        rows = [
            f"{row.verdict.sign} {row.verdict.word:<10}  {row.name:<{len('scaled_dW1, row 12, column 12')}}  "
            f"{'; '.join(row.written)}  {row.explanation}".rstrip()
            for row in self._rows()
        ]
        return "\n".join([f"{self.title}: {self.summary}", *rows, *self.remarks])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{title}</th>' for title in ("Result", "You wrote", "Verdict"))
        body = "\n".join(
            f'<tr><th scope="row">{row.symbol}</th><td>{"<br>".join(map(escape, row.written))}</td>'
            f'<td><span aria-hidden="true" style="color: {light(row.verdict.colour)}">{row.verdict.sign}</span> '
            f"{row.verdict.word}{f'<br>{escape(row.explanation)}' if row.explanation else ''}</td></tr>"
            for row in self._rows()
        )
        remarks = "".join(f"<li>{escape(remark)}</li>" for remark in self.remarks)
        return themed(
            f'<table class="dataframe nn-marks"><caption>{escape(self.title)}: {self.summary}</caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
            + (f"\n<p>On the sheet, but not marked:</p><ul>{remarks}</ul>" if remarks else "")
        )

    def _rows(self) -> Iterator[Row]:
        """One row for each step, or one for each of its entries if their verdicts or explanations differ."""
        for name, group in groupby(self.entries.items(), key=lambda item: item[0].name):
            marks = dict(group)
            verdicts = {(mark.verdict, mark.explanation) for mark in marks.values()}
            if len(verdicts) == 1:
                verdict, explanation = verdicts.pop()
                yield Row(QUANTITIES[name].symbol.html(), name, _written(marks), verdict, explanation)
            else:
                for entry, mark in marks.items():
                    yield Row(
                        symbol_of(entry, 1 + max(marks).column),
                        entry.where,
                        [mark.written],
                        mark.verdict,
                        mark.explanation,
                    )


def _weights(weights: Any, steps: Collection[str]) -> Mapping[str, float]:
    if weights is None:
        return {}
    if not isinstance(weights, Mapping):
        raise TypeError(f"weights: expected numbers by name of step, got {with_type(weights)}")
    for name, weight in weights.items():
        if name not in steps:
            raise ValueError(f"weights: there is no step {shortened(name)}")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < math.inf:
            raise ValueError(f"weights: expected a finite number, 0 or more, for {name}, got {with_type(weight)}")
    return weights


class Row(NamedTuple):
    """A row of the marked sheet."""

    symbol: str
    name: str
    written: list[str]
    verdict: Verdict
    explanation: str


def _written(marks: dict[Entry, Mark]) -> list[str]:
    """A step's numbers, with one line for each row. A column takes a single line."""
    rows = groupby(marks, key=lambda entry: entry.row)
    lines = [" ".join(marks[entry].written for entry in entries).strip() for _, entries in rows]
    return lines if max(marks).column else ["; ".join(line for line in lines if line)]


def symbol_of(entry: Entry, columns: int) -> str:
    """The symbol of an entry, as HTML, with its index counted from 1. The quantity has this many columns.

    >>> symbol_of(Entry("Z1", 1), 1)
    'Z<sub>1,2</sub>'
    """
    return QUANTITIES[entry.name].symbol.html(f"{entry.row + 1}" + (f",{entry.column + 1}" if columns > 1 else ""))
