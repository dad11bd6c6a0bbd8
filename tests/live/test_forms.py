"""The page cuts the record of any network at any size from one: entry by entry it is the record that Python makes."""

import random
import shutil
import subprocess

import pytest

from tests.copies import replace
from tests.full import FULL
from tests.live.node import LIVE, answers, form
from tests.workbook.marking.share import NETWORKS
from workbook.marking.expressions import Either, Entry, Operation, Sizes, Structure
from workbook.marking.forms import LARGEST
from workbook.marking.program import program
from workbook.marking.record import recorded_steps, shapes
from workbook.marking.roads import roads
from workbook.marking.slips_at import slips_at

SAMPLE = len(NETWORKS) if FULL else 40


def structures(seed, count=SAMPLE):
    """Networks at sizes drawn for each, the largest and the assignment's among them."""
    draw = random.Random(seed)
    yield Structure(Sizes(4, 3, 2, 1), (1,))
    yield Structure(Sizes(5, 3, 4, 1), (2,))
    yield Structure(Sizes(2, 5, 3, 2), (2, 0))
    for network in draw.sample(NETWORKS, count):
        sizes = Sizes(*(draw.randint(1, most) for most in LARGEST[:3]), draw.choice([1, 1, 2, 3, 4]))
        if network.output == "softmax":
            sizes = sizes._replace(C=max(sizes.C, 2))
        yield Structure(sizes, target(draw, network, sizes), network)
    yield Structure(LARGEST, (0, 5, 2, 2))


def target(draw, network, sizes):
    match network.judged.target:
        case "one-hot":
            return tuple(draw.randrange(sizes.C) for _ in range(sizes.N))
        case "0 or 1":
            return tuple(draw.randrange(2) for _ in range(sizes.C * sizes.N))
    return ()


def givens_of(structure):
    """Texts for the givens, of which only the target counts."""
    texts = []
    (_, _, C, N), right, network = structure
    for name, (rows, columns) in shapes(structure.sizes, network).items():
        y = [0] * (C * N)
        if name == "y" and network.judged.target == "one-hot":
            y = [int(right[column] == row) for row in range(C) for column in range(N)]
        elif name == "y" and right:
            y = list(right)
        texts += map(str, y if name == "y" else [1] * (rows * columns))
    return texts


def as_data(expression):
    """An expression, with the names that its entries have."""
    match expression:
        case Entry():
            return expression.where
        case Either():
            return {part: as_data(getattr(expression, part)) for part in Either._fields}
        case Operation():
            return [expression.operation, *map(as_data, expression.operands)]
    return {"number": str(expression)}


def named(expression, names):
    """The same of what the page has."""
    match expression:
        case None:
            return None
        case int():
            return names[expression]
        case str():
            return {"number": expression}
        case list():
            return [expression[0], *(named(operand, names) for operand in expression[1:])]
    return {part: named(each, names) for part, each in expression.items()}


def in_python(structure):
    record = recorded_steps(structure)
    listed = [
        (each.slip.name, each.step, each.is_single, {entry.where: as_data(e) for entry, e in own.items()})
        for each in slips_at(structure)
        if (own := each.record(structure)) != {entry: record[entry] for entry in own}
    ]
    return {
        "record": {entry.where: as_data(expression) for entry, expression in record.items()},
        "slips": [(name, step, single, list(own.values())) for name, step, single, own in listed],
        "roads": [
            (each.step, each.note, each.needs_its_step(structure), list(map(as_data, each.record(structure).values())))
            for each in roads(structure)
        ],
    }


def on_the_page(found, slips):
    names = found["names"]
    first = len(names) - len(found["record"])

    def every(expressions):
        return [named(expression, names) for expression in expressions]

    return {
        "record": dict(zip(names[first:], every(found["record"]), strict=True)),
        "slips": [
            (slips[each["slip"]]["name"], each["step"], each["isSingle"], every(each["record"]))
            for each in found["slipsAt"]
        ],
        "roads": [(e["step"], e["note"], e["isWithin"], every(e["record"])) for e in found["roads"]],
    }


def compared(asked, folder=LIVE):
    tasks = [{"task": "record", "givens": givens_of(each), **form(each)} for each in asked]
    slips = program()["slips"]
    for structure, found in zip(asked, answers(tasks, folder), strict=True):
        expected, there = in_python(structure), on_the_page(found, slips)
        for kind in expected:
            assert there[kind] == expected[kind], structure


@pytest.mark.parametrize("seed", range(2))
def test_record_slips_and_roads_are_pythons_in_every_network_at_any_size(seed):
    compared(list(structures(seed)))


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("engine/record.js", 'operation === "+" && there.length ? there[0] : null', "null"),
        ("engine/record.js", "isByOne ? cut[0] : ", ""),
        ("engine/record.js", "Number(this.isOne(this.#cut(entry)))", "0"),
        ("engine/form.js", ", hidden[network.hidden]", ""),
        ("engine/record.js", "name === this.reads[0]", "name === 0"),
        ("engine/record.js", 'own.includes(null) || own.includes("0") ? [] : [{ step, note', "[{ step, note"),
    ],
)
def test_a_record_that_is_cut_otherwise_is_seen(module, old, new, tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / module, old, new)
    with pytest.raises((AssertionError, KeyError, TypeError, subprocess.CalledProcessError)):
        compared(list(structures(0)), copy)
