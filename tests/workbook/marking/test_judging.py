"""Marking: anyone who works correctly by any rule is right, and one error is reported once."""

import random
from decimal import Decimal

import numpy as np
import pytest

from gates.by_hand import worksheet
from nnlib.numbers import FixedPoint
from tests.full import FULL
from tests.workbook.marking.share import (
    correctly_worked,
    fresh,
    share,
    with_an_error_at_each_entry,
)
from tests.workbook.marking.ways import BY_HAND, sheets
from workbook import mark, the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.judging import UNEXPLAINED
from workbook.marking.limits import PLACES
from workbook.marking.marks import Verdict
from workbook.marking.problems import problem_of
from workbook.marking.reading import Sheet, printed
from workbook.marking.record import recorded_sources
from workbook.marking.replay import RULES, Rule
from workbook.networks import ASSIGNMENT
from workbook.steps import steps

RIGHT, FOLLOWS, WRONG, MISSING = Verdict
Z1 = Entry("Z1", 0, 0)


def verdicts(made, numbers):
    return {entry: each.verdict for entry, each in mark(made, printed(numbers, made.places)).entries.items()}


def solution(made):
    return dict(printed(made.solution, made.places).entries)


def test_sheets_worked_by_any_rule_are_right_throughout():
    for seed in range(share(1000)):
        made = fresh(seed)
        for number, sheet in enumerate(correctly_worked(made)):
            assert set(verdicts(made, sheet).values()) == {RIGHT}, (seed, RULES[number])


@pytest.mark.parametrize(("sizes", "places"), [((1, 2, 2), 3), ((2, 2, 2), 6), ((3, 5, 4), 4), ((4, 3, 2), 12)])
def test_sheets_of_other_sizes_and_places_are_right_throughout(sizes, places):
    for seed in range(3):
        made = fresh(seed, sizes, places)
        for number, sheet in enumerate(correctly_worked(made)):
            assert set(verdicts(made, sheet).values()) == {RIGHT}, (seed, RULES[number])


def test_one_error_anywhere_is_told_once():
    for seed in range(share(1000)):
        made, draw, rule = fresh(seed), random.Random(seed), RULES[seed % len(RULES)]
        for entry, sheet in with_an_error_at_each_entry(made, rule, draw).items():
            found = verdicts(made, sheet)
            assert [each for each, verdict in found.items() if verdict is WRONG] == [entry], (seed, entry)
            assert MISSING not in found.values()


def test_what_an_error_moves_follows_and_the_rest_is_right():
    made = the_assignment()
    found = verdicts(made, made.worked(RULES[0], {Entry("dW2", 0, 0): Decimal(1)}))
    assert {entry for entry, verdict in found.items() if verdict is FOLLOWS} == {
        Entry("scaled_dW2", 0, 0),
        Entry("W2_new", 0, 0),
    }
    assert sum(verdict is RIGHT for verdict in found.values()) == len(found) - 3


def test_a_right_number_is_right_though_the_one_before_it_was_mistyped():
    made = the_assignment()
    found = verdicts(made, {**made.solution, Z1: Decimal("1.53")})
    assert [entry for entry, verdict in found.items() if verdict is not RIGHT] == [Z1]


def test_what_neither_follows_nor_is_right_is_wrong_here_again():
    made = the_assignment()
    found = verdicts(made, {**made.solution, Z1: Decimal("1.53"), Entry("H", 0, 0): Decimal("2.4")})
    assert [entry for entry, verdict in found.items() if verdict is WRONG] == [Z1, Entry("H", 0, 0)]


@pytest.mark.parametrize("name", list(the_assignment().shapes))
def test_what_is_missing_stands_for_what_it_could_be(name):
    made = the_assignment()
    kept = {entry: number for entry, number in made.solution.items() if entry.name != name}
    found = verdicts(made, kept)
    assert all(found[entry] is (RIGHT if entry in kept else MISSING) for entry in found)


