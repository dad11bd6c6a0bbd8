"""nbgrader and Otter release the notebook, run what students hand in, and give the points."""

import csv
import json

import pytest
from conftest import PROBLEMS, not_earned, points, run, sheets

from workbook.course.export import write
from workbook.course.exports.notebooks import nbgrader, otter
from workbook.marking.expressions import Entry

NAME = "problem-001"


def handed_in(released, problem, sheet):
    """The notebook with the numbers typed into it."""
    notebook = json.loads(released.read_text(encoding="utf8"))
    (cell,) = (each for each in notebook["cells"] if "".join(each["source"]).startswith("sheet = {"))
    typed = {
        name: [[sheet.entries.get(Entry(name, i, j), "") for j in range(columns)] for i in range(rows)]
        for name, (rows, columns) in problem.shapes.items()
    }
    cell["source"] = f"sheet = {typed!r}"
    return json.dumps(notebook)


def expected(problem):
    """What each sheet should get: all, a share, all but the error and its repetitions, and nothing."""
    tried = sheets(problem)
    whole = points(problem, problem.record)
    return {
        "right": whole,
        "half": points(problem, tried["half"].entries),
        "following": whole - points(problem, not_earned(problem)),
        "empty": 0,
    }


def test_nbgrader_gives_the_points(tmp_path):
    problem = PROBLEMS["hostile"]
    write(tmp_path, nbgrader("problem", [problem]))
    run(tmp_path, "nbgrader", "generate_assignment", NAME)
    released = tmp_path / "release" / NAME / f"{NAME}.ipynb"
    assert (released.parent / "problem.json").exists()
    for student, sheet in sheets(problem).items():
        content = handed_in(released, problem, sheet).encode()
        write(tmp_path / "submitted" / student / NAME, {f"{NAME}.ipynb": content})
    run(tmp_path, "nbgrader", "autograde", NAME)
    run(tmp_path, "nbgrader", "export")
    with open(tmp_path / "grades.csv", encoding="utf8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    whole = points(problem, problem.record)
    assert {float(row["max_score"]) for row in rows.values()} == {float(whole)}
    scores = {student: float(row["score"]) for student, row in rows.items()}
    assert scores == pytest.approx({student: float(score) for student, score in expected(problem).items()})


def test_otter_gives_the_points(tmp_path):
    problem = PROBLEMS["hostile"]
    write(tmp_path, otter("problem", [problem]))
    run(tmp_path, "otter", "assign", f"{NAME}/{NAME}.ipynb", "dist")
    released = tmp_path / "dist/student" / f"{NAME}.ipynb"
    assert (released.parent / "problem.json").exists()
    for text in problem.solution.values():
        assert f'"{text:.4f}"' not in released.read_text(encoding="utf8")
    (grader,) = (tmp_path / "dist/autograder").glob("*.zip")
    whole = points(problem, problem.record)
    for student, sheet in sheets(problem).items():
        write(tmp_path / student, {f"{NAME}.ipynb": handed_in(released, problem, sheet).encode()})
        run(tmp_path / student, "otter", "run", "--autograder", str(grader), "--output-dir", ".", f"{NAME}.ipynb")
        found = json.loads((tmp_path / student / "results.json").read_text(encoding="utf8"))["tests"]
        score, most = (sum(each.get(part, 0) for each in found) for part in ("score", "max_score"))
        assert score / most == pytest.approx(float(expected(problem)[student] / whole)), student
