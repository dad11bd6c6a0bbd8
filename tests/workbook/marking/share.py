"""What the long tests share: how much is run, all with FULL=1 and a tenth without, and the sheets that are marked."""

import random
from contextlib import suppress
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from itertools import product

from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from tests.full import FULL
from workbook import problem
from workbook.marking.accepted import hull
from workbook.marking.expressions import Sizes
from workbook.marking.fresh import _drawn, _draws, both_branches, nothing_rounds_away
from workbook.marking.replay import RULES, Impossible
from workbook.marking.slips_at import slips_at
from workbook.marking.standing import Written
from workbook.networks import ASSIGNMENT, BIASES, REDUCTIONS, Network

TENTH = 1 if FULL else 10
UNIT = Decimal("0.0001")


def share(count):
    return count if FULL else count // 10


NETWORKS = [
    Network(hidden, output, loss, reduction, biases)
    for hidden, (output, loss), reduction, biases in product(ACTIVATIONS, OUTPUTS, REDUCTIONS, BIASES)
]
SIZES = [(4, 3, 2), (2, 2, 2), (2, 2, 2, 2), (3, 4, 3), (1, 2, 2, 3)]


@cache
def fresh(seed, sizes=(4, 3, 2), places=4, network=ASSIGNMENT):
    """Problem number so and so, made once."""
    return problem(seed, sizes, places, network)


def elsewhere(seed, count):
    """Problems of other networks, at several sizes: of every network with FULL=1, of some drawn at random without."""
    networks = NETWORKS if FULL else random.Random(seed).sample(NETWORKS, count)
    return [fresh(seed, SIZES[i % len(SIZES)], 4, network) for i, network in enumerate(networks)]


def accepted_by(made, rule):
    """What is accepted at each entry of somebody who works by this rule."""
    standing, sheet = made.standing(), made.worked(rule)
    for step in made.steps:
        standing.read(step, {entry: Written(sheet[entry], made.places) for entry in step}, made.accepted)
    return {entry: hull(accepted) for entry, accepted in standing.accepted.items()}


def beyond(accepted, draw):
    """Numbers at least ten units beyond what is accepted, on either side of it."""
    low, high = accepted
    above = high.quantize(UNIT, ROUND_CEILING) + draw.randint(10, 2000) * UNIT
    below = low.quantize(UNIT, ROUND_FLOOR) - draw.randint(10, 2000) * UNIT
    return draw.sample([above, below], 2)


def correctly_worked(made):
    """The sheet by each rule of rounding."""
    return [made.worked(rule) for rule in RULES]


def with_each_slip(made, rule, seed):
    """The sheet with each slip, worked correctly from there on, where that is possible. A tenth of them unless FULL."""
    sheets = []
    for each in slips_at(made.structure)[seed % TENTH :: TENTH]:
        with suppress(Impossible):
            sheets.append(made.worked(rule, each.record(made.structure)))
    return sheets


def with_an_error_at_each_entry(made, rule, draw):
    """Each entry, and the sheet with an error there. Without FULL=1 some of the entries, drawn at random.

    Of an error that would stop all, such as a probability above 1, the other side is taken.
    """
    accepted = accepted_by(made, rule)
    sheets = {}
    for entry in made.record:
        if FULL or draw.random() < 1 / 12:
            for wrong in beyond(accepted[entry], draw):
                with suppress(Impossible):
                    sheets[entry] = made.worked(rule, {entry: wrong})
                    break
            assert entry in sheets, (made, entry)
    return sheets


@cache
def unchosen(seed, sizes=(4, 3, 2)):
    """A problem that was not chosen for telling slips apart: it has both branches, and no result is nothing."""
    draws = _draws(seed)
    drawn = (_drawn(f"unchosen {seed}", Sizes(*sizes), 4, draws) for _ in range(1000))
    return next(made for made in drawn if both_branches(made) and nothing_rounds_away(made))
