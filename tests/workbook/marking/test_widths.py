"""Whatever an honest way makes of a line that starts from the solution's own numbers is accepted.

Run as a script, with a number of problems, it prints how much more is accepted: the widths of what is accepted beside
the spreads of the ways, by step, in units of the last place.
"""

import sys
from collections import defaultdict
from decimal import Decimal

from gates.by_hand import worksheet
from tests.workbook.marking.share import UNIT, share, unchosen
from tests.workbook.marking.ways import BY_HAND
from workbook.marking.accepted import Ranges, hull, within
from workbook.marking.expressions import Entry
from workbook.marking.problems import Problem


def by_honest_ways(made):
    """By entry, what the ways write there. The exponentials with a logit subtracted are other numbers."""
    solution = {tuple(entry): str(number) for entry, number in made.solution.items()}
    found = defaultdict(set)
    for name, way in BY_HAND.items():
        for place, text in worksheet(made.tables, made.places, **way, lines=solution).items():
            if not (name == "largest subtracted" and place[0] in ("e_Z2", "sum_e_Z2")):
                found[Entry(*place)].add(Decimal(text))
    return found


def refused(problems):
    """The entries where a way's number is not accepted."""
    made = [unchosen(seed) for seed in range(problems)]
    return [
        (each.name, entry, number)
        for each in made
        for entry, numbers in by_honest_ways(each).items()
        for number in numbers
        if not within(number, each.accepted[entry])
    ]


def test_what_honest_ways_make_of_the_solutions_numbers_is_accepted():
    assert refused(share(200)) == []


def test_ranges_without_guard_digits_are_seen(monkeypatch):
    monkeypatch.setattr(Ranges, "_guarded", lambda self, number: number)
    monkeypatch.setattr(Problem, "accepted", property(Problem.accepted.func))
    assert refused(3)


def table(problems):
    """By step: the mean width and spread of an entry, the bound on it, and the share of entries far beyond."""
    pairs = defaultdict(list)
    for made in map(unchosen, range(problems)):
        for entry, numbers in by_honest_ways(made).items():
            low, high = hull(made.accepted[entry])
            pairs[entry.name].append(((high - low) / UNIT, (max(numbers) - min(numbers)) / UNIT))
    for step, its_pairs in pairs.items():
        width, spread = (sum(column) / len(its_pairs) for column in zip(*its_pairs, strict=True))
        far = sum(width > 2 * spread + Decimal("0.5") for width, spread in its_pairs) / len(its_pairs)
        bound = Decimal("1.25") * spread + Decimal("0.25")
        yield f"{step:10}  width {width:5.2f}  spread {spread:5.2f}  bound {bound:5.2f}  far beyond {far:7.2%}"


if __name__ == "__main__":
    print(*table(int(sys.argv[1])), sep="\n")
