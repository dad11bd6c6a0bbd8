"""A PrairieLearn question is generated, parsed and graded by its own server.py, as PrairieLearn would call it."""

import json
import runpy
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from workbook import problem, the_assignment
from workbook.course.export import write
from workbook.course.exports.prairielearn import prairielearn
from workbook.marking.expressions import Entry, sources
from workbook.marking.replay import PAPER
from workbook.networks import Network

QUESTION = "questions/monday"
HOSTILE = "<b>&\"' {{params.problem}} ]]>"
PROBLEMS = {
    "the assignment": the_assignment(),
    "sigmoids": replace(problem(1, (2, 2, 2), network=Network("sigmoid", "sigmoid", "half squares")), name=HOSTILE),
    "two examples": problem(3, (2, 3, 2, 2)),
}
EDITED = {
    "generate": {"params", "correct_answers"},
    "parse": {"format_errors", "submitted_answers", "correct_answers", "feedback"},
    "grade": {
        "correct_answers",
        "feedback",
        "format_errors",
        "params",
        "partial_scores",
        "score",
        "submitted_answers",
    },
}
"""What each function may change: PrairieLearn, docs/question/server.md."""


def called(server, phase, data):
    """The data after a function of server.py, which PrairieLearn keeps as JSON."""
    after = deepcopy(data)
    assert server[phase](after) is None
    after = json.loads(json.dumps(after, allow_nan=False))
    assert {key for key in after if after[key] != data[key]} <= EDITED[phase]
    assert after.keys() == data.keys()
    return after


def question(exported, folder):
    """A variant of the question, and its functions."""
    write(folder, prairielearn("monday", [exported]))
    server = runpy.run_path(str(folder / QUESTION / "server.py"))
    data = {"params": {}, "correct_answers": {}, "options": {"question_path": str(folder / QUESTION)}}
    return server, called(server, "generate", data | {"variant_seed": 5})


def name(entry):
    return f"{entry.name}_{entry.row + 1}_{entry.column + 1}"


def submitted(server, variant, numbers):
    """The data after a submission of these texts, with a blank for every other entry."""
    blank = dict.fromkeys(variant["correct_answers"], "")
    answers = {name(entry): text for entry, text in numbers.items()}
    data = variant | {"submitted_answers": blank | answers, "format_errors": {}, "feedback": {}}
    data = called(server, "parse", data)
    if data["format_errors"]:
        return data
    return called(server, "grade", data | {"partial_scores": {}, "score": 0})


def texts(exported, numbers):
    return {entry: f"{number:.{exported.places}f}" for entry, number in numbers.items()}


def copied(exported, following):
    """The entries that differ from the solution and only repeat a number before them. Such a one earns nothing."""
    numbers = exported.givens | following
    for entry, expression in exported.record.items():
        repeats = following[entry] in [numbers[source] for source in sources(expression)]
        if exported.needs_work[entry] and repeats and following[entry] != exported.solution[entry]:
            yield entry


