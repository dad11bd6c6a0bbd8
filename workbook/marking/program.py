"""The record as data for the site's pages, which replay it and need no network of their own."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS, SAFE
from workbook.marking import fresh, limits
from workbook.marking.conventions import SCALED, SLOPES, DividesLast, UpdateAdds
from workbook.marking.expressions import Sizes
from workbook.marking.forms import every_slip, forms
from workbook.marking.marks import Verdict
from workbook.marking.numerals import grammar
from workbook.marking.problems import the_assignment
from workbook.marking.published import published
from workbook.marking.slips import ASCENT, LINES, PATTERNS, SHORT
from workbook.networks import ASSIGNMENT, BIASES, GIVEN, REDUCTIONS
from workbook.quantities import GIVENS, QUANTITIES

TRIALS = "trials.json"
"""The file in which `tools.trials` stores how many draws were rejected before each of the page's problems."""

STORED_FOR = Sizes(4, 3, 2, 1), ASSIGNMENT
"""The sizes and the network of the problems for which these numbers are stored."""

FEWER = 20
"""For other sizes or another network a page has this many problems, which are tried while the site is built."""


TAG_OR_WORD = r"<[^>]*>|[^\W\d_]+"


def _italic(html: str) -> str:
    """A symbol with its letters in italics, as in the maths. Words, such as sin, and the sum's sign are upright.

    A prime is raised, because an apostrophe would be lost beside an italic f.
    """
    italic = re.sub(
        TAG_OR_WORD, lambda part: part[0] if len(part[0]) > 1 or part[0] == "Σ" else f"<i>{part[0]}</i>", html
    )
    return italic.replace("'", "<sup>\N{PRIME}</sup>")


def program() -> dict[str, Any]:
    """The data from which a page computes and marks problems, ready for JSON."""
    assignment = the_assignment()
    slips = list(dict.fromkeys([*every_slip(), *PATTERNS]))
    return {
        "givens": GIVENS,
        "sizes": assignment.sizes._asdict(),
        "network": ASSIGNMENT._asdict(),
        "given": GIVEN._asdict(),
        "networks": {
            "hidden": list(ACTIVATIONS),
            "outputs": [
                {"output": name, "loss": loss, "target": output.target} for (name, loss), output in OUTPUTS.items()
            ],
            "reductions": REDUCTIONS,
            "biases": BIASES,
        },
        "forms": forms(),
        "exercises": {
            name: {
                "title": each.title,
                "source": " ".join([each.source, each.note and f"({each.note})"]).strip(),
                "network": each.problem.network._asdict(),
                "places": each.problem.places,
                "givens": each.problem.tables,
            }
            for name, each in published().items()
        },
        "quantities": {
            name: {
                "symbol": _italic(quantity.symbol.html()),
                "entry": _italic(quantity.symbol.html("#")),
                "meaning": quantity.meaning,
                "colour": quantity.colour or "ink",
            }
            for name, quantity in QUANTITIES.items()
        },
        "signs": {verdict.word: verdict.sign for verdict in Verdict},
        "slips": [slip._asdict() for slip in slips],
        "patterns": {
            "lines": LINES,
            "short": [[decimals, slips.index(slip)] for decimals, slip in SHORT.items()],
            **{name: slips.index(slip) for slip, name in PATTERNS.items() if name},
        },
        "conventions": {
            name: {
                "slip": slips.index(each.slip),
                "early": sorted(each.early),
                "late": sorted(each.late),
                "note": each.note,
            }
            for name, each in {"adds": UpdateAdds, "dividesLast": DividesLast}.items()
        },
        "ascent": slips.index(ASCENT),
        "gradients": {"slopes": sorted(SLOPES), "scaled": sorted(SCALED)},
        "assignment": [text for table in assignment.tables.values() for row in table for text in row],
        "safe": {"cross-entropy": SAFE, "binary cross-entropy": SAFE / 2},
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
        "trials": _trials(),
    }


def _trials() -> list[int]:
    assignment = the_assignment()
    if (assignment.sizes, assignment.network) != STORED_FOR:
        return [fresh.trials(seed) for seed in range(FEWER)]
    stored: list[int] = json.loads((files("workbook.marking") / TRIALS).read_text(encoding="utf8"))
    return stored
