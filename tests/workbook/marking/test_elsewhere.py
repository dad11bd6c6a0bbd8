"""In other networks, at other sizes: honest work is right, slips are seen, and no name is false by more than chance."""

import random
from contextlib import suppress

import pytest

from tests.full import FULL
from tests.workbook.marking.share import elsewhere, with_an_error_at_each_entry
from tests.workbook.marking.test_whole_sheets import negated
from workbook import mark
from workbook.marking.conventions import CONVENTION
from workbook.marking.marks import Verdict
from workbook.marking.reading import printed
from workbook.marking.replay import RULES, Impossible
from workbook.marking.slips_at import slips_at

RIGHT, FOLLOWS, WRONG, MISSING = Verdict
SEEDS = range(10 if FULL else 2)


def verdicts(made, numbers):
    return mark(made, printed(numbers, made.places)).entries


@pytest.mark.parametrize("seed", SEEDS)
def test_every_honest_way_to_round_is_right(seed):
    for made in elsewhere(seed, 16):
        for rule in RULES:
            found = verdicts(made, made.worked(rule))
            assert {each.verdict for each in found.values()} == {RIGHT}, (made, rule)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_slip_that_changes_a_digit_beyond_rounding_is_never_right_and_is_among_the_named(seed):
    """A name may be missing: another may fit the numbers too. It is never another without this one beside it."""
    draw = random.Random(seed)
    seen = named = false = 0
    for made in elsewhere(seed, 16):
        each = draw.choice(slips_at(made.structure))
        with suppress(Impossible):
            sheet = made.worked(RULES[0], each.record(made.structure))
            found = verdicts(made, sheet)
            wrong = [entry for entry, mark in found.items() if mark.verdict is WRONG]
            if wrong:
                names = {slip.name for entry in wrong if entry.name == each.step for slip in found[entry].slips}
                seen += 1
                named += each.slip.name in names
                false += bool(names) and each.slip.name not in names
                assert {entry.name for entry in wrong} == {each.step}, (made, each)
    assert seen >= 8
    assert named >= 0.7 * seen
    assert false <= 0.1 * seen


@pytest.mark.parametrize("seed", range(2))
def test_a_wrong_number_is_wrong_and_what_follows_from_it_follows(seed):
    draw = random.Random(seed)
    for made in elsewhere(seed, 8):
        for entry, sheet in with_an_error_at_each_entry(made, RULES[0], draw).items():
            found = verdicts(made, sheet)
            assert found[entry].verdict is WRONG, (made, entry)
            others = {other: each.verdict for other, each in found.items() if other != entry}
            assert WRONG not in others.values(), (made, entry)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_other_convention_is_right_throughout_and_said_once(seed):
    for made in elsewhere(seed + 11, 16):
        found = mark(made, negated(printed(made.worked(RULES[0]), made.places).entries)).entries.values()
        assert {each.verdict for each in found} == {RIGHT}, made.network
        assert sum(each.note == CONVENTION for each in found) == 1, made.network
