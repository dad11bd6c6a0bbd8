"""What a platform that judges each blank alone can know: what is right there, and which slips give other numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from math import lcm
from typing import NamedTuple

from workbook.marking.accepted import UP, Accepted, Range, hull
from workbook.marking.explanations import CHANCE
from workbook.marking.expressions import Entry
from workbook.marking.marks import Mark, Verdict
from workbook.marking.patterns import line_mistaken, own_sign_lost
from workbook.marking.problems import Problem
from workbook.marking.slips import Slip
from workbook.marking.slips_at import slips_at
from workbook.marking.standing import Standing, Written


class Wrong(NamedTuple):
    """Numbers that are not right, and the slips that give them when everything before them is right."""

    numbers: Range
    slips: tuple[Slip, ...]

    @property
    def feedback(self) -> str:
        """What there is to say about such a number: where it comes from, not what the student did."""
        return f"A slip gives this number. {Mark(Verdict.WRONG, slips=self.slips).explanation}"


class Blank(NamedTuple):
    """One entry of a sheet: the solution as it is printed, what is right, what slips give, and its weight.

    The ranges of right numbers do not overlap, nor do those of wrong ones. Weights are whole numbers. Those of each
    step add up to the same total, and an entry that needs no work has weight 0.
    """

    entry: Entry
    answer: str
    accepted: Accepted
    wrong: tuple[Wrong, ...]
    weight: int


def blanks(problem: Problem) -> list[Blank]:
    """Every entry of a problem's sheet, in order."""
    standing, found = problem.standing(), []
    weights = _weights(problem)
    for step in problem.steps:
        standing.read(step, {entry: Written(problem.solution[entry], problem.places) for entry in step}, {})
        name = next(iter(step)).name
        makers = list(_makers(problem, standing, name))
        span = 2 * max(abs(float(end)) for entry in step for end in hull(standing.accepted[entry]))
        for entry in step:
            accepted = joined(standing.accepted[entry])
            wrong = [
                (numbers, slip)
                for slip, results in makers
                for numbers in results(entry)
                if _is_no_chance(numbers, standing, span) and not any(_overlap(numbers, each) for each in accepted)
            ]
            answer = f"{problem.solution[entry]:.{problem.places}f}"
            found.append(Blank(entry, answer, accepted, tuple(_told_apart(wrong)), weights[entry]))
    return found


def joined(ranges: Iterable[Range]) -> Accepted:
    """The same numbers in ranges that do not overlap, in ascending order.

    >>> joined([(2, 4), (0, 1), (3, 5)])
    ((0, 1), (2, 5))
    """
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


Maker = tuple[Slip, Callable[[Entry], Accepted]]
"""A slip, and what it gives at each entry of a step."""


def _makers(problem: Problem, standing: Standing, step: str) -> Iterator[Maker]:
    for each in slips_at(problem.structure):
        if each.step == step:
            record = each.record(problem.structure)
            yield each.slip, partial(lambda record, entry: standing.results(record[entry]), record)
    formulas = {entry: made for entry, made in problem.record.items() if entry.name == step}
    accepted = {entry: standing.accepted[entry] for entry in formulas}
    for candidate in (line_mistaken(formulas, standing, problem.all_shapes), own_sign_lost(accepted)):
        yield candidate.slip, candidate.results


def _is_no_chance(numbers: Range, standing: Standing, span: float) -> bool:
    """Whether a random number of the step's size would hardly ever be one of these."""
    width = float(UP.subtract(numbers[1], numbers[0]) + standing.ranges.unit)
    return width * CHANCE <= span


def _overlap(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _told_apart(wrong: list[tuple[Range, Slip]]) -> Iterator[Wrong]:
    """The wrong numbers in ranges that do not overlap: slips whose numbers overlap are named together."""
    for numbers in joined(each for each, _ in wrong):
        yield Wrong(numbers, tuple(dict.fromkeys(slip for each, slip in wrong if _overlap(each, numbers))))


def _weights(problem: Problem) -> dict[Entry, int]:
    counts = Counter(entry.name for entry, counts in problem.needs_work.items() if counts)
    whole = lcm(*counts.values())
    return {entry: whole // counts[entry.name] if counts_ else 0 for entry, counts_ in problem.needs_work.items()}
