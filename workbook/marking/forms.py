"""The record of every network at every size, in parts. It is made at the largest sizes, and a page cuts it to size.

A smaller record is the largest with terms left out: if an entry does not exist, what is computed from it does not exist
either, and a sum goes on without it. A network differs from the usual one in a few steps for its hidden activation, a
few for its output with its loss, and a few for its biases. So there are three short lists of differences, instead of a
record for each network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from workbook.marking.common_slips import common_slips
from workbook.marking.expressions import Either, Entry, Expression, Operation, Sizes, Structure
from workbook.marking.record import recorded_steps, shapes
from workbook.marking.roads import Road, of_gradients, of_hidden, of_output
from workbook.marking.slip_at import SlipAt
from workbook.marking.slips import Slip
from workbook.marking.slips_at import slips_at
from workbook.networks import ASSIGNMENT, BIASES, REDUCTIONS, Network
from workbook.quantities import QUANTITIES
from workbook.show import as_table
from workbook.steps import givens_of, steps

LARGEST = Sizes(D=6, K=6, C=6, N=4)
"""The largest problem that a page can compute."""

SINGLE = LARGEST._replace(N=1)

ALL_DIFFERENT = Sizes(D=2, K=3, C=4, N=5)
"""Sizes that all differ, so that a shape shows what its rows and columns count."""

Data = Any
"""Anything that JSON can hold."""

Place = tuple[str, str, int]
"""A slip's name, its step, and how many slips of that name come before it in the step."""

ORDER = {name: number for number, name in enumerate(QUANTITIES)}

USUAL = Network(output="sigmoid", loss="squares")
"""The network in which the most slips can be made."""

TARGET_DECIDES = "losses", "loss"
"""The steps in which a slip's formula depends on the target."""

OPTIONS = {
    "hidden": {name: USUAL._replace(hidden=name) for name in ACTIVATIONS},
    "output": {
        ", ".join((*pair, reduction)): USUAL._replace(output=pair[0], loss=pair[1], reduction=reduction)
        for pair, reduction in product(OUTPUTS, REDUCTIONS)
    },
    "biases": {name: USUAL._replace(biases=name) for name in BIASES},
}
"""The ways in which a network may differ from the usual one, one at a time."""


def forms() -> dict[str, Data]:
    """The data from which a page makes the record of a network, with its slips and roads, ready for JSON.

    Entries are numbered at the largest sizes, in the order of the table of quantities. A record with a single formula
    holds for every entry of its step, and one with a formula for each row holds for every column: an index that counts
    the same thing as the step's rows or columns moves with the entry, as in a formula with letters for indices. In a
    record an entry is its number, a plain number is a string, the number of examples is "N", an operation is a list,
    and a choice between two branches is an object with a hinge. If the target decides, there is an object with one
    formula for each right class of a column, or for the 0 and the 1 of an entry of y.
    """
    slips, ways = _differences(_common_slips), _assignments_slips()
    common = [place if its else None for place, its in zip(slips.names, slips.data["usual"], strict=True)]
    further = [place for place in ways if place not in common]
    numbers = {place: number for number, place in enumerate([*common, *further])}
    return {
        "largest": LARGEST._asdict(),
        "shapes": SHAPES,
        "quantities": _differences(_quantities).data,
        "slips": slips.data,
        "further": [ways[place] for place in further],
        "assignment": [numbers[place] for place in ways],
        "roads": {
            "output": {name: _roads(of_output, network) for name, network in OPTIONS["output"].items()},
            "hidden": {name: _roads(of_hidden, network) for name, network in OPTIONS["hidden"].items()},
            "gradients": _roads(of_gradients, USUAL),
        },
    }


class _Differences(NamedTuple):
    """Names in order, and the data under them: that of the usual network, and where another network differs from it."""

    names: list[Any]
    data: dict[str, Data]


