"""Published exercises: each number in print is right, follows, or is a listed error; and canaries."""

import json
import re
from decimal import Decimal
from importlib.resources import files

import numpy as np
import pytest

from nnlib.numbers import FixedPoint
from workbook import mark
from workbook.marking.expressions import Entry, Operation
from workbook.marking.files import from_json, to_json
from workbook.marking.marks import Verdict
from workbook.marking.problems import problem_of
from workbook.marking.published import EXERCISES, published
from workbook.marking.reading import Sheet
from workbook.marking.spreadsheet import from_csv, to_csv
from workbook.marking.standing import Written
from workbook.networks import Network
from workbook.steps import steps

RIGHT, FOLLOWS, WRONG, MISSING = Verdict
PUBLISHED = published()
COLLECTED = files("workbook.marking") / EXERCISES
DEEP = next(each for each in json.loads(COLLECTED.read_text("utf8")) if "W3" in each["givens"])


def decimals(text):
    return len(text.partition(".")[2])


def problem(exercise, **instead):
    made = exercise.problem
    return problem_of(made.name, {**made.tables, **instead}, made.places, made.network)


def written(text, made):
    """A number as marking reads it: no longer than the problem's places."""
    return Written(FixedPoint.with_rounding(made.places).rounded(Decimal(text)), decimals(text))


def is_listed(entry, exercise):
    """Whether the collection has this number among the errors in print."""
    where = " ".join(each["where"] for each in exercise.errors)
    indices = re.findall(rf"(?<![\w.]){re.escape(entry.name)}(?!\w)(\[[^]]*\])?", where)
    return any(index in ("", f"[{entry.row},{entry.column}]") for index in indices)


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_number_in_print_is_right_or_follows_or_is_a_listed_error(name):
    exercise = PUBLISHED[name]
    made, printed = exercise.problem, exercise.printed
    marks = mark(made, Sheet({entry: text for entry, text in printed.items() if entry in made.record}))
    assert marks.remarks == ()
    on_the_sheet = {entry: each.verdict for entry, each in marks.entries.items() if each.verdict is not MISSING}
    assert set(on_the_sheet) == {entry for entry in printed if entry in made.record}
    assert all(is_listed(entry, exercise) for entry, verdict in on_the_sheet.items() if verdict is WRONG)
    seen = {entry for entry, verdict in on_the_sheet.items() if is_listed(entry, exercise) and verdict is not RIGHT}
    if name != "caisplusplus":  # three digits hide an error of one unit in the last of them
        assert seen == {entry for entry in on_the_sheet if is_listed(entry, exercise)}


def test_the_lines_without_a_field_are_right_too():
    """Differences, the terms of a sum, and the pass after the step: worked here from what stands in print."""
    checked = set()
    for exercise in PUBLISHED.values():
        made, printed = exercise.problem, exercise.printed
        standing = made.standing()
        for step in made.steps:
            own = {entry: written(printed[entry], made) for entry in step if entry in printed}
            standing.read(step, own, made.accepted)
        for entry, text in printed.items():
            name, row, column = entry
            lines = {
                "difference": Operation("-", (Entry("y", row), Entry("y_hat", row))),
                "dH_parts": Operation("*", (Entry("W2", column, row), Entry("delta2", column))),
            }
            if name in lines:
                number = written(text, made)
                signs = (1, -1) if name == "difference" else (1,)  # some subtract the other way round
                results = standing.results(lines[name])
                fits = any(standing.fits(number._replace(number=sign * number.number), results) for sign in signs)
                assert fits or is_listed(entry, exercise), (made.name, entry)
                checked.add(entry.name)
        after = {
            entry._replace(name=entry.name.removeprefix("after.")): text
            for entry, text in printed.items()
            if entry.name.startswith("after.")
        }
        if after:
            new = {
                theta: [[printed[Entry(f"{theta}_new", i, j)] for j in range(columns)] for i in range(rows)]
                for theta in ("W1", "W2")
                for rows, columns in [made.shapes[f"{theta}_new"]]
            }
            marks = mark(problem(exercise, **new), Sheet(after)).entries
            for entry in after:
                listed = is_listed(entry._replace(name=f"after.{entry.name}"), exercise)
                assert (marks[entry].verdict is WRONG) == listed, (made.name, entry)
                checked.add(f"after.{entry.name}")
    every = {entry.name for exercise in PUBLISHED.values() for entry in exercise.printed}
    fields = {name for exercise in PUBLISHED.values() for name in exercise.problem.shapes}
    assert checked == every - fields


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_number_altered_is_seen(name):
    exercise = PUBLISHED[name]
    made, printed = exercise.problem, exercise.printed
    own = {entry: text for entry, text in printed.items() if entry in made.record}
    last = [entry for entry in own if not is_listed(entry, exercise) and Decimal(own[entry])][-1]
    altered = re.sub("[1-9]", lambda digit: str((int(digit[0]) + 4) % 9 + 1), own[last], count=1)
    assert mark(made, Sheet({**own, last: altered})).entries[last].verdict is WRONG


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_solution_is_right_and_a_file_brings_it_back(name):
    made = PUBLISHED[name].problem
    sheet = Sheet({entry: f"{number:.{made.places}f}" for entry, number in made.solution.items()})
    assert {each.verdict for each in mark(made, sheet).entries.values()} == {RIGHT}
    for loaded in (from_json(to_json(made, sheet)), from_csv(to_csv(made, sheet))):
        assert loaded.problem == made
        assert loaded.sheet == sheet


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_record_gives_what_the_network_gives(name):
    made = PUBLISHED[name].problem
    for quantity, numbers in steps(made.on(), made.network).items():
        table = np.atleast_2d(np.asarray(numbers).T).T
        for place in np.ndindex(table.shape):
            assert table[place].value == made.solution[Entry(quantity, *place)]


def test_a_second_hidden_layer_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="expected one hidden layer, with W1 and W2; a second one, with W3"):
        problem_of("deep", DEEP["givens"], 6, Network("sigmoid", "sigmoid", "half squares"))


@pytest.mark.parametrize(
    ("network", "message"),
    [
        (Network("selu"), "hidden: expected relu [+] sin, relu, .*, got selu"),
        (Network(output="sigmoid"), "output: expected softmax with cross-entropy; .*, got sigmoid with cross-entropy"),
        (Network(reduction="max"), "reduction: expected mean or sum, got max"),
        (Network(biases="some"), "biases: expected given, not updated, shared, none, got some"),
    ],
)
def test_a_network_that_there_is_not_is_refused_by_name(network, message):
    with pytest.raises(ValueError, match=message):
        problem_of("none", PUBLISHED["mazur"].problem.tables, 9, network)


def test_one_class_with_a_softmax_is_sent_to_a_sigmoid():
    with pytest.raises(ValueError, match="two classes or more for a softmax, got 1: with one output use a sigmoid"):
        problem_of("one", PUBLISHED["smaxx73-5"].problem.tables, 4)
