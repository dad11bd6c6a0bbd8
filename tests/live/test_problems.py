"""The page's problems, their solutions and their files are Python's."""

import json
import re

import pytest

from nnlib.activations import ACTIVATIONS
from tests.live.node import answers, form, texts
from tests.workbook.marking.share import fresh
from workbook import the_assignment
from workbook.marking.files import from_json, to_json
from workbook.marking.program import program
from workbook.marking.published import published
from workbook.marking.reading import Sheet, printed
from workbook.marking.replay import RULES


def test_each_number_gives_the_same_problem():
    seeds = range(len(program()["trials"]))
    assert len(seeds) == 100
    assert answers([{"task": "draw", "seed": seed} for seed in seeds]) == [texts(fresh(seed)) for seed in seeds]


def test_solutions_are_the_same():
    problems = [the_assignment(), *(fresh(seed) for seed in range(20)), fresh(1, (4, 3, 2), 8)]
    solved = answers([{"task": "solve", "givens": texts(made), "places": made.places} for made in problems])
    assert solved == [list(printed(made.solution, made.places).entries.values()) for made in problems]


@pytest.mark.parametrize(
    "made",
    [the_assignment(), fresh(3), fresh(1, (4, 3, 2), 6), *(each.problem for each in published().values())],
    ids=lambda made: made.name,
)
def test_what_the_page_saves_is_what_python_saves_and_either_reads_it(made):
    half = dict(list(printed(made.worked(RULES[1]), made.places).entries.items())[::2])
    written = [half.get(entry, "") for entry in made.record]
    its = {"name": made.name, "givens": texts(made), "places": made.places, "texts": written, **form(made)}
    (saved,) = answers([{"task": "save", **its}])
    assert saved == to_json(made, Sheet(half))
    assert from_json(saved).sheet.entries == half
    (loaded,) = answers([{"task": "load", "text": saved}])
    assert loaded == {**its, "remarks": []}


def with_givens(**changes):
    content = json.loads(to_json(the_assignment()))
    return json.dumps({**content, "givens": {**content["givens"], **changes}})


def with_network(**parts):
    return json.dumps({**json.loads(to_json(the_assignment())), "network": parts})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not a JSON file"),
        ("{", "not a JSON file"),
        ("null", 'expected an object with "problem"'),
        ("[1]", 'expected an object with "problem"'),
        ('{"givens": {}}', "places: expected 2 to 16, got ‘’"),
        (with_givens(W1=[["1", "2"]]), "b1: expected shape (1, 1), got (3, 1)"),
        (with_givens(b1=["1", "2", "<b>"]), "‘<b>’ cannot be read as a number"),
        (with_givens(y=["1", "1"]), "y: expected one 1 and otherwise 0"),
        (with_givens(b2=["900", "-900"]), "cannot be written down"),
        (to_json(the_assignment()).replace('"places": 4', '"places": 99'), "places: expected 2 to 16, got ‘99’"),
        (to_json(fresh(1, (7, 2, 2))), "at most 6 inputs, 6 hidden units, 6 outputs and 4 examples"),
        (with_network(hidden="selu"), f"hidden: expected {', '.join(ACTIVATIONS)}, got selu"),
        (with_network(kind="deep"), "network: expected hidden, output, loss, reduction, biases by name"),
        (with_network(output="sigmoid"), "output: expected softmax with cross-entropy; "),
        (with_network(biases="none"), "givens: expected W1, W2, x, y, learning_rate, got"),
        (with_givens(W3=[["1"]]), "expected one hidden layer"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_word(text, complaint):
    (loaded,) = answers([{"task": "load", "text": text}])
    assert complaint in loaded["complaint"]
    if complaint[:2] not in ("no", "at", "‘<"):
        with pytest.raises(ValueError, match=re.escape(complaint)):
            from_json(text)


def test_a_sheet_of_plain_lists_is_read_as_python_reads_it():
    content = json.loads(to_json(the_assignment())) | {"sheet": {"Z1": [1.35, "0.35", None], "loss": 1.5219}}
    (loaded,) = answers([{"task": "load", "text": json.dumps(content)}])
    assert loaded["texts"][:3] == ["1.35", "0.35", ""]
    assert loaded["texts"].count("1.5219") == 1