def _differences(made: Callable[[Network, Network], dict[Any, Data]]) -> _Differences:
    """The data of the usual network, and where another network differs from it, by number.

    A network that lacks some entries reads the usual record without them, and that does not count as a difference.
    """
    own = {kind: {name: made(each, each) for name, each in of.items()} for kind, of in OPTIONS.items()}
    usual = made(USUAL, USUAL)
    every = dict.fromkeys([*usual, *(name for of in own.values() for each in of.values() for name in each)])
    names = sorted(every, key=_order)

    def unlike(kind: str, option: str) -> dict[int, Data]:
        as_read, its = made(USUAL, OPTIONS[kind][option]), own[kind][option]
        return {i: its.get(name) for i, name in enumerate(names) if as_read.get(name) != its.get(name)}

    return _Differences(
        names,
        {
            "usual": [usual.get(name) for name in names],
            **{kind: {option: unlike(kind, option) for option in of} for kind, of in OPTIONS.items()},
        },
    )


def _order(name: str | Place) -> tuple[int, str, int]:
    """Quantities in their order; slips by step and name, as in `common_slips`."""
    if isinstance(name, str):
        return ORDER[name], "", 0
    slip, step, number = name
    return ORDER[step], slip, number


def _quantities(network: Network, reader: Network) -> dict[str, Data]:
    """For each quantity its shape, and how its entries are computed; None if the network does not have it."""
    letters, records = _letters(network), _records(network, reader)
    return {
        name: {"shape": letters[name], "record": _in_one(records[name], letters[name], LARGEST, _letters(reader))}
        if name in letters
        else None
        for name in QUANTITIES
    }


@cache
def _records(network: Network, reader: Network) -> dict[str, list[Data]]:
    """How the entries of each quantity are computed, one after the other."""
    merged = _merged(
        [recorded_steps(Structure(LARGEST, target, network)) for target in _targets(network, LARGEST)], reader
    )
    return {name: [made for entry, made in merged.items() if entry.name == name] for name in QUANTITIES}


def _in_one(record: list[Data], shape: str, sizes: Sizes, letters: Mapping[str, str]) -> list[Data]:
    """Only the first formula, or the first of each row, if moving its indices gives the others."""
    counts = {**sizes._asdict(), "1": 1}
    (rows, columns), width = (range(counts[letter]) for letter in shape), counts[shape[1]]
    if record == [_moved(record[0], {shape[0]: i, shape[1]: j}, letters) for i, j in product(rows, columns) if record]:
        return record[:1]
    by_row = record[::width]
    return by_row if record == [_moved(first, {shape[1]: j}, letters) for first in by_row for j in columns] else record


def _moved(made: Data, by: Mapping[str, int], letters: Mapping[str, str]) -> Data:
    """An expression whose entries are moved along the rows and columns that these letters count."""
    match made:
        case int():
            name, row, column = ENTRIES[made]
            row_by, column_by = (by.get(letter, 0) if letter != "1" else 0 for letter in letters[name])
            return NUMBERS.get(Entry(name, row + row_by, column + column_by))
        case [operation, *operands]:
            return [operation, *(_moved(operand, by, letters) for operand in operands)]
        case {"of": of, "entry": entry}:
            return {"entry": _moved(entry, by, letters), "of": [_moved(each, by, letters) for each in of]}
        case {"hinge": _}:
            return {part: _moved(each, by, letters) for part, each in made.items()}
    return made


@cache
def _letters(network: Network) -> dict[str, str]:
    """What the rows and the columns of each quantity count: D, K, C or N; 1 for a single one."""
    letter = {size: name for name, size in ALL_DIFFERENT._asdict().items()} | {1: "1"}
    givens = {name: np.ones(shape) for name, shape in shapes(ALL_DIFFERENT, network).items()}
    givens["y"] = np.eye(ALL_DIFFERENT.C)[:, [0] * ALL_DIFFERENT.N]
    quantities = givens | steps(givens_of(givens), network)
    return {name: "".join(letter[size] for size in as_table(each).shape) for name, each in quantities.items()}