def test_an_error_before_what_is_missing_still_leads_on():
    made = the_assignment()
    numbers = made.worked(RULES[0], {Z1: Decimal(1)})
    del numbers[Entry("H", 0, 0)]
    found = verdicts(made, numbers)
    assert found[Entry("Z2", 0, 0)] is FOLLOWS
    assert WRONG not in {verdict for entry, verdict in found.items() if entry != Z1}


def test_an_empty_sheet_is_missing_throughout():
    assert set(verdicts(the_assignment(), {}).values()) == {MISSING}


def test_where_nobody_could_go_on_the_solution_is_asked():
    made = the_assignment()
    y_hat, loss = Entry("y_hat", 0, 0), Entry("loss")
    for written in ("0", "-0.2183"):
        found = verdicts(made, {**made.solution, y_hat: Decimal(written)})
        assert (found[y_hat], found[loss]) == (WRONG, RIGHT)
    found = verdicts(made, {**made.solution, y_hat: Decimal(0), loss: Decimal(9)})
    assert (found[y_hat], found[loss]) == (WRONG, WRONG)


def test_more_digits_than_asked_for_or_fewer_zeros():
    made = the_assignment()
    texts = solution(made)
    texts |= {Z1: "1.35", Entry("sin_Z1", 0, 0): "0.97572336", Entry("sin_Z1", 1, 0): "+.3429"}
    texts |= {Entry("Z2", 0, 0): "−0.3926", Entry("scaled_db2", 0, 0): "-7.82e-4"}
    marks = mark(made, Sheet(texts))
    assert {(each.verdict, each.note) for each in marks.entries.values()} == {(RIGHT, "")}


@pytest.mark.parametrize(
    ("written", "verdict", "note"),
    [
        ("0.565", RIGHT, "Right as far as it goes: 3 decimals."),
        ("0.56", RIGHT, "Right as far as it goes: 2 decimals."),
        ("0.6", RIGHT, "Right as far as it goes: 1 decimal."),
        ("0.57", WRONG, UNEXPLAINED),
        ("1", WRONG, UNEXPLAINED),
        ("0.0", WRONG, UNEXPLAINED),
    ],
)
def test_with_fewer_decimals_a_number_is_right_as_far_as_it_is_written(written, verdict, note):
    made = the_assignment()
    entry = Entry("sin_Z1", 2, 0)
    assert f"{made.solution[entry]:.3f}" == "0.565"
    marks = mark(made, Sheet({**solution(made), entry: written})).entries
    assert (marks[entry].verdict, marks[entry].note) == (verdict, note)
    if verdict is RIGHT:
        assert {each.verdict for each in marks.values()} == {RIGHT}


def test_a_short_zero_is_right_as_far_as_it_goes_and_earns_nothing():
    made = the_assignment()
    small = {entry for entry, number in made.solution.items() if 0 < abs(number) < Decimal("0.005")}
    marks = mark(made, Sheet({**solution(made), **dict.fromkeys(small, "0.00")})).entries
    assert small
    for entry in small:
        assert (marks[entry].verdict, marks[entry].note) == (RIGHT, "Right as far as it goes: 2 decimals.")
        assert not marks[entry].is_earned
    assert all(marks[entry].is_earned for entry in marks if marks[entry].counts and entry not in small)
    wrong = mark(made, Sheet({**solution(made), **dict.fromkeys(small, "0.0000")})).entries
    assert {wrong[entry].verdict for entry in small} == {WRONG}


def test_what_is_right_by_another_rule_says_what_the_sheets_rule_gives():
    made = the_assignment()
    exact = made.worked(Rule(operations=False, results=False))
    marks = mark(made, printed(exact, made.places)).entries
    assert {each.verdict for each in marks.values()} == {RIGHT}
    sources = recorded_sources(made.structure)
    differ = {entry for entry in exact if exact[entry] != made.solution[entry]}
    first = {entry for entry in differ if differ.isdisjoint(sources[entry])}
    assert first
    assert all(marks[entry].note == f"The sheet's own rule gives {made.solution[entry]:.4f}." for entry in first)
    assert all(marks[entry].note == "" for entry in exact if entry not in differ and differ.isdisjoint(sources[entry]))


