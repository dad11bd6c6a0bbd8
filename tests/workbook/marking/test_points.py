"""Points for what is right or follows by work, and none for what can be copied; a person, where little is right."""

from decimal import Decimal

import pytest

from tests.workbook.marking.share import fresh
from workbook import mark, the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.problems import problem_of
from workbook.marking.reading import BLANK, Sheet, printed
from workbook.marking.replay import PAPER

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


def test_where_little_is_right_and_much_follows_a_person_should_look():
    made = fresh(0)
    shifted = made.worked(PAPER, {entry: made.solution[entry] + 1 for entry in made.record if entry.name == "Z1"})
    assert points(made, shifted).needs_a_person


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
