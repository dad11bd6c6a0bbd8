"""The calculation by hand and the code's, on every network: they share nothing but the formulas."""

import pytest

from gates.by_hand import worksheet
from gates.paper import PRINTED, worked_by_hand
from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from workbook import problem
from workbook.marking.reading import printed
from workbook.networks import Network

NETWORKS = [Network(hidden, *pair) for hidden in ACTIVATIONS for pair in OUTPUTS]


@pytest.mark.parametrize("network", NETWORKS, ids=", ".join)
def test_both_give_the_same_digits(network):
    made = problem(3, (2, 3, 2), network=network)
    by_hand = worksheet(made.tables, 4, hidden=network.hidden, output=network.output, loss=network.loss)
    assert {tuple(entry): text for entry, text in printed(made.solution, 4).entries.items()} == by_hand


@pytest.mark.parametrize("which", ["hidden", "output"])
def test_an_unknown_activation_is_refused(which):
    made = problem(3, (2, 3, 2), network=Network("sigmoid", "sigmoid", "half squares"))
    with pytest.raises(ValueError, match="expected the name of an activation, got 'selu'"):
        worksheet(made.tables, 4, **{"hidden": "sigmoid", "output": "sigmoid", "loss": "half squares", which: "selu"})


def test_a_changed_formula_is_seen():
    made = problem(3, (2, 3, 2), network=Network("sigmoid", "sigmoid", "half squares"))
    assert worksheet(made.tables, 4, hidden="sigmoid", output="sigmoid", loss="squares") != worksheet(
        made.tables, 4, hidden="sigmoid", output="sigmoid", loss="half squares"
    )


def test_by_hand_gives_what_the_paper_prints():
    assert worked_by_hand() == PRINTED
