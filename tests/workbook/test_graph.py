"""The computation graph says what the network does."""

import re

import numpy as np
import pytest

from nnlib import Parameters, assignment, backward, cross_entropy, forward
from workbook.graph import BOXES, MADE_FROM, computation_graph

MEMBERS = {"layer1": ("W1", "b1"), "layer2": ("W2", "b2"), "dlayer1": ("dW1", "db1"), "dlayer2": ("dW2", "db2")}


def quantities(params, x, y):
    trace = forward(params, x)
    back = backward(params, trace, y)
    return {**params._asdict(), **trace._asdict(), **back._asdict(), "y": y, "loss": cross_entropy(trace, y)}


def sources(name):
    """All that a box is made of, by the graph."""
    return {name}.union(*(sources(source) for source in MADE_FROM.get(name, ())))


@pytest.mark.parametrize("given", ["x", "layer1", "layer2", "y"])
def test_what_changes_with_a_given_is_what_the_graph_makes_of_it(given):
    params, x, y, _ = assignment.givens()
    before = quantities(params, x, y)
    moved = {
        name: before[name] + 0.1 * np.arange(1, before[name].size + 1).reshape(before[name].shape)
        for name in MEMBERS.get(given, (given,))
        if name != "y"
    }
    swapped = {"y": y[::-1]} if given == "y" else {}
    changed = {**params._asdict(), "x": x, "y": y} | moved | swapped
    after = quantities(Parameters(*(changed[name] for name in Parameters._fields)), changed["x"], changed["y"])
    for box in set(MADE_FROM):
        members = MEMBERS.get(box, (box,))
        differs = any(not np.array_equal(before[name], after[name]) for name in members)
        assert differs == (given in sources(box)), box


def test_every_box_and_every_arrow_is_drawn():
    source = computation_graph("What leads where.").source
    assert all(f">{box.text}</text>" in source for box in BOXES.values())
    assert len(re.findall("marker-end", source)) == sum(map(len, MADE_FROM.values()))
    assert 'aria-label="What leads where."' in source
    assert set(MADE_FROM) | {name for made in MADE_FROM.values() for name in made} == set(BOXES)