def test_exponentials_with_a_logit_subtracted_are_right_and_said():
    made = the_assignment()
    by_hand = {Entry(*place): text for place, text in worksheet(made.tables, 4, road="largest subtracted").items()}
    marks = mark(made, Sheet(by_hand)).entries
    assert {each.verdict for each in marks.values()} == {RIGHT}
    assert [each.note for entry, each in marks.items() if entry.name == "e_Z2"] == ["Logit 2 was subtracted first."] * 2
    one = mark(made, Sheet({**solution(made), Entry("e_Z2", 1, 0): by_hand[Entry("e_Z2", 1, 0)]})).entries
    assert [each.verdict for entry, each in one.items() if entry.name == "e_Z2"] == [RIGHT, WRONG]


def test_shares_that_make_up_one_are_right_only_beside_a_right_one():
    made = the_assignment()
    first, second = Entry("y_hat", 0, 0), Entry("y_hat", 1, 0)
    found = verdicts(made, {**made.solution, first: Decimal("0.3"), second: Decimal("0.7")})
    assert (found[first], found[second]) == (WRONG, WRONG)


def test_every_honest_way_is_right_throughout():
    sizes = ((4, 3, 2), (2, 2, 2), (3, 5, 4), (1, 2, 3))
    for seed in range(1000 if FULL else 12):
        made = fresh(seed, sizes[seed % len(sizes)])
        for way, sheet in sheets(made):
            marks = mark(made, Sheet(sheet)).entries
            assert {each.verdict for each in marks.values()} <= {RIGHT, MISSING}, (seed, way)


def test_with_the_most_decimals_every_way_by_hand_is_right_and_another_last_digit_is_not():
    made, wave = fresh(0, (4, 3, 2), PLACES[-1]), Entry("sin_Z1", 0, 0)
    for name, way in BY_HAND.items():
        sheet = {Entry(*place): text for place, text in worksheet(made.tables, made.places, **way).items()}
        other = sheet[wave][:-1] + str((int(sheet[wave][-1]) + 5) % 10)
        assert {each.verdict for each in mark(made, Sheet(sheet)).entries.values()} <= {RIGHT, MISSING}, name
        assert mark(made, Sheet({**sheet, wave: other})).entries[wave].verdict is WRONG, name


@pytest.mark.parametrize("kind", [float, str, FixedPoint, np.float64])
def test_quantities_are_taken_as_a_notebook_has_them(kind):
    made = the_assignment()
    sheet = {
        name: np.array([[kind(f"{made.solution[Entry(name, i, j)]:.4f}") for j in range(columns)] for i in range(rows)])
        for name, (rows, columns) in made.shapes.items()
    }
    sheet["loss"] = sheet["loss"].item()
    sheet["Z1"] = sheet["Z1"].ravel().tolist()
    sheet["dW2"] = sheet["dW2"].tolist()
    marks = mark(made, sheet)
    assert {each.verdict for each in marks.entries.values()} == {RIGHT}
    assert marks.remarks == ()


def test_the_networks_own_results_are_right():
    made = fresh(1)
    assert {each.verdict for each in mark(made, steps(made.on())).entries.values()} == {RIGHT}


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("1,350", "‘1,350’ may be 1.350 or 1350: write one of them"),
        ("1.35.0", "‘1.35.0’ cannot be read as one number: write one, without spaces, with at most one point or comma"),
        ("about 1", "‘about 1’ cannot be read as a number: write digits, such as 2.5 or -1.5e-3"),
        ("nan", "‘nan’ cannot be read as a number: write digits, such as 2.5 or -1.5e-3"),
        ("-inf", "‘-inf’ cannot be read as a number: write digits, such as 2.5 or -1.5e-3"),
        ("1/3", "‘1/3’ cannot be read as a number: write digits, such as 2.5 or -1.5e-3"),
        ("1e400", "‘1e400’ is too long or too large"),
        ("1000000000000", "‘1000000000000’ is too long or too large"),
        ("1e999999999999999999", "‘1e999999999999999999’: an exponent has at most three digits"),
        ("0.3" + 60 * "0", "is too long or too large"),
        ("<b>1</b>", "‘<b>1</b>’ cannot be read as a number: write digits, such as 2.5 or -1.5e-3"),
        (
            "1.35 0.35",
            "‘1.35 0.35’ cannot be read as one number: write one, without spaces, with at most one point or comma",
        ),
    ],
)
def test_what_is_no_number_is_said_with_its_place_and_the_rest_is_marked(written, note):
    made = the_assignment()
    marks = mark(made, Sheet({**solution(made), Z1: written}))
    assert marks.entries[Z1].verdict is MISSING
    assert marks.entries[Z1].note.endswith(note)
    assert {each.verdict for entry, each in marks.entries.items() if entry != Z1} == {RIGHT}


