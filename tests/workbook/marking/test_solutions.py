"""Worked solutions, short ones, and sheets with steps left open."""

import pytest

from tests.workbook.marking.share import elsewhere, fresh
from workbook import results_only, the_assignment, worked
from workbook.marking.published import published
from workbook.sheet import BOX
from workbook.show import symbol


def test_a_worked_solution_shows_each_steps_working():
    blocks = worked(the_assignment()).blocks
    assert len(blocks) == len(the_assignment().shapes)
    assert "(0.1)(1) + (-0.2)(-1) + (0.3)(0.5) + (0.4)(2) + 0.1 \\\\\n&= 0.1 + 0.2 + 0.15 + 0.8 + 0.1" in blocks[0]
    assert "e^{0.8832} = 2.4186" in repr(worked(the_assignment()))
    assert BOX not in repr(worked(fresh(0)))


def test_a_short_solution_shows_the_numbers_only():
    made = fresh(1, (2, 2, 3), 6)
    text = results_only(made)._repr_markdown_()
    assert text.count("$$") == 2 * len(made.shapes)
    for entry, number in made.solution.items():
        assert f"{number:.6f}" in text, entry
    assert "(" not in text.replace(r"(W_2^\top \delta_2)", "").replace("f'(Z_{1})", "")


@pytest.mark.parametrize(("count", "closed"), [(None, 25), (25, 25), (3, 3), (-3, 22), (1, 1), (0, 0)])
def test_steps_are_left_open(count, closed):
    blocks = worked(fresh(0), count).blocks
    assert [BOX in block for block in blocks] == [False] * closed + [True] * (25 - closed)
    sizes = fresh(0).shapes.items()
    for block, (name, (rows, columns)) in zip(blocks, sizes, strict=True):
        assert symbol(name) in block or symbol(name, "1") in block or symbol(name, "1,1") in block
        assert block.count(BOX) in (0, rows * columns)


def test_a_worked_solution_has_as_many_places_as_the_problem():
    made = fresh(1, (2, 2, 3), 6)
    loss = next(number for entry, number in made.solution.items() if entry.name == "loss")
    assert f"= {loss:.6f}" in repr(worked(made))


def test_in_another_network_a_person_sees_each_operation_that_has_no_line_of_its_own():
    lines = "\n".join(worked(published()["mazur"].problem).blocks)
    assert r"\frac{1}{1 + e^{-0.3775}} \\" in lines
    assert r"\frac{1}{1 + 0.685573202} \\" in lines
    assert r"\frac{1}{1.685573202} \\" in lines
    assert "(0.751365070)(1 - 0.751365070) \\\\\n&= (0.751365070)(0.248634930)" in lines


def test_each_worked_line_ends_with_the_solution_in_every_network():
    for made in elsewhere(7, 12):
        lines = [line for block in worked(made).blocks for line in block.split(r" \\[0.5em]")]
        assert len(lines) == len(made.solution)
        for line, (entry, number) in zip(lines, made.solution.items(), strict=True):
            end = line.rpartition("= ")[2].removesuffix("\n\\end{aligned}")
            assert float(end) == float(number), (made.network, entry)
