"""Fresh problems are good ones, the same for ever, and their solutions are right."""

import hashlib
from decimal import Decimal
from itertools import chain

import numpy as np
import pytest

import workbook.marking.fresh
from gates.by_hand import worksheet
from gates.paper import SHEET
from tests.full import FULL
from tests.workbook.marking.share import elsewhere, fresh
from workbook import problem, the_assignment
from workbook.marking.files import to_csv
from workbook.marking.fresh import both_branches, no_tie, nothing_rounds_away, slips_told_apart
from workbook.marking.problems import Problem, problem_of
from workbook.marking.replay import PAPER, RULES
from workbook.networks import Network
from workbook.steps import steps


def on_paper(numbers, places):
    return {tuple(entry): f"{number:.{places}f}" for entry, number in numbers.items()}


def by_hand(made, rule=PAPER):
    return worksheet(made.tables, made.places, rule.operations, rule.results, even=rule.ties == "ROUND_HALF_EVEN")


def test_the_assignments_solution_is_its_sheet():
    solution = on_paper(the_assignment().solution, 4)
    assert by_hand(the_assignment()) == solution
    for name, rows in SHEET.items():
        assert [solution[name, i, j] for i, row in enumerate(rows) for j in range(len(row))] == [*chain(*rows)]


def is_good(made, sheets):
    """By the sheets that were worked by hand, paper's first."""
    first = sheets[0]
    Z1 = [Decimal(number) for (name, *_), number in first.items() if name == "Z1"]
    y_hat = [Decimal(number) for (name, *_), number in first.items() if name == "y_hat"]
    return (
        min(Z1) <= Decimal("-0.1")
        and max(Z1) >= Decimal("0.1")
        and min(abs(z) for z in Z1) >= Decimal("0.1")
        and min(y_hat) >= Decimal("0.01")
        and all(Decimal(number) != 0 for number in first.values())
        and all(away == even for away, even in zip(sheets[::2], sheets[1::2], strict=True))
    )


def test_problems_are_good_and_their_solutions_right():
    for seed in range(10_000 if FULL else 400):
        made = fresh(seed)
        sheets = [by_hand(made, rule) for rule in (RULES if FULL or seed % 10 == 0 else RULES[:2])]
        assert sheets[0] == on_paper(made.solution, 4), seed
        assert is_good(made, sheets), seed


@pytest.mark.parametrize(
    ("seed", "sizes", "places", "digest"),
    [
        (0, (4, 3, 2), 4, "b2b9c22d33fc0f33"),
        (1, (4, 3, 2), 4, "36f7af17cb609e49"),
        (2**31 - 3, (4, 3, 2), 4, "b7988354c024d047"),
        (5, (2, 4, 3), 6, "87a215cd55c19d5b"),
    ],
)
def test_the_same_number_gives_the_same_problem_for_ever(seed, sizes, places, digest):
    """Pinned: who changes a problem takes it from under somebody's pen."""
    assert hashlib.sha256(str(problem(seed, sizes, places).tables).encode()).hexdigest()[:16] == digest


@pytest.mark.parametrize(
    ("seed", "sizes", "network", "digest"),
    [
        (7, (2, 3, 2, 4), Network(), "30ac5ec3f3316d27"),
        (11, (3, 2, 1, 3), Network("relu", "sigmoid", "binary cross-entropy"), "694dfc9dd62bd84c"),
        (4, (2, 2, 2), Network("sigmoid", "sigmoid", "half squares", "mean", "shared"), "0b12d91b6b3e9534"),
        (9, (4, 4, 3, 3), Network("tanh", "linear", "squares", "sum", "none"), "5b715e0568f35b6c"),
    ],
)
def test_so_it_is_for_other_networks_and_several_examples(seed, sizes, network, digest):
    """Pinned as well: made before ties were looked for line by line, and without the quick condition."""
    made = problem(seed, sizes, 4, network)
    assert hashlib.sha256(str(made.tables).encode()).hexdigest()[:16] == digest
    assert all(made.worked(away) == made.worked(even) for away, even in zip(RULES[::2], RULES[1::2], strict=True))


@pytest.mark.parametrize(
    ("sizes", "places"), [((1, 2, 2), 3), ((2, 2, 2), 2), ((2, 3, 2), 16), ((3, 6, 4), 4), ((8, 3, 2), 5)]
)
def test_problems_of_any_size(sizes, places):
    for seed in range(3):
        made = fresh(seed, sizes, places)
        sheets = [by_hand(made, rule) for rule in RULES]
        assert (made.sizes[:3], made.places) == (sizes, places)
        assert sheets[0] == on_paper(made.solution, places)
        assert is_good(made, sheets)
        assert len(made.record) == len(sheets[0])


def test_givens_have_one_or_two_decimals_and_none_is_0_but_in_y():
    for seed in range(50):
        for name, table in fresh(seed).tables.items():
            numbers = [Decimal(number) for row in table for number in row]
            assert all(-2 <= number.normalize().as_tuple().exponent <= 0 for number in numbers)
            assert sorted(numbers) == [0, 1] if name == "y" else 0 not in numbers


def test_problems_differ():
    assert len({to_csv(fresh(seed)).partition("W1")[2] for seed in range(100)}) == 100


def changed(**tables):
    given = {name: [list(row) for row in table] for name, table in the_assignment().tables.items()}
    return problem_of("changed", {**given, **tables}, "4")


