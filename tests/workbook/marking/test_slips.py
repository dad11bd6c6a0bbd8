"""Each slip is named where it was made, nearly always alone; and a number drawn at random is given no name."""

import random
import re
from collections import Counter
from decimal import Decimal

import pytest

from tests.workbook.marking.share import fresh, share, unchosen
from workbook import mark, the_assignment
from workbook.marking.accepted import within
from workbook.marking.marks import Verdict
from workbook.marking.problems import Problem
from workbook.marking.reading import printed
from workbook.marking.replay import RULES, Impossible
from workbook.marking.slips import BRANCHES_EXCHANGED, DIGITS_EXCHANGED, RELU_ONLY, SIN_ONLY, TIMES_SIN
from workbook.marking.slips_at import slips_at

UNIT = Decimal("0.0001")
SLIPS_AT = slips_at(the_assignment().structure)


def marked(made, rule, instead):
    return mark(made, printed(made.worked(rule, instead), 4))


def names_where_wrong(marks, step):
    return [each.slips for entry, each in marks.entries.items() if entry.name == step and each.verdict is Verdict.WRONG]


ALIKE = {
    ("rate applied twice", "rate ten times too small"),
    ("rate ten times too small", "rate applied twice"),
    ("rate forgotten", "rate ten times too large"),
    ("rate ten times too large", "rate forgotten"),
}
"""At a rate of 0.1 no sheet can tell these apart: both are named."""


def is_alone(slip_at, names, made, rule):
    others = {other for other in names if other != slip_at.slip}
    is_alike = made.tables["learning_rate"] == (("0.1",),) and all(
        (slip_at.slip.name, other.name) in ALIKE for other in others
    )
    return is_alike or all(is_the_same_here(slip_at, other, made, rule) for other in others)


def is_the_same_here(slip_at, other, made, rule):
    """Whether another slip gives the very numbers that this one gives: f' always 1 + cos, where H is above 0."""
    (own, *its) = (
        made.worked(rule, each.record(made.structure))
        for each in (slip_at, *(each for each in SLIPS_AT if each.slip == other and each.step == slip_at.step))
    )
    return own in its


@pytest.mark.parametrize("number", range(len(SLIPS_AT)), ids=[f"{each.slip.name} in {each.step}" for each in SLIPS_AT])
def test_a_slip_is_named_nearly_always_alone(number):
    slip_at = SLIPS_AT[number]
    cases = []
    for seed in range(share(200)):
        made = unchosen(seed)
        rule = RULES[seed % len(RULES)]
        try:
            marks = marked(made, rule, slip_at.record(made.structure))
        except Impossible:
            continue
        names = names_where_wrong(marks, slip_at.step)
        assert all(slip_at.slip in slips for slips in names), seed
        cases += [all(is_alone(slip_at, slips, made, rule) for slips in names)] if names else []
    assert sum(cases) >= 0.95 * len(cases)


def test_two_digits_exchanged_are_named():
    cases = []
    for seed in range(share(200)):
        made, draw = fresh(seed), random.Random(seed)
        entry = draw.choice(list(made.record))
        text = f"{made.solution[entry]:.4f}"
        first = re.search("[1-9]", text).start()  # zeros in front are left where they are
        swapped = [
            text[:i] + text[i + 1] + text[i] + text[i + 2 :]
            for i in range(first, len(text) - 1)
            if text[i].isdigit() and text[i + 1].isdigit() and (i > first or text[i + 1] != "0")
        ]
        wrong = [Decimal(other) for other in swapped if not within(Decimal(other), made.accepted[entry])]
        if wrong:
            (names,) = names_where_wrong(marked(made, RULES[0], {entry: draw.choice(wrong)}), entry.name)
            cases.append(names)
    assert all(DIGITS_EXCHANGED in names for names in cases)
    assert sum(names == (DIGITS_EXCHANGED,) for names in cases) >= 0.95 * len(cases)
    assert len(cases) >= 0.9 * share(200)


@pytest.mark.parametrize("span", [1, 2])
def test_a_number_drawn_at_random_is_hardly_ever_given_a_name(span):
    """Drawn from 0 to this many times the step's largest entry, on either side of 0, outside what is accepted."""
    named = Counter()
    for seed in range(share(200)):
        made, draw = fresh(seed), random.Random(seed)
        for step in made.shapes:
            entries = [entry for entry in made.record if entry.name == step]
            largest = span * max(abs(made.solution[entry]) for entry in entries)
            entry = draw.choice(entries)
            numbers = (Decimal(draw.uniform(-1, 1)) * largest for _ in range(1000))
            number = next(n for n in (n.quantize(UNIT) for n in numbers) if not within(n, made.accepted[entry]))
            names = mark(made, printed({**made.solution, entry: number}, 4)).entries[entry].slips
            named[bool(names)] += 1
    assert named[True] <= 0.02 * named.total()


def entries_of(made, step):
    return [entry for entry in made.record if entry.name == step]


def test_what_explains_every_wrong_entry_of_a_step_is_named_rather_than_what_explains_one():
    made = fresh(0)
    first, second, third = entries_of(made, "f_prime")
    cos = [made.solution[entry] for entry in entries_of(made, "cos_Z1")]
    above, below = sorted((first, second, third), key=lambda entry: -made.solution[entry._replace(name="Z1")])[::2]
    always_one = {below: 1 + cos[below.row]}
    (names,) = names_where_wrong(marked(made, RULES[0], always_one), "f_prime")
    assert [slip.name for slip in names] == ["f' always 1 + cos"]
    both = always_one | {above: cos[above.row]}
    assert set(names_where_wrong(marked(made, RULES[0], both), "f_prime")) == {(BRANCHES_EXCHANGED,)}
    sin_only = made.solution[above._replace(name="sin_Z1")]
    two = {above._replace(name="H"): sin_only, below._replace(name="H"): Decimal(0)}
    assert set(names_where_wrong(marked(made, RULES[0], two), "H")) == {(SIN_ONLY,), (RELU_ONLY, TIMES_SIN)}


def test_slips_that_coincide_are_all_named():
    """Without a bias that is twice a product, a sum is what it is with that product's sign lost."""
    made = fresh(0)
    first = entries_of(made, "Z1")[0]
    bias = 2 * made.givens[first._replace(name="W1")] * made.givens[first._replace(name="x")]
    coinciding = Problem("coinciding", {**made.tables, "b1": ((str(bias),), *made.tables["b1"][1:])})
    wrong = mark(coinciding, printed({**coinciding.solution, first: coinciding.solution[first] - bias}, 4)).entries[
        first
    ]
    assert {slip.name for slip in wrong.slips} == {"no bias", "sign of a product lost"}
    assert wrong.explanation.startswith("One of these: no bias: ")
    assert " Or: sign of a product lost: " in wrong.explanation
