"""The record as data for the site's pages, which work it again without a network of their own."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from nnlib.outputs import SAFE
from workbook.marking import fresh, limits
from workbook.marking.conventions import CONVENTION
from workbook.marking.expressions import Either, Entry, Expression, Operation
from workbook.marking.marks import Verdict
from workbook.marking.numerals import grammar
from workbook.marking.problems import the_assignment
from workbook.marking.record import recorded_steps, shapes
from workbook.marking.roads import roads
from workbook.marking.slips import ASCENT, LINES, PATTERNS, SHORT, Y_MINUS_Y_HAT, slips_at
from workbook.quantities import GIVENS, QUANTITIES

TRIALS = "trials.json"
"""How many draws were in vain before each problem that the page has, as `tools.trials` stores it."""


def program() -> dict[str, Any]:
    """What a page needs to work and to mark problems of the assignment's sizes, ready for JSON.

    Entries are counted through, the givens first. In a record an entry stands as its number, a plain number as a text,
    an operation as a list, and a choice between two formulas as an object.
    """
    assignment = the_assignment()
    sizes = assignment.sizes
    givens = {name: shapes(sizes)[name] for name in GIVENS}
    numbers = {entry: number for number, entry in enumerate([*assignment.givens, *assignment.record])}
    slips = list(dict.fromkeys([*(each.slip for each in slips_at(assignment.structure)), *PATTERNS]))

    def record_of(right: int) -> dict[str, Any]:
        structure = assignment.structure._replace(target=(right,))
        return {
            "steps": _in_order(recorded_steps(structure), numbers),
            "slipsAt": [
                {
                    "slip": slips.index(each.slip),
                    "step": each.step,
                    "isSingle": each.is_single,
                    "record": _in_order(each.record(structure), numbers),
                }
                for each in slips_at(structure)
            ],
            "roads": [
                {
                    "step": each.step,
                    "note": each.note,
                    "isWithin": each.needs_its_step(structure),
                    "record": _in_order(each.record(structure), numbers),
                }
                for each in roads(structure)
            ],
        }

    return {
        "givens": [[name, *shape] for name, shape in givens.items()],
        "steps": [[name, *shape] for name, shape in assignment.shapes.items()],
        "quantities": {
            name: {
                "symbol": QUANTITIES[name].symbol.html(),
                "meaning": QUANTITIES[name].meaning,
                "colour": QUANTITIES[name].colour or "ink",
            }
            for name in [*givens, *assignment.shapes]
        },
        "symbols": [_symbol(entry, (givens | assignment.shapes)[entry.name]) for entry in numbers],
        "signs": {verdict.word: verdict.sign for verdict in Verdict},
        "slips": [slip._asdict() for slip in slips],
        "patterns": {
            "lines": LINES,
            "short": [[decimals, slips.index(slip)] for decimals, slip in SHORT.items()],
            **{name: slips.index(slip) for slip, name in PATTERNS.items() if name},
        },
        "convention": {"sign": slips.index(Y_MINUS_Y_HAT), "ascent": slips.index(ASCENT), "note": CONVENTION},
        "records": [record_of(right) for right in range(sizes.C)],
        "assignment": [text for table in assignment.tables.values() for row in table for text in row],
        "safe": SAFE,
        "limits": {
            "longest": limits.LONGEST,
            "largest": limits.LARGEST,
            "decimals": limits.DECIMALS,
            "digits": limits.DIGITS,
            "places": [limits.PLACES.start, limits.PLACES.stop - 1],
            "file": limits.LARGEST_FILE,
            "size": limits.LARGEST_SIZE,
            "live": limits.LIVE,
        },
        "reading": grammar(),
        "draws": {
            "modulus": fresh.MODULUS,
            "multiplier": fresh.MULTIPLIER,
            "rates": fresh.RATES,
            "steps": fresh.STEPS,
        },
        "trials": json.loads((files("workbook.marking") / TRIALS).read_text(encoding="utf8")),
    }


def _in_order(record: dict[Entry, Expression], numbers: dict[Entry, int]) -> list[Any]:
    return [_as_data(expression, numbers) for expression in record.values()]


def _as_data(expression: Expression, numbers: dict[Entry, int]) -> Any:
    match expression:
        case Entry():
            return numbers[expression]
        case Either():
            return {part: _as_data(getattr(expression, part), numbers) for part in Either._fields}
        case Operation():
            return [expression.operation, *(_as_data(operand, numbers) for operand in expression.operands)]
    return str(expression)


def _symbol(entry: Entry, shape: tuple[int, int]) -> str:
    """The entry's symbol in HTML, with its index where there are several."""
    rows, columns = shape
    index = f"{entry.row + 1},{entry.column + 1}" if columns > 1 else f"{entry.row + 1}" if rows > 1 else ""
    return QUANTITIES[entry.name].symbol.html(index)
