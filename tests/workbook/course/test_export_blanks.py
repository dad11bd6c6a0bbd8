"""What a blank takes for right, and which slips it names, in every kind of network."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from workbook import problem, the_assignment
from workbook.course.exports.blanks import blanks
from workbook.marking.accepted import within
from workbook.marking.expressions import Entry
from workbook.networks import BIASES, Network

USUAL = Network("sigmoid", "sigmoid", "half squares")
NETWORKS = {
    *(USUAL._replace(hidden=name) for name in ACTIVATIONS),
    *(USUAL._replace(output=output, loss=loss) for output, loss in OUTPUTS),
    *(USUAL._replace(biases=kind) for kind in BIASES),
}
PROBLEMS = [
    the_assignment(),
    problem(3, (2, 3, 2, 2)),
    *(problem(1, (2, 2, 2), network=network) for network in sorted(NETWORKS)),
]


@pytest.mark.parametrize("exported", PROBLEMS, ids=lambda each: " ".join(each.network))
def test_a_blank_accepts_what_marking_accepts_and_names_no_slip_there(exported):
    found = blanks(exported)
    assert [each.entry for each in found] == list(exported.record)
    for blank in found:
        ends = [end for numbers in exported.accepted[blank.entry] for end in numbers]
        outside = [end + way * Decimal("1e-15") for end in ends for way in (-1, 1)]
        for number in [*ends, *outside, Decimal(blank.answer)]:
            assert within(number, blank.accepted) == within(number, exported.accepted[blank.entry])
        assert within(Decimal(blank.answer), blank.accepted)
        everywhere = sorted([*blank.accepted, *(each.numbers for each in blank.wrong)])
        assert all(before[1] < after[0] for before, after in pairwise(everywhere))
    steps = {}
    for blank in found:
        steps.setdefault(blank.entry.name, []).append(blank.weight)
        assert (blank.weight > 0) == exported.needs_work[blank.entry]
    assert len({sum(weights) for weights in steps.values() if any(weights)}) == 1
    assert all(len({*weights} - {0}) <= 1 for weights in steps.values())


def test_a_slip_made_by_hand_is_named():
    given = the_assignment().tables
    without_bias = sum(Decimal(w) * Decimal(x) for w, (x,) in zip(given["W1"][0], given["x"], strict=True))
    first = blanks(the_assignment())[0]
    (wrong,) = (each for each in first.wrong if within(without_bias, (each.numbers,)))
    assert first.entry == Entry("Z1")
    assert wrong.feedback.startswith("A slip gives this number. ")
    assert "no bias: Add the bias after the products." in wrong.feedback


def test_a_number_that_chance_gives_as_well_names_nothing():
    tiny = [each for each in blanks(the_assignment()) if each.entry.name == "scaled_db2"]
    assert all(Fraction(each.answer) < Fraction(1, 1000) for each in tiny)
    assert [each.wrong for each in tiny] == [()] * len(tiny)
