"""nbgrader and Otter: a notebook in which a student types the sheet and `mark` judges it."""

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from workbook.course.exports.blanks import blanks
from workbook.course.exports.markup import FOLLOWED, givens
from workbook.file_names import file_name
from workbook.marking.expressions import Entry
from workbook.marking.files import to_json
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet, printed

Cell = dict[str, Any]

STUB = "# Type your numbers above, between the quotation marks: they are read as you write them."

NBGRADER_MARKS = """\
from IPython.display import display

from workbook import load, mark

marks = mark(load("problem.json").problem, sheet)
display(marks)
marks.points().total.points"""

OTTER_TEST = '''\
""" # BEGIN TEST CONFIG
points: {weight}
""" # END TEST CONFIG
from workbook import load, mark

judged = mark(load("problem.json").problem, sheet).entries[{entry}]
assert judged.is_earned, f"{where}: {{judged.verdict.word}}. {{judged.explanation}}"'''


def nbgrader(title: str, problems: Sequence[Problem]) -> dict[str, bytes]:
    """A course's files by name: an assignment for each problem, with one graded cell that students cannot change."""
    files = {}
    for name, problem in _named(title, problems):
        points = len({entry.name for entry, needs_work in problem.needs_work.items() if needs_work})
        cells = [
            _markdown(problem, "top"),
            _code("answers", f"sheet = {_literal(problem, Sheet({}))}\n{STUB}"),
            _code("marks", NBGRADER_MARKS),
        ]
        cells[-1]["metadata"] = {
            "nbgrader": {
                "grade": True,
                "grade_id": "sheet",
                "locked": True,
                "points": points,
                "schema_version": 3,
                "solution": False,
                "task": False,
            }
        }
        files[f"source/{name}/{name}.ipynb"] = _notebook(cells)
        files[f"source/{name}/problem.json"] = to_json(problem).encode()
    return files


def otter(title: str, problems: Sequence[Problem]) -> dict[str, bytes]:
    """A master notebook for each problem, for `otter assign`, with a test for each entry that needs work."""
    files = {}
    for name, problem in _named(title, problems):
        answers = f'''""" # BEGIN PROMPT
sheet = {_literal(problem, Sheet({}))}
{STUB}
""" # END PROMPT
# BEGIN SOLUTION NO PROMPT
sheet = {_literal(problem, printed(problem.solution, problem.places))}
# END SOLUTION'''
        tests = [
            OTTER_TEST.format(weight=each.weight, entry=tuple(each.entry), where=each.entry.where)
            for each in blanks(problem)
            if each.weight
        ]
        cells = [
            _raw("config", "# ASSIGNMENT CONFIG\nfiles:\n- problem.json\nrun_tests: true\nexport_cell: false"),
            _raw("question", "# BEGIN QUESTION\nname: sheet"),
            _markdown(problem, "top"),
            _raw("solution", "# BEGIN SOLUTION"),
            _code("answers", answers),
            _raw("solved", "# END SOLUTION"),
            _raw("tests", "# BEGIN TESTS"),
            *(_code(f"test-{count}", source) for count, source in enumerate(tests, 1)),
            _raw("tested", "# END TESTS"),
            _raw("asked", "# END QUESTION"),
        ]
        files[f"{name}/{name}.ipynb"] = _notebook(cells)
        files[f"{name}/problem.json"] = to_json(problem).encode()
    return files


def _named(title: str, problems: Sequence[Problem]) -> Iterator[tuple[str, Problem]]:
    for count, problem in enumerate(problems, 1):
        yield f"{file_name(title)}-{count:03}", problem


def _literal(problem: Problem, sheet: Sheet) -> str:
    """A sheet as a student sees it in a cell: a list of strings for each row of a quantity."""
    lines = []
    for name, (rows, columns) in problem.shapes.items():
        table = [[sheet.entries.get(Entry(name, i, j), "") for j in range(columns)] for i in range(rows)]
        lines.append(f'    "{name}": {json.dumps(table)},')
    return "\n".join(["{", *lines, "}"])


def _markdown(problem: Problem, ident: str) -> Cell:
    title = f"<h1>{escape(problem.name)}</h1>"
    return {
        "cell_type": "markdown",
        "id": ident,
        "metadata": {},
        "source": f"{title}\n{givens(problem)}\n<p>{FOLLOWED}</p>",
    }


def _code(ident: str, source: str) -> Cell:
    return {"cell_type": "code", "execution_count": None, "id": ident, "metadata": {}, "outputs": [], "source": source}


def _raw(ident: str, source: str) -> Cell:
    return {"cell_type": "raw", "id": ident, "metadata": {}, "source": source}


def _notebook(cells: Sequence[Cell]) -> bytes:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
