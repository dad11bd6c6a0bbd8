"""The live network's numbers are nnlib's, as strings, on paper and on the machine; and a canary."""

import random
import shutil
from urllib.parse import urlencode

import numpy as np
import pytest

from nnlib import Parameters, cross_entropy, forward
from nnlib.numbers import FixedPoint
from nnlib.outputs import SAFE
from tests.copies import replace
from tests.live.node import LIVE, answers, form, texts
from tests.workbook.marking.share import fresh, share
from workbook import the_assignment
from workbook.marking.problems import Problem, table
from workbook.marking.published import published
from workbook.show import as_table, decimals
from workbook.steps import steps

KINDS = {"paper": FixedPoint, "machine": np.float64}

LARGEST = {"paper": SAFE, "machine": 8}
"""Beyond SAFE exponentials are shifted; and a large one has its last bit near the sixth decimal."""


def worked(made, kind):
    """Each result of nnlib as it is shown, and last the loss after the step.

    None, where a number cannot be written down, a logit is too large, or the right class's probability rounds to 0:
    there nnlib takes the loss from the logits, and the page has a dash.
    """
    givens = made.on(KINDS[kind])
    try:
        results = steps(givens)
        after = forward(Parameters(*(results[f"{theta}_new"] for theta in Parameters._fields)), givens.x)
        loss_after = cross_entropy(after, givens.y)
    except (ValueError, ZeroDivisionError):
        return None
    if any(y_hat[givens.y == 1].item() == 0 for y_hat in (results["y_hat"], after.y_hat)):
        return None
    limit = LARGEST[kind]
    if not all(-limit <= logit <= limit for logit in [*results["Z2"].flat, *after.Z2.flat]):
        return None
    return [decimals(entry) for quantity in results.values() for entry in as_table(quantity).flat] + [
        decimals(loss_after)
    ]


def test_the_drawing_rounds_a_float_once():
    """Not what is shown to six decimals: rounding that again could change the fourth."""
    problems = [fresh(seed) for seed in range(20)]
    numbers = [
        [entry for quantity in steps(made.on(float)).values() for entry in np.ravel(quantity)] for made in problems
    ]
    expected = [[f"{np.round(number, 4) + 0:.4f}" for number in each] for each in numbers]
    twice = [[f"{np.round(np.round(number, 6), 4) + 0:.4f}" for number in each] for each in numbers]
    assert expected != twice
    assert answers([{"task": "drawn", "givens": texts(made), "kind": "machine"} for made in problems]) == expected


PARTS = {"paper": 1000, "machine": 100}
"""Of a whole, in the numbers that are put in. Machines add in different orders, and with finer numbers a sum can be a
tie at six decimals that this decides."""


def edited(made, kind, draw):
    """The problem with one more number changed at each turn, until none is as it was."""
    tables = {name: [list(row) for row in rows] for name, rows in made.tables.items()}
    for name, rows in tables.items():
        for i, row in enumerate(rows):
            for j in range(len(row)):
                if name == "y":
                    tables["y"] = [["0"], ["1"]] if i else [["1"], ["0"]]
                elif name == "learning_rate":
                    row[j] = f"{draw.randint(0, 300) / 1000:g}"
                else:
                    row[j] = f"{draw.randint(-2 * PARTS[kind], 2 * PARTS[kind]) / PARTS[kind]:g}"
                yield Problem(made.name, {each: table(lines) for each, lines in tables.items()})


def cases(kind):
    yield the_assignment()
    for seed in range(share(200)):
        yield from list(edited(fresh(seed), kind, random.Random(seed)))[::5]


@pytest.mark.parametrize("kind", KINDS)
def test_each_number_is_nnlibs(kind):
    expected = [(made, numbers) for made in cases(kind) if (numbers := worked(made, kind))]
    assert len(expected) > 4 * share(200)
    found = answers([{"task": "work", "givens": texts(made), "kind": kind} for made, _ in expected])
    for (made, numbers), shown in zip(expected, found, strict=True):
        assert shown == numbers, made.tables


def with_b2(*biases):
    return texts(Problem("", {**the_assignment().tables, "b2": tuple((bias,) for bias in biases)}))