@pytest.mark.parametrize("exported", PROBLEMS.values(), ids=PROBLEMS)
def test_submissions_get_the_points_that_they_should(exported, tmp_path):
    server, variant = question(exported, tmp_path)
    right = texts(exported, exported.solution)
    steps = [
        each for each in exported.shapes if any(exported.needs_work[entry] for entry in right if entry.name == each)
    ]
    assert variant["correct_answers"] == {name(entry): text for entry, text in right.items()}

    graded = submitted(server, variant, right)
    assert graded["score"] == 1
    assert {each["score"] for each in graded["partial_scores"].values()} == {1}
    assert graded["feedback"]["rows"] == []

    graded = submitted(server, variant, {})
    assert graded["score"] == 0
    assert {each["score"] for each in graded["partial_scores"].values()} == {0}

    half = steps[: len(steps) // 2]
    graded = submitted(server, variant, {entry: text for entry, text in right.items() if entry.name in half})
    assert graded["score"] == pytest.approx(len(half) / len(steps))

    following = exported.worked(PAPER, {Entry("Z1"): exported.solution[Entry("Z1")] + Decimal("0.1")})
    graded = submitted(server, variant, texts(exported, following))
    lost = {Entry("Z1"), *copied(exported, following)}
    in_step = {step: [entry for entry in right if entry.name == step and exported.needs_work[entry]] for step in steps}
    shares = sum(Fraction(len(lost & {*entries}), len(entries)) for entries in in_step.values())
    assert graded["score"] == pytest.approx(float(1 - shares / len(steps)))
    assert graded["score"] > 0.9
    parts = {key: each["score"] for key, each in graded["partial_scores"].items()}
    assert {name(entry) for entry in right if exported.needs_work[entry] and not parts[name(entry)]} == {
        *map(name, lost)
    }
    assert {each["verdict"] for each in graded["feedback"]["rows"]} == {"wrong here", "follows"}


def test_the_score_is_the_weighted_mean_of_the_partial_scores(tmp_path):
    exported = PROBLEMS["the assignment"]
    server, variant = question(exported, tmp_path)
    some = {entry: text for i, (entry, text) in enumerate(texts(exported, exported.solution).items()) if i % 3}
    graded = submitted(server, variant, some)
    parts = graded["partial_scores"].values()
    mean = sum(each["score"] * each["weight"] for each in parts) / sum(each["weight"] for each in parts)
    assert 0.3 < graded["score"] < 0.9
    assert graded["score"] == pytest.approx(mean)


def test_a_slip_is_named(tmp_path):
    exported = PROBLEMS["the assignment"]
    server, variant = question(exported, tmp_path)
    given = exported.tables
    no_bias = {
        Entry("Z1", i): str(sum(Decimal(w) * Decimal(x) for w, (x,) in zip(row, given["x"], strict=True)))
        for i, row in enumerate(given["W1"])
    }
    rows = submitted(server, variant, no_bias)["feedback"]["rows"]
    assert [each["explanation"] for each in rows] == ["no bias: Add the bias after the products."] * len(no_bias)


def test_what_cannot_be_read_costs_no_attempt_and_is_escaped(tmp_path):
    server, variant = question(PROBLEMS["the assignment"], tmp_path)
    data = submitted(
        server, variant, {Entry("Z1"): "<b>1.35", Entry("Z1", 1): "\N{MINUS SIGN}0,35", Entry("Z1", 2): " "}
    )
    assert list(data["format_errors"]) == ["Z1_1_1"]
    assert "&lt;b&gt;1.35" in data["format_errors"]["Z1_1_1"]
    assert "partial_scores" not in data


def test_a_variant_is_marked_against_its_own_problem_when_the_file_has_changed(tmp_path):
    server, variant = question(PROBLEMS["sigmoids"], tmp_path)
    right = texts(PROBLEMS["sigmoids"], PROBLEMS["sigmoids"].solution)
    changed = prairielearn("monday", [problem(2, (2, 2, 2))])[f"{QUESTION}/problems.json"]
    (tmp_path / QUESTION / "problems.json").write_bytes(changed)
    assert submitted(server, variant, right)["score"] == 1


def test_the_packages_come_along_and_no_solution_does(tmp_path):
    files = prairielearn("monday", [PROBLEMS["sigmoids"]])
    assert {"serverFilesCourse/nnlib/network.py", "serverFilesCourse/workbook/marking/judging.py"} <= files.keys()
    assert not any("__pycache__" in each for each in files)
    assert set(json.loads(files[f"{QUESTION}/problems.json"])[0]) == {"problem", "places", "givens", "network"}
    info = json.loads(files[f"{QUESTION}/info.json"])
    assert info["type"] == "v3"
    assert info["uuid"] == json.loads(prairielearn("monday", [PROBLEMS["sigmoids"]])[f"{QUESTION}/info.json"])["uuid"]
    assert info["uuid"] != json.loads(prairielearn("monday", [problem(2)])[f"{QUESTION}/info.json"])["uuid"]
