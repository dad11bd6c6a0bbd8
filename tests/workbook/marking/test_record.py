"""The record of the network, and what is worked from it, are the network's own."""

import os
import pickle
import subprocess
import sys

import numpy as np
import pytest

from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from tests.workbook.marking.share import fresh
from workbook import the_assignment
from workbook.marking.expressions import Either, Entry, Operation, Sizes, Structure
from workbook.marking.record import indices, recorded_sources, recorded_steps
from workbook.marking.slips_at import slips_at
from workbook.networks import BIASES, Network
from workbook.show import as_table
from workbook.steps import results, steps


def operations(expression):
    if isinstance(expression, Either):
        return operations(expression.above) | operations(expression.below)
    if isinstance(expression, Operation):
        return {expression.operation}.union(*map(operations, expression.operands))
    return set()


@pytest.mark.parametrize(
    "made", [the_assignment(), fresh(0), fresh(1, (2, 2, 4), 6), fresh(2, (1, 4, 3), 4)], ids=lambda made: made.name
)
def test_the_record_gives_what_the_network_gives(made):
    quantities = steps(made.on())
    assert list(quantities) == list(made.shapes)
    for name, quantity in quantities.items():
        table = as_table(quantity)
        assert table.shape == made.shapes[name]
        for place in indices(table):
            assert table[place].value == made.solution[Entry(name, *place)]


def test_a_record_is_found_again_in_another_process():
    """The hash of a text differs from process to process, so a record that was sent must not bring its own."""
    record = recorded_steps(Structure(Sizes(1, 1, 2), (1,)))
    assert len({hash(each) for each in record.values()}) > 1
    code = """if True:
        import pickle, sys
        record, structure = pickle.load(sys.stdin.buffer)
        from workbook.marking.record import recorded_steps
        assert {made: entry for entry, made in record.items()} == {
            made: entry for entry, made in recorded_steps(structure).items()
        }
    """
    sent = pickle.dumps((record, Structure(Sizes(1, 1, 2), (1,))))
    other = os.environ | {"PYTHONHASHSEED": "1"}
    subprocess.run([sys.executable, "-c", code], input=sent, env=other, check=True)


def test_each_entry_is_worked_from_what_a_person_works_it_from():
    sources = recorded_sources(Structure(Sizes(1, 1, 2), (1,)))
    names = {f"{e.name}{e.row}": sorted(f"{source.name}{source.row}" for source in sources[e]) for e in sources}
    assert names == {
        "Z10": ["W10", "b10", "x0"],
        "sin_Z10": ["Z10"],
        "H0": ["Z10", "sin_Z10"],
        "Z20": ["H0", "W20", "b20"],
        "Z21": ["H0", "W21", "b21"],
        "e_Z20": ["Z20"],
        "e_Z21": ["Z21"],
        "sum_e_Z20": ["e_Z20", "e_Z21"],
        "y_hat0": ["e_Z20", "sum_e_Z20"],
        "y_hat1": ["e_Z21", "sum_e_Z20"],
        "loss0": ["y_hat1"],
        "delta20": ["y0", "y_hat0"],
        "delta21": ["y1", "y_hat1"],
        "dW20": ["H0", "delta20"],
        "dW21": ["H0", "delta21"],
        "db20": ["delta20"],
        "db21": ["delta21"],
        "dH0": ["W20", "W21", "delta20", "delta21"],
        "cos_Z10": ["Z10"],
        "f_prime0": ["Z10", "cos_Z10"],
        "delta10": ["dH0", "f_prime0"],
        "dW10": ["delta10", "x0"],
        "db10": ["delta10"],
        "scaled_db20": ["db20", "learning_rate0"],
        "scaled_db21": ["db21", "learning_rate0"],
        "b2_new0": ["b20", "scaled_db20"],
        "b2_new1": ["b21", "scaled_db21"],
        "scaled_dW20": ["dW20", "learning_rate0"],
        "scaled_dW21": ["dW21", "learning_rate0"],
        "W2_new0": ["W20", "scaled_dW20"],
        "W2_new1": ["W21", "scaled_dW21"],
        "scaled_db10": ["db10", "learning_rate0"],
        "b1_new0": ["b10", "scaled_db10"],
        "scaled_dW10": ["dW10", "learning_rate0"],
        "W1_new0": ["W10", "scaled_dW10"],
    }


def test_only_h_and_f_prime_have_branches_and_they_hinge_on_their_own_z1():
    for entry, expression in recorded_steps(Structure(Sizes(3, 4, 5), (2,))).items():
        assert isinstance(expression, Either) == (entry.name in ("H", "f_prime"))
        if isinstance(expression, Either):
            assert expression.hinge == entry._replace(name="Z1")
            assert (operations(expression.above), operations(expression.below)) == ({"+"}, set())


def test_the_sheet_is_the_steps_without_what_it_has_no_line_for():
    everything, sheet = steps(the_assignment().on(float)), results(the_assignment().on(float))
    assert set(everything) - set(sheet) == {"loss", "scaled_db2", "scaled_dW2", "scaled_db1"}
    assert all(np.array_equal(sheet[name], everything[name]) for name in sheet)
    assert list(sheet) == [name for name in everything if name in sheet]


def test_there_are_slips_enough_and_in_every_kind_of_step():
    assert len({each.slip for each in slips_at(the_assignment().structure)}) + 1 >= 15
    assert len({each.slip.name for each in slips_at(the_assignment().structure)}) == len(
        {each.slip for each in slips_at(the_assignment().structure)}
    )
    without = set(the_assignment().shapes) - {each.step for each in slips_at(the_assignment().structure)}
    assert without == {"db2"}


@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize(
    ("hidden", "output"),
    [(hidden, ("softmax", "cross-entropy")) for hidden in ACTIVATIONS] + [("none", o) for o in OUTPUTS],
)
@pytest.mark.parametrize("examples", [1, 2])
def test_a_slip_gives_each_entry_of_its_step_in_every_network(hidden, output, biases, examples):
    network = Network(hidden, *output, biases=biases)
    target = {"softmax": (1, 0)[:examples], "sigmoid": (1, 0) * examples}.get(output[0], ())
    structure = Structure(Sizes(3, 2, 2, examples), target if not network.has_squares else (), network)
    worked = recorded_steps(structure)
    for each in slips_at(structure):
        expected = {entry for entry in worked if entry.name == each.step}
        assert set(each.record(structure)) == expected, (each.slip.name, each.step)


def test_without_biases_nothing_is_worked_from_another_layer():
    for sizes in (Sizes(2, 3, 2), Sizes(3, 2, 2, 2)):
        structure = Structure(sizes, (0,) * sizes.N, Network(biases="none"))
        for entry, sources in recorded_sources(structure).items():
            if entry.name in ("Z1", "Z2"):
                assert {source.name for source in sources} == {"Z1": {"W1", "x"}, "Z2": {"W2", "H"}}[entry.name]