def test_what_cannot_be_written_down_is_a_dash_and_the_rest_stands():
    (shown,) = answers([{"task": "work", "givens": with_b2("-12", "12"), "kind": "paper"}])
    names = [entry.name for entry in the_assignment().record]
    assert {name for name, text in zip(names, shown, strict=False) if text == "–"} == {"loss"}
    (beyond,) = answers([{"task": "work", "givens": with_b2("-50", "50"), "kind": "machine"}])
    assert "–" not in beyond[: names.index("e_Z2")]
    assert set(beyond[names.index("e_Z2") :]) == {"–"}


def test_a_formula_holds_the_numbers_that_are_shown():
    (lines,) = answers([{"task": "explain", "givens": texts(the_assignment()), "kind": "paper"}])
    by_name = dict(zip(map(str, the_assignment().record), lines, strict=True))
    assert lines[0] == "(0.1)(1) + (-0.2)(-1) + (0.3)(0.5) + (0.4)(2) + 0.1"
    assert len(by_name) == len(lines)
    (shown,) = answers([{"task": "work", "givens": texts(the_assignment()), "kind": "paper"}])
    sines = [f"sin({text})" for text in shown[:3]]
    assert lines[3:6] == sines


def test_numbers_travel_in_the_address_and_back():
    problems = [texts(made) for made in (the_assignment(), *map(fresh, range(10)))]
    addresses = answers([{"task": "tell", "givens": givens} for givens in problems])
    assert addresses[0] == ""
    read = answers([{"task": "read", "address": address} for address in addresses])
    same = {"unread": [], "places": 4, **form(the_assignment())}
    assert read == [{"texts": givens, **same} for givens in problems]


@pytest.mark.parametrize("name", published())
def test_another_network_travels_in_the_address_and_back(name):
    made = published()[name].problem
    its = {"places": made.places, **form(made)}
    (address,) = answers([{"task": "tell", "givens": texts(made), **its}])
    (read,) = answers([{"task": "read", "address": address}])
    assert read == {"texts": texts(made), "unread": [], **its}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("W1", "<script>alert(1)</script>"),
        ("W1", "1,2,3"),
        ("b2", "1,NaN"),
        ("b2", "1e9,0"),
        ("x", ""),
        ("y", "1,1"),
        ("y", "0.5,0.5"),
        ("learning_rate", "-1"),
        ("learning_rate", "0.1234567890123"),
    ],
)
def test_an_address_that_says_nonsense_is_not_followed(name, text):
    (read,) = answers([{"task": "read", "address": urlencode({name: text, "nonsense": text})}])
    assert read == {"texts": texts(the_assignment()), "unread": [name], "places": 4, **form(the_assignment())}


@pytest.mark.parametrize(
    ("query", "unread"),
    [
        ({"hidden": "selu", "sizes": "2,2,2,1"}, ["hidden", "sizes"]),
        ({"output": "linear", "loss": "squares"}, ["output", "loss"]),
        ({"sizes": "7,2,2,1"}, ["sizes"]),
        ({"sizes": "2,2,1,1"}, ["sizes"]),
        ({"sizes": "0,2,2,1"}, ["sizes"]),
        ({"sizes": "2,2,2"}, ["sizes"]),
        ({"places": "17"}, ["places"]),
        ({"places": "04"}, ["places"]),
    ],
)
def test_an_address_of_no_network_is_not_followed(query, unread):
    (read,) = answers([{"task": "read", "address": urlencode(query)}])
    assert read == {"texts": texts(the_assignment()), "unread": unread, "places": 4, **form(the_assignment())}


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("engine/floats.js", "part === 0.5", "part === 2"),
        ("engine/paper.js", "places = this.places", "places = 3"),
        ("engine/replay.js", "above :", "below :"),
    ],
)
def test_other_numbers_are_seen(module, old, new, tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / module, old, new)
    tie = {"W1": (("0.5", "0", "0", "0"),) * 3, "x": (("0.046875",), ("0",), ("0",), ("0",)), "b1": (("0",),) * 3}
    problems = [fresh(0), Problem("tie", {**the_assignment().tables, **tie})]
    for kind in KINDS:
        found = answers([{"task": "work", "givens": texts(made), "kind": kind} for made in problems], copy)
        if found != [worked(made, kind) for made in problems]:
            return
    pytest.fail("it was not seen")