def test_what_is_no_good_problem_is_seen():
    """The assignment has one branch only, and ties; each other condition is broken alone."""
    assert not both_branches(the_assignment())
    assert not no_tie(the_assignment())
    assert nothing_rounds_away(the_assignment())
    assert nothing_rounds_away(changed(b2=[["-2.1"], ["0"]]))
    assert not nothing_rounds_away(changed(b2=[["-4"], ["2"]]))
    assert not nothing_rounds_away(Problem("no logarithm", {**the_assignment().tables, "b2": (("-30",), ("30",))}))
    assert not nothing_rounds_away(changed(W2=[["-0.3", "0.2", "0.1"], ["-0.3", "-0.5", "0.3"]]))
    assert both_branches(changed(b1=[["-3"], ["-0.1"], ["0.05"]]))
    assert not both_branches(changed(b1=[["-3"], ["-0.4"], ["0.05"]]))
    assert slips_told_apart(fresh(0))
    assert not slips_told_apart(changed(b1=[["0.2"]] * 3, W1=[["0.1", "0.3", "0.7", "0.4"]] * 3))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1,), "seed: expected an integer from 0 to 2147483645, got -1"),
        ((2**31 - 2,), "seed: expected an integer"),
        ((7.0,), "seed: expected an integer"),
        (("7",), "seed: expected an integer"),
        ((0, (0, 3, 2)), "sizes: expected 1 to 12 inputs, 2 to 12 hidden units, 2 to 12 outputs .*, got \\(0, 3, 2\\)"),
        ((0, (4, 1, 2)), "sizes: expected"),
        ((0, (4, 3, 1)), "sizes: expected"),
        ((0, (4, 3, 13)), "sizes: expected"),
        ((0, (13, 3, 2)), "sizes: expected"),
        ((0, (4, 13, 2)), "sizes: expected"),
        ((0, (4, 3, 2), 1), "places: expected 2 to 16, got 1"),
        ((0, (4, 3, 2), 17), "places: expected 2 to 16, got 17"),
        ((0, (4, 3, 2), 4.0), "places: expected 2 to 16, got 4.0"),
        ((0, (4, 3, 2), True), "places: expected 2 to 16, got True"),
        ((123456789012,), "seed: expected an integer from 0 to 2147483645, got 123456789012"),
        ((True,), "seed: expected an integer"),
        ((0, (12, 12, 12)), "sizes: expected a product of at most 500, got \\(12, 12, 12\\): 1728"),
        ((0, (8, 8, 8)), "sizes: expected a product of at most 500, got \\(8, 8, 8\\): 512"),
        ((0, (2, 2)), "sizes: expected 1 to 12 inputs, 2 to 12 hidden units, 2 to 12 outputs .*, got \\(2, 2\\)"),
        ((0, (4, 3, 2, 13)), "sizes: expected"),
        ((0, (4.0, 3, 2)), "sizes: expected"),
        ((0, 5), "sizes: expected"),
        ((0, None), "sizes: expected"),
    ],
)
def test_there_is_no_such_problem(arguments, message):
    with pytest.raises(ValueError, match=message):
        problem(*arguments)


def test_integers_of_numpy_are_integers():
    assert problem(np.int64(35), (np.int8(4), 3, 2), np.uint8(4)) == problem(35)
    assert problem_of("mine", the_assignment().tables, 4) == problem_of("mine", the_assignment().tables, "4")


def test_it_is_said_when_none_is_found(monkeypatch):
    monkeypatch.setattr(workbook.marking.fresh, "TRIALS", 0)
    with pytest.raises(ValueError, match="no good problem found"):
        problem(0)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"W1": [["0.1", "abc"]]}, "W1, row 1, column 2: ‘abc’ cannot be read as a number"),
        ({"W1": [["0.1", "1,200"]]}, "W1, row 1, column 2: ‘1,200’ may be 1.200 or 1200"),
        ({"W1": []}, "W1: expected rows of numbers, all of the same length"),
        ({"W1": [["1"], ["1", "2"]]}, "W1: expected rows of numbers, all of the same length"),
        ({"W1": [[["1"]]]}, "W1: expected rows of numbers, all of the same length"),
        ({"x": [["1"]]}, "x: expected shape"),
        ({"b2": [["1"]]}, "W2: expected shape|b2: expected shape"),
        ({"y": [["1"], ["1"]]}, "y: expected one 1 and otherwise 0 in each column"),
        ({"y": [["1"], ["0"], ["0"]]}, "y: expected shape"),
        ({"learning_rate": [["-1"]]}, "learning_rate: expected a finite number, 0 or more"),
        ({"learning_rate": [["1", "2"]]}, "learning_rate: expected"),
        ({"z": [["1"]]}, "givens: expected W1, b1, W2, b2, x, y, learning_rate, got"),
        ({"b2": [["-300"], ["300"]]}, "these givens lead to a number that cannot be written down"),
        ({"b2": [["99999999"], ["0"]]}, "these givens lead to a number that cannot be written down"),
    ],
)
def test_what_is_no_problem_is_said(tables, message):
    with pytest.raises(ValueError, match=message):
        changed(**tables)


def test_every_network_has_fresh_problems_at_several_sizes_and_the_same_number_gives_the_same():
    for made in elsewhere(3, 16):
        seed = int(made.name.split()[1])
        again = problem(seed, tuple(made.sizes), 4, made.network)
        assert again == made
        assert problem(seed + 1, tuple(made.sizes), 4, made.network).tables != made.tables
        exact = steps(made.on(float), made.network)
        for entry, number in made.solution.items():
            assert number or np.atleast_2d(np.asarray(exact[entry.name]).T).T[entry.row, entry.column] == 0
        assert len({tuple(made.worked(rule).values()) for rule in RULES[:2]}) == 1


def test_a_network_that_there_is_not_has_no_problems():
    with pytest.raises(ValueError, match="hidden: expected relu"):
        problem(0, (2, 2, 2), 4, Network("selu"))
    with pytest.raises(ValueError, match="2 to 12 outputs"):
        problem(0, (2, 2, 1), 4, Network("relu"))
