"""Each exercise has its solution, and its place in the list of exercises."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup

from gates.chapters import chapters
from tests.copies import ROOT, SITE

EXERCISE = re.compile(r"^`{3,}\{exercise(?:-start)?\} (.+)\n:label: (ex-[\w-]+)$", re.MULTILINE)
SOLUTION = re.compile(r"^`{3,}\{solution-start\} (ex-[\w-]+)\n:class: dropdown$", re.MULTILINE)
WORKED = ["forward", "backpropagation", "hidden_layer", "sgd", "practice", "sheet", "live", "decimals",
          "gradient_check", "again", "real_data", "other_libraries"]  # fmt: skip


def text(path):
    return "\n\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")


def exercises(path):
    """Title and label of each exercise of a chapter."""
    return EXERCISE.findall(text(path))


def listed(page):
    """What the list links to, and with which words, by the title of the chapter."""
    soup = BeautifulSoup(page.read_text(encoding="utf8"), "html.parser")
    return [(link.get_text(), link["href"]) for link in soup.select("dl li a")]


def missing(page):
    expected = [(title, f"{path.stem}.html#{label}") for path in chapters(ROOT) for title, label in exercises(path)]
    found = listed(page)
    numbered = [(f"{number}. {title}", where) for number, (title, where) in enumerate(expected, 1)]
    return [where for title, where in numbered if (title, where) not in found] + found[len(numbered) :]


@pytest.mark.parametrize("chapter", WORKED)
def test_a_chapter_has_exercises(chapter):
    assert 3 <= len(exercises(ROOT / f"book/{chapter}.ipynb")) <= 5


def test_each_exercise_has_one_solution_and_runs_a_cell_in_it():
    for path in chapters(ROOT):
        assert SOLUTION.findall(text(path)) == [label for _, label in exercises(path)]
        cells = nbformat.read(path, as_version=4).cells
        starts = [i for i, cell in enumerate(cells) if "{solution-start}" in cell.source]
        assert all(cells[i + 1].cell_type == "code" and cells[i + 1].outputs for i in starts)


def test_solutions_are_folded_in_jupyterlab():
    for path in chapters(ROOT):
        inside = False
        for cell in nbformat.read(path, as_version=4).cells:
            inside = (inside or "{solution-start}" in cell.source) and "{solution-end}" not in cell.source
            folded = cell.metadata.get("jupyter", {})
            if inside and cell.cell_type == "code":
                assert folded == {"outputs_hidden": True, "source_hidden": True}


def test_every_exercise_is_listed_in_order():
    assert missing(SITE / "book/exercises.html") == []


def test_an_exercise_that_is_not_listed_is_missed(tmp_path):
    page = tmp_path / "exercises.html"
    kept = (SITE / "book/exercises.html").read_text(encoding="utf8")
    page.write_text(kept.replace("forward.html#ex-forward-slip", "forward.html#other"), encoding="utf8")
    assert missing(page) == ["forward.html#ex-forward-slip"]


def test_solutions_are_folded_and_hold_their_cells():
    page = BeautifulSoup((SITE / "book/forward.html").read_text(encoding="utf8"), "html.parser")
    solutions = page.select("div.solution.dropdown")
    assert len(solutions) == len(exercises(ROOT / "book/forward.ipynb"))
    assert all(solution.select("div.cell_output") for solution in solutions)
    names = [element["id"] for element in page.select("[id]")]
    assert len(names) == len(set(names))
