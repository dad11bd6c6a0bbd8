"""Points for what is right or follows by work, and none for what can be copied; a person, where little is right."""

import random
from contextlib import suppress
from decimal import Decimal

import pytest

from tests.full import FULL
from tests.workbook.marking.share import fresh, share
from workbook import mark, the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.marks import Verdict
from workbook.marking.problems import problem_of
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import BLANK, Sheet, printed
from workbook.marking.replay import PAPER, Impossible
from workbook.marking.slips import SIGN_LOST
from workbook.marking.slips_at import slips_at

Z1 = Entry("Z1", 0, 0)


def points(made, numbers, weights=None):
    return mark(made, printed(numbers, made.places)).points(weights)


def with_rate(rate):
    """A problem with another learning rate."""
    return problem_of("another rate", {**fresh(0).tables, "learning_rate": [[rate]]}, 4)


def test_a_right_sheet_has_all_points():
    for made in (the_assignment(), fresh(0), fresh(1)):
        found = points(made, made.solution)
        assert found.total.points == found.total.of > 0
        assert not found.needs_a_person


def test_an_empty_sheet_has_none():
    found = mark(the_assignment(), BLANK).points()
    assert found.total.points == 0
    assert found.total.of > 0
    assert not found.needs_a_person


def test_one_error_costs_its_own_entry_and_what_only_copies_it():
    made = fresh(0)
    whole = points(made, made.solution)
    wrong = points(made, made.worked(PAPER, {Z1: made.solution[Z1] + 1}))
    assert wrong.steps["Z1"].points == pytest.approx(2 / 3)
    lost = {name for name, earned in wrong.steps.items() if earned.points < whole.steps[name].points}
    assert lost <= {"Z1", "H", "f_prime", "db1", "db2"}
    assert wrong.steps["W2_new"].points == 1


def test_a_wrong_number_costs_something_even_where_the_right_one_needs_no_work():
    made = with_rate("0.00001")
    without_work = [entry for entry in made.record if not made.needs_work[entry]]
    assert len({entry.name for entry in without_work}) > 2
    whole = printed(made.solution, made.places).entries
    for entry in without_work:
        found = mark(made, Sheet({**whole, entry: "77.7777"})).points()
        assert found.total.points < found.total.of
        assert found.steps[entry.name].points < found.steps[entry.name].of


@pytest.mark.parametrize("made", [the_assignment(), fresh(1), fresh(3)], ids=lambda made: made.name)
def test_what_another_road_would_give_is_not_a_copy(made):
    sheet = sheet_with(SIGN_LOST, "delta1", made)
    found = mark(made, sheet)
    worked = [each for entry, each in found.entries.items() if entry.name == "dW1" and each.counts]
    assert all(each.verdict is Verdict.FOLLOWS and each.is_earned for each in worked)
    assert found.points().steps["db1"].points == 0


@pytest.mark.parametrize("written", ["0.6490", "0.649", "0.6"])
def test_a_wrong_number_is_copied_with_its_last_zeros_or_without(written):
    made = the_assignment()
    sheet = printed(made.worked(PAPER, {Entry("delta1"): Decimal(written)}), made.places)
    short = {Entry("delta1"): written, Entry("db1"): written}
    copied = mark(made, Sheet({**sheet.entries, **short})).entries[Entry("db1")]
    assert copied.verdict is Verdict.FOLLOWS
    assert not copied.is_earned


def test_steps_weigh_what_they_are_given():
    made = fresh(0)
    found = points(made, made.solution, {"Z1": 3, "loss": 0, "dW1": 0.5})
    assert (found.steps["Z1"].of, found.steps["loss"].of, found.steps["dW1"].points) == (3, 0, 0.5)
    plain = points(made, made.solution)
    assert found.total.of == plain.total.of + 3 - 1 + 0 - 1 + 0.5 - 1


def test_old_parameters_and_zeros_earn_nothing_at_a_small_rate():
    made = with_rate("0.00001")
    numbers = {
        entry: made.givens[Entry(entry.name.removesuffix("_new"), entry.row, entry.column)]
        if entry.name.endswith("_new")
        else Decimal(0)
        for entry in made.record
        if entry.name.endswith("_new") or entry.name.startswith("scaled_")
    }
    assert points(made, numbers).total.points == 0
    assert not {name for name in points(made, made.solution).steps if name.endswith("_new")}