def _targets(network: Network, sizes: Sizes) -> list[tuple[int, ...]]:
    """Targets for which records may differ: the same right class in each column, or the same number everywhere."""
    counts = {"one-hot": (range(sizes.C), sizes.N), "0 or 1": (range(2), sizes.C * sizes.N), "numbers": (range(1), 0)}
    choices, count = counts[network.judged.target]
    return [(each,) * count for each in choices]


def _common_slips(network: Network, reader: Network) -> dict[Place, Data]:
    """The slips of this network, in the numbering of the reader's network."""
    recorded_in = network._replace(hidden=USUAL.hidden)
    sizes_of = {
        place: (each, sizes)
        for sizes in (SINGLE, LARGEST)
        for place, each in _by_place(common_slips(Structure(sizes, _targets(network, sizes)[0], network))).items()
    }
    usual = _records(recorded_in, reader)

    def data(each: SlipAt, sizes: Sizes) -> Data:
        targets = _targets(network, sizes)[: None if each.step in TARGET_DECIDES else 1]
        structures = [Structure(sizes, target, recorded_in) for target in targets]
        slip = _slip([each] * len(structures), structures, reader)
        return _in_one_slip(_shorter(slip, usual), sizes, reader)

    return {place: data(each, sizes) for place, (each, sizes) in sizes_of.items()}


def _shorter(slip: Data, usual: dict[str, list[Data]]) -> Data:
    """If a slip leaves out one row of a quantity, the slip with that row in place of its record."""
    records = list(zip(slip["record"], usual[slip["step"]], strict=False))
    for row in product(("x", "H", "delta2"), range(max(LARGEST))):
        if all(made == _without(row, its) for made, its in records):
            return {**{key: part for key, part in slip.items() if key != "record"}, "without": row}
    return slip


def _without(row: tuple[str, int], made: Data) -> Data:
    """The expression as a page cuts it if a row does not exist."""
    match made:
        case int():
            return None if ENTRIES[made][:2] == row else made
        case [operation, *operands]:
            there = [each for each in (_without(row, operand) for operand in operands) if each is not None]
            if len(there) == len(operands):
                return [operation, *there]
            return there[0] if operation == "+" and there else None
    return made


def _in_one_slip(slip: Data, sizes: Sizes, reader: Network) -> Data:
    """The slip with a single formula as its record, if one formula holds for every entry."""
    if "record" not in slip:
        return slip
    letters = SHAPES | _letters(reader) | dict([slip.get("reads", ("", ""))])
    return slip | {"record": _in_one(slip["record"], letters[slip["step"]], sizes, letters)}


def _assignments_slips() -> dict[Place, Data]:
    """The slips of the assignment's network with a single example."""
    structures = [Structure(SINGLE, target) for target in _targets(ASSIGNMENT, SINGLE)]
    variants = zip(*(_by_place(slips_at(structure)).items() for structure in structures), strict=True)
    return {
        places[0][0]: _in_one_slip(_slip([each for _, each in places], structures, ASSIGNMENT), SINGLE, ASSIGNMENT)
        for places in variants
    }


def every_slip() -> list[Slip]:
    """All the slips that have formulas."""
    networks = [each for of in OPTIONS.values() for each in of.values()]
    found = list(slips_at(Structure(SINGLE, _targets(ASSIGNMENT, SINGLE)[0])))
    found += [
        each
        for network in networks
        for each in common_slips(Structure(LARGEST, _targets(network, LARGEST)[0], network))
    ]
    return [each.slip for each in found]


def _by_place(slips: Sequence[SlipAt]) -> dict[Place, SlipAt]:
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for each in slips:
        found[each.slip.name, each.step, seen[each.slip.name, each.step]] = each
        seen[each.slip.name, each.step] += 1
    return found


def _slip(variants: Sequence[SlipAt], structures: Sequence[Structure], reader: Network) -> Data:
    """A slip with its record. One that needs a single example is marked `isOfOneExample`."""
    each = variants[0]
    data: dict[str, Data] = {
        "slip": each.slip.name,
        "step": each.step,
        "record": _data(map(SlipAt.record, variants, structures), reader),
    }
    if not each.is_single:
        data["isWhole"] = True
    if structures[0].sizes == SINGLE:
        data["isOfOneExample"] = True
    if each.reads[0]:
        data["reads"] = each.reads
    return data


