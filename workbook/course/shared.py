"""Sheets that share wrong numbers. This says nothing about how that came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from workbook.course.grades import Grade, Submission, Written
from workbook.course.handed_out import HandedOut
from workbook.course.naming import Remark
from workbook.marking.expressions import Entry
from workbook.marking.marks import Verdict

LEAST = 5
"""Two sheets are named when this many numbers that are wrong in one also occur in the other."""

MOST_OWNERS = 20
"""A number that more sheets have at one place tells us nothing about any two of them."""

DIGITS = 3
"""A number with fewer digits, such as 0 or 0.1, may be shared by chance."""


class Shared(NamedTuple):
    """Students whose sheets share numbers, in how many places, and some of those numbers as examples.

    `same_problem` says whether the students had the same problem.
    """

    students: tuple[str, ...]
    places: int
    examples: tuple[Remark, ...]
    same_problem: bool


def shared(grades: Sequence[Grade], handed_out: Mapping[str, HandedOut]) -> list[Shared]:
    """For one problem: sheets that are the same in every number and wrong somewhere.

    For different problems: five numbers, each wrong on one sheet and found in the same place on another.
    """
    sheets = {each.student.id: each.submissions[0] for each in grades if each.points}
    written = {id: sheet.written for id, sheet in sheets.items()}
    wrong = {id: _wrong(sheet, written[id]) for id, sheet in sheets.items()}
    problems = {id: _key(handed_out[id]) for id in sheets}
    return [*_of_one_problem(written, wrong, problems), *_of_different_problems(written, wrong, problems)]


def _key(given: HandedOut) -> object:
    return tuple(given.problem.tables.items()), given.problem.places, given.problem.network


def _wrong(sheet: Submission, written: Written) -> Written:
    wrong = (entry for entry, mark in sheet.marks.entries.items() if mark.verdict is Verdict.WRONG)
    return {entry: written[entry] for entry in wrong}


def _of_one_problem(
    written: Mapping[str, Written], wrong: Mapping[str, Written], problems: Mapping[str, object]
) -> Iterator[Shared]:
    groups: defaultdict[object, list[str]] = defaultdict(list)
    for id, numbers in written.items():
        if wrong[id]:
            groups[problems[id], frozenset(numbers.items())].append(id)
    for ids in groups.values():
        if len(ids) > 1:
            yield Shared(tuple(ids), len(wrong[ids[0]]), _shown(wrong[ids[0]]), True)


def _of_different_problems(
    written: Mapping[str, Written], wrong: Mapping[str, Written], problems: Mapping[str, object]
) -> Iterator[Shared]:
    telling = {place for numbers in wrong.values() for place in numbers.items() if _has_digits(place[1])}
    owners: defaultdict[tuple[Entry, Decimal | str], list[str]] = defaultdict(list)
    for id, numbers in written.items():
        for place in telling & numbers.items():
            owners[place].append(id)
    pairs: defaultdict[tuple[str, str], Written] = defaultdict(dict)
    for (entry, number), ids in owners.items():
        if len(ids) <= MOST_OWNERS:
            for pair in combinations(ids, 2):
                if any(wrong[id].get(entry) == number for id in pair) and problems[pair[0]] != problems[pair[1]]:
                    pairs[pair][entry] = number
    order = list(written)
    for pair in sorted(pairs, key=lambda pair: [order.index(id) for id in pair]):
        if len(pairs[pair]) >= LEAST:
            yield Shared(pair, len(pairs[pair]), _shown(pairs[pair]), False)


def _has_digits(number: Decimal | str) -> bool:
    return isinstance(number, Decimal) and len(number.normalize().as_tuple().digits) >= DIGITS


def _shown(numbers: Written) -> tuple[Remark, ...]:
    return tuple(Remark(entry, str(numbers[entry])) for entry in sorted(numbers)[:3])
