"""A number that was copied wrongly from an earlier line, if that explains several wrong entries."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from workbook.marking.accepted import within
from workbook.marking.expressions import Entry, Expression, sources
from workbook.marking.patterns import Candidate, worked_from
from workbook.marking.replay import OnPaper, Rule
from workbook.marking.slips import MISCOPIED
from workbook.marking.standing import Standing

EXACT = Rule(operations=False, results=False)
ROOM = 10
"""By how many units a first estimate may be off. If it is not, ranges decide."""


def miscopies(
    step: Mapping[Entry, Expression],
    standing: Standing,
    wrong: Mapping[Entry, Decimal],
    texts: Mapping[Entry, str],
) -> list[Candidate]:
    """Each number that, put in place of another, explains all the wrong entries, of which there must be at least two.

    Args: the step, what has been read, the wrong numbers, and the text of every number in the earlier lines.
    """
    if len(wrong) < 2:
        return []
    shared = frozenset.intersection(*(sources(step[entry]) for entry in wrong))
    first = next(iter(wrong))
    found = []
    for source in (entry for entry in texts if entry in shared):
        is_near = _estimate(step[first], source, wrong[first], standing, texts)
        for number in _in_place_of(source, texts):
            if is_near(number):
                known = ChainMap({source: standing.ranges.constant(number)}, standing.known)
                advice = f"{number.normalize() + 0:f} in place of {source.where} gives what you wrote."
                candidate = Candidate(MISCOPIED._replace(advice=advice), partial(worked_from, step, standing, known))
                if all(within(there, candidate.results(entry)) for entry, there in wrong.items()):
                    found.append(candidate)
    return found


def _in_place_of(source: Entry, texts: Mapping[Entry, str]) -> set[Decimal]:
    """Every other number on the sheet, and this number with a digit changed, doubled or dropped."""
    return {Decimal(text) for text in (*texts.values(), *_misread(texts[source]))} - {Decimal(texts[source])}


def _misread(text: str) -> Iterator[str]:
    """A number with one digit changed, doubled or dropped.

    >>> list(_misread("1.5"))[7:12]
    ['8.5', '9.5', '11.5', '.5', '1.0']
    """
    for i, digit in enumerate(text):
        if digit.isdigit():
            yield from (f"{text[:i]}{other}{text[i + 1 :]}" for other in "0123456789" if other != digit)
            yield f"{text[:i]}{digit}{text[i:]}"
            if any(map(str.isdigit, text[:i] + text[i + 1 :])):
                yield f"{text[:i]}{text[i + 1 :]}"


def _estimate(
    expression: Expression, source: Entry, number: Decimal, standing: Standing, texts: Mapping[Entry, str]
) -> Callable[[Decimal], bool]:
    """Whether another number could give about this result, as a function. If a line is not linear, any could."""
    paper, numbers = OnPaper(EXACT, standing.ranges.places), {entry: Decimal(text) for entry, text in texts.items()}
    try:
        at = [paper.result(expression, {**numbers, source: Decimal(there)}) for there in (0, 1, 2)]
    except (ArithmeticError, KeyError):
        return lambda _: True
    slope = at[1] - at[0]
    if slope != at[2] - at[1]:
        return lambda _: True
    room = ROOM * standing.ranges.unit
    return lambda other: abs(at[0] + slope * other - number) <= room * (1 + abs(other))
