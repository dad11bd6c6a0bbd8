"""In other networks, at other sizes: honest work is right, slips are seen, and no name is false by more than chance."""

import math
import random
from contextlib import suppress
from decimal import Decimal

import pytest

from tests.full import FULL
from tests.workbook.marking import by_road
from tests.workbook.marking.divided_last import CASES, divided_last, rate_first_on
from tests.workbook.marking.share import SIZES, elsewhere, fresh, share, with_an_error_at_each_entry
from tests.workbook.marking.test_whole_sheets import negated
from workbook import mark
from workbook.marking import problems
from workbook.marking.conventions import DividesLast, UpdateAdds
from workbook.marking.marks import Verdict
from workbook.marking.reading import printed
from workbook.marking.replay import RULES, Impossible
from workbook.marking.roads import Further
from workbook.marking.slips import BASE_TEN, BASE_TWO, NOT_DIVIDED, OTHER_CLASS, OUTCOMES_EXCHANGED, UPDATED_W2
from workbook.marking.slips_at import slips_at
from workbook.networks import REDUCTIONS, Network

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


@pytest.mark.parametrize("sizes", by_road.SIZES, ids=str)
@pytest.mark.parametrize("way", by_road.WAYS)
def test_another_correct_formula_is_right_with_several_examples_too(way, sizes):
    for seed in range(share(100)):
        made, numbers = by_road.by_road(way, seed, sizes)
        found = verdicts(made, made.solution | numbers)
        assert {found[entry].verdict for entry in numbers} == {RIGHT}, seed


@pytest.mark.parametrize("seed", range(5))
def test_each_column_may_have_its_own_logit_subtracted(seed):
    made, sheet = by_road.with_the_largest_subtracted(seed)
    assert {each.verdict for each in verdicts(made, sheet).values()} == {RIGHT}


@pytest.mark.parametrize("way", ["tanh by two exponentials", "rate first, above"])
def test_without_roads_honest_work_is_seen_to_be_wrong(way, monkeypatch):
    monkeypatch.setattr(problems, "further", lambda *_: Further({}, {}, ()))
    monkeypatch.setattr(by_road, "fresh", fresh.__wrapped__)  # a problem remembers what it accepts
    with pytest.raises(AssertionError):
        test_another_correct_formula_is_right_with_several_examples_too(way, by_road.SIZES[1])
    with pytest.raises(AssertionError):
        test_each_column_may_have_its_own_logit_subtracted(0)


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


def wrong_losses(made):
    """The numbers of the loss with each slip in it, worked out here by `math` from the probabilities on the sheet."""
    (_, _, C, N), target, network = made.structure
    y_hat = [[float(made.solution[e]) for e in made.record if e.name == "y_hat" and e.column == n] for n in range(N)]
    if network.output == "sigmoid":
        right = {(c, n): y_hat[n][c] if target[c * N + n] else 1 - y_hat[n][c] for c in range(C) for n in range(N)}
        return {
            BASE_TEN: [-math.log10(each) for each in right.values()],
            BASE_TWO: [-math.log2(each) for each in right.values()],
            OUTCOMES_EXCHANGED: [-math.log(1 - each) for each in right.values()],
        }
    right = [each[c] for each, c in zip(y_hat, target, strict=True)]
    count = N if network.reduction == "mean" else 1
    last = [each[(target[0] + 1) % C] for each in y_hat]
    return {
        BASE_TEN: [-sum(map(math.log10, right)) / count],
        BASE_TWO: [-sum(map(math.log2, right)) / count],
        OTHER_CLASS: [-sum(map(math.log, last)) / count],
    }


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize(("output", "loss"), [("softmax", "cross-entropy"), ("sigmoid", "binary cross-entropy")])
def test_a_slip_in_the_loss_is_named_with_every_cross_entropy(output, loss, reduction, sizes):
    made = fresh(3, sizes, 4, Network("tanh", output, loss, reduction))
    step = "loss" if output == "softmax" else "losses"
    for slip, numbers in wrong_losses(made).items():
        entries = [entry for entry in made.record if entry.name == step]
        rounded = (Decimal(number).quantize(Decimal("0.0001")) for number in numbers)
        sheet = made.solution | dict(zip(entries, rounded, strict=True))
        found = verdicts(made, sheet)
        wrong = [entry for entry in entries if found[entry].verdict is WRONG]
        assert wrong, (slip, made)
        assert all(slip in found[entry].slips for entry in wrong), (slip, made)


def test_a_wrong_number_whose_printed_range_ends_where_the_accepted_one_begins_is_followed():
    made = fresh(3, (3, 4, 3), 4, Network("none", "sigmoid", "half squares", "mean", "not updated"))
    (slip_at,) = (each for each in slips_at(made.structure) if each.slip == UPDATED_W2)
    found = verdicts(made, made.worked(RULES[0], slip_at.record(made.structure)))
    assert {entry.name for entry, each in found.items() if each.verdict is WRONG} == {"dH"}


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
        assert sum(each.note == UpdateAdds.note for each in found) == 1, made.network


@pytest.mark.parametrize(("sizes", "network"), CASES, ids=str)
def test_gradients_divided_last_are_right_throughout_and_said_once(sizes, network):
    for seed in range(share(100)):
        made, sheet = divided_last(seed, sizes, network)
        found = verdicts(made, sheet).values()
        assert {each.verdict for each in found} == {RIGHT}, seed
        assert sum(each.note == DividesLast.note for each in found) == 1


@pytest.mark.parametrize(("sizes", "network"), CASES, ids=str)
def test_gradients_that_are_not_divided_at_all_are_a_slip_still(sizes, network):
    for seed in range(share(50)):
        made = fresh(seed, sizes, 4, network)
        (slip_at,) = (each for each in slips_at(made.structure) if each.slip == NOT_DIVIDED)
        found = verdicts(made, made.worked(RULES[0], slip_at.record(made.structure)))
        names = {slip for entry, each in found.items() if entry.name == "delta2" for slip in each.slips}
        assert NOT_DIVIDED in names, seed
        assert not any(each.note == DividesLast.note for each in found.values())


@pytest.mark.parametrize("sizes", [sizes for sizes, _ in CASES[:2]], ids=str)
def test_a_wrong_gradient_is_wrong_on_a_sheet_that_divides_last(sizes):
    made, sheet = divided_last(1, sizes, CASES[0][1])
    own = {entry: number + Decimal("0.5") for entry, number in sheet.items() if entry.name == "dW1"}
    found = verdicts(made, sheet | own)
    assert {found[entry].verdict for entry in own} == {WRONG}
    assert {each.verdict for entry, each in found.items() if entry.name == "delta2"} == {RIGHT}


def test_the_rate_may_come_first_on_a_sheet_that_divides_last():
    for seed in range(share(100)):
        made, sheet = divided_last(seed, *CASES[0])
        sheet |= rate_first_on(made, sheet)
        found = verdicts(made, sheet)
        assert {each.verdict for entry, each in found.items() if entry.name == "scaled_dW2"} == {RIGHT}, seed