@pytest.mark.parametrize(
    ("quantities", "remark"),
    [
        ({"Z9": [1]}, "‘Z9’: there is no such result. The results are: Z1, sin_Z1, H, "),
        ({7: [1]}, "‘7’: there is no such result."),
        ({"Z1": [1, 2]}, "Z1: expected 3 rows of 1 number, got ‘[1, 2]’"),
        ({"Z1": 1.35}, "Z1: expected 3 rows of 1 number, got ‘1.35’"),
        ({"dW2": [[1, 2], [3, 4], [5, 6]]}, "dW2: expected 2 rows of 3 numbers, got"),
        ({"dW2": [[1, 2, 3], [4]]}, "dW2: expected 2 rows of 3 numbers, got ‘[[1, 2, 3], [4]]’"),
        ({"dW2": np.ones((2, 3, 1))}, "dW2: expected 2 rows of 3 numbers, got"),
        ({"loss": []}, "loss: expected 1 row of 1 number, got ‘[]’"),
    ],
)
def test_what_has_no_place_is_remarked_on_and_the_rest_is_marked(quantities, remark):
    marks = mark(the_assignment(), {"sin_Z1": ["0.9757", None, " "], "H": None, **quantities})
    assert len(marks.remarks) == 1
    assert marks.remarks[0].startswith(remark)
    assert [each.verdict for entry, each in marks.entries.items() if entry.name == "sin_Z1"] == [
        RIGHT,
        MISSING,
        MISSING,
    ]
    assert sum(each.verdict is MISSING for each in marks.entries.values()) == len(marks.entries) - 1


def test_at_the_kink_either_branch_is_right():
    tables = {name: [list(row) for row in table] for name, table in the_assignment().tables.items()}
    tables["b1"][0] = ["-1.25"]
    made = problem_of("at the kink", tables, "4")
    assert made.solution[Z1] == 0
    for slope in ("1.0000", "2.0000"):
        numbers = {**made.solution, Entry("f_prime", 0, 0): Decimal(slope)}
        assert verdicts(made, numbers)[Entry("f_prime", 0, 0)] is RIGHT
    assert verdicts(made, {**made.solution, Entry("f_prime", 0, 0): Decimal("1.5")})[Entry("f_prime", 0, 0)] is WRONG


def test_what_is_no_sheet_is_refused():
    with pytest.raises(TypeError, match=r"sheet: expected quantities by name, got ‘\[1, 2\]’"):
        mark(the_assignment(), [1, 2])


@pytest.mark.parametrize("step", ["delta1", "db1"])
def test_where_a_whole_step_is_zero_a_wrong_number_in_it_is_marked_too(step):
    """With a hidden layer that is off, what is worked from it is exactly 0, and chance has nothing to go by."""
    off = {**the_assignment().tables, "b1": [["-9"]] * 3}
    made = problem_of("off", off, 4, ASSIGNMENT._replace(hidden="relu"))
    assert {made.solution[Entry(step, row)] for row in range(3)} == {Decimal(0)}
    without_f_prime = made.solution[Entry("dH", 1)]
    marks = mark(made, printed({**made.solution, Entry(step, 1): without_f_prime}, 4))
    assert marks.entries[Entry(step, 1)].verdict is WRONG