def _roads(of: Callable[[Structure], tuple[Road, ...]], network: Network) -> list[Data]:
    """The other correct ways to compute a step, of one kind."""
    structures = [Structure(LARGEST, target, network) for target in _targets(network, LARGEST)]
    letters = _letters(network)
    return [
        {
            "step": road.step,
            "note": road.note,
            "isWithin": road.needs_its_step(structures[0]),
            "record": _in_one(_data(map(road.record, structures), network), letters[road.step], LARGEST, letters),
        }
        for road in of(structures[0])
    ]


def _data(records: Iterable[dict[Entry, Expression]], reader: Network) -> list[Data]:
    """The record of a slip or of a road, from its records for each target."""
    return list(_merged(list(records), reader).values())


def _merged(records: Sequence[dict[Entry, Expression]], reader: Network) -> dict[Entry, Data]:
    """One record made of those for each target, with the entries that the reader's network has."""
    return {
        entry: _as_data([record[entry] for record in records], entry, reader)
        for entry in records[0]
        if _number(entry, reader) == NUMBERS[entry]
    }


def _as_data(variants: list[Expression], at: Entry, reader: Network) -> Data:
    first = variants[0]
    if all(each == first for each in variants):
        return _plain(first, reader)
    operations = [each for each in variants if isinstance(each, Operation) and isinstance(first, Operation)]
    same = {(each.operation, len(each.operands)) for each in operations}
    if len(operations) == len(variants) and len(same) == 1:
        rows = zip(*(each.operands for each in operations), strict=True)
        operands = [_as_data(list(each), at, reader) for each in rows]
        return _by_count([operations[0].operation, *operands])
    made = [_plain(each, reader) for each in variants]
    if len(variants) == 2:
        return {"entry": NUMBERS[at._replace(name="y")], "of": made}
    columns = {each.column for each in variants if isinstance(each, Entry)}
    return {"column": columns.pop(), "of": made}


def _plain(expression: Expression, reader: Network) -> Data:
    """An expression in the reader's numbering; None if the reader's network does not have what it needs."""
    match expression:
        case Entry():
            return _number(expression, reader)
        case Either():
            return {part: _plain(getattr(expression, part), reader) for part in Either._fields}
        case Operation("+", operands):
            there = [each for each in (_plain(operand, reader) for operand in operands) if each is not None]
            return there[0] if len(there) == 1 else ["+", *there]
        case Operation():
            return _by_count([expression.operation, *(_plain(operand, reader) for operand in expression.operands)])
    return str(expression)


def _by_count(operation: list[Data]) -> list[Data]:
    """The operation, with division by the number of examples written as division by N."""
    return ["/", operation[1], "N"] if operation[::2] == ["/", str(LARGEST.N)] else operation


def _number(entry: Entry, reader: Network) -> int | None:
    """An entry's number; for a bias that a layer shares, that of the first entry."""
    letters = _letters(reader).get(entry.name)
    if letters is None:
        return None
    return NUMBERS[entry._replace(row=0) if letters[0] == "1" else entry]


SHAPES = {name: letters for network in OPTIONS["output"].values() for name, letters in _letters(network).items()}
SHAPES = {name: SHAPES[name] for name in QUANTITIES}
"""What rows and columns count if every unit has its own bias."""


def _numbers() -> dict[Entry, int]:
    """The entries of every quantity at the largest sizes, numbered in order."""
    counts = {**LARGEST._asdict(), "1": 1}
    entries = [
        Entry(name, row, column)
        for name, letters in SHAPES.items()
        for row in range(counts[letters[0]])
        for column in range(counts[letters[1]])
    ]
    return {entry: number for number, entry in enumerate(entries)}


NUMBERS = _numbers()
ENTRIES = list(NUMBERS)