def test_one_number_repeated_earns_nothing_that_follows():
    made = fresh(0)
    for number in ("0", "1", "0.5"):
        marks = mark(made, Sheet(dict.fromkeys(made.record, number)))
        assert marks.points().total.points <= 1


EARLY = ("Z1", "sin_Z1", "H", "Z2", "e_Z2", "y_hat")
CLASS = [fresh(seed) for seed in range(share(60))]


def flagged(sheets):
    """How many sheets of a class need a person."""
    return sum(mark(made, sheet).points().needs_a_person for made, sheet in sheets)


def with_numbers(made, instead):
    return printed(made.worked(PAPER, instead), made.places)


def test_a_class_whose_every_student_makes_one_known_slip_early_needs_no_person():
    for made in CLASS:
        early = [each for each in slips_at(made.structure) if each.step in EARLY]
        sheets = []
        for each in early[:: 1 if FULL else 5]:
            with suppress(Impossible):
                sheets.append((made, sheet_with(each.slip, each.step, made)))
        assert len(sheets) > 3
        assert sum(more_follows_than_is_right(*each) for each in sheets) > 3
        assert flagged(sheets) == 0


def more_follows_than_is_right(made, sheet):
    marks = mark(made, sheet)
    return marks.count(Verdict.FOLLOWS) > marks.count(Verdict.RIGHT)


def test_one_arithmetic_error_needs_no_person_however_much_follows():
    sheets = [
        (made, with_numbers(made, {entry: made.solution[entry] + Decimal("0.017")}))
        for made in CLASS
        for entry in made.record
        if entry.name in EARLY and entry.row == 0
    ]
    assert flagged(sheets) == 0


@pytest.mark.parametrize("step", ["Z1", "Z2", "y_hat"])
def test_where_a_whole_step_is_made_up_and_all_goes_on_from_it_a_person_should_look(step):
    draw = random.Random(11)
    drawn = iter(lambda: Decimal(draw.randint(1000, 9999)) / 7919, None)
    sheets = []
    for made in CLASS:
        own = {entry: number for entry, number in made.solution.items() if entry.name == step}
        made_up = {entry: next(each for each in drawn if abs(each - number) > 0.01) for entry, number in own.items()}
        sheets.append((made, with_numbers(made, made_up)))
    assert flagged(sheets) == len(sheets)


@pytest.mark.parametrize("number", ["0", "1", "0.5", "0.1234"])
def test_a_class_that_copies_one_number_all_over_needs_a_person_for_each(number):
    assert flagged((made, Sheet(dict.fromkeys(made.record, number))) for made in CLASS) == len(CLASS)


def test_a_class_that_writes_numbers_at_random_needs_a_person_for_each():
    draw = random.Random(12)
    sheets = [(made, Sheet({entry: f"{draw.uniform(-2, 2):.4f}" for entry in made.record})) for made in CLASS]
    assert flagged(sheets) == len(CLASS)


def test_a_friends_sheet_needs_a_person():
    friends = [*CLASS[1:], CLASS[0]]
    sheets = [(made, printed(friend.solution, 4)) for made, friend in zip(CLASS, friends, strict=True)]
    assert flagged(sheets) == len(CLASS)


@pytest.mark.parametrize(
    ("weights", "kind", "complaint"),
    [
        ({"Z9": 1}, ValueError, "weights: there is no step ‘Z9’"),
        ({"Z1": -1}, ValueError, "weights: expected a finite number, 0 or more, for Z1, got"),
        ({"Z1": float("nan")}, ValueError, "weights: expected a finite number"),
        ({"Z1": "2"}, ValueError, "weights: expected a finite number"),
        ({"Z1": True}, ValueError, "weights: expected a finite number"),
        ([1, 2], TypeError, "weights: expected numbers by name of step, got"),
    ],
)
def test_weights_that_are_none_are_refused(weights, kind, complaint):
    with pytest.raises(kind, match=complaint):
        mark(the_assignment(), BLANK).points(weights)
