"""Fresh problems, each made from a number. A number always gives the same problem, and every problem is a good one."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np

from workbook.marking.expressions import Sizes
from workbook.marking.limits import LARGEST_PRODUCT, LARGEST_SIZE, possible_places
from workbook.marking.problems import Problem, table, the_assignment
from workbook.marking.record import shapes
from workbook.marking.replay import PAPER, RULES, Impossible, OnPaper
from workbook.marking.told_apart import slips_told_apart
from workbook.networks import ASSIGNMENT, GIVEN, Network, check_network
from workbook.show import as_table
from workbook.steps import steps as worked_out

MODULUS, MULTIPLIER = 2**31 - 1, 48271
"""The minimal standard generator, in the version of S. K. Park, K. W. Miller, P. K. Stockmeyer, Comm. ACM (1993)."""

SEEDS = range(MODULUS - 1)
"""The generator's states, less 1."""

FAR = Decimal("0.1")
"""Every Z1 is at least this far from the kink, and every probability is at least a tenth of this."""

STEPS = {"W1": (9, "0.1"), "b1": (8, "0.05"), "W2": (9, "0.1"), "b2": (8, "0.05"), "x": (10, "0.2")}
"""At most this many steps of this size on either side of 0: tenths for weights, twentieths for biases, fifths for x."""

RATES = ("0.02", "0.04", "0.05", "0.1", "0.2")
TRIALS = 20_000

SIZES = tuple(the_assignment().sizes[:3])
"""Fresh problems have the assignment's sizes and its network, unless you ask for others."""


def problem(seed: int, sizes: tuple[int, ...] = SIZES, places: int = 4, network: Network = GIVEN) -> Problem:
    """Problem number `seed`: a good problem with these numbers of inputs, hidden units and outputs.

    Args: sizes, whose fourth is the number of examples, by default 1.
    Raises: ValueError if there is no such problem or no such network.
    """
    return _found(seed, sizes, places, network)[1]


def trials(seed: int) -> int:
    """How many draws were rejected before this problem, which has the assignment's sizes and network.

    Raises: ValueError, as `problem` does.
    """
    return _found(seed, SIZES, the_assignment().places, GIVEN)[0]


def _found(seed: int, sizes: tuple[int, ...], places: int, network: Network) -> tuple[int, Problem]:
    seed = _one("seed", seed, SEEDS)
    check_network(network)
    checked = _sizes(sizes, network)
    places = _one("places", places, possible_places(network))
    draws = _draws(seed)
    good = GOOD if network == ASSIGNMENT and checked.N == 1 else GOOD_ELSEWHERE
    for trial in range(TRIALS):
        drawn = _drawn(f"problem {seed}", checked, places, draws, network)
        if all(holds(drawn) for holds in good):
            return trial, drawn
    raise ValueError(f"sizes: no good problem found with {sizes} and {places} places")


def _one(name: str, number: Any, numbers: range) -> int:
    """The number, if it is an integer of Python or NumPy in this range. A truth value is not a number here."""
    if not isinstance(number, int | np.integer) or isinstance(number, bool) or number not in numbers:
        expected = f"{'an integer from ' if name == 'seed' else ''}{numbers.start} to {numbers.stop - 1}"
        raise ValueError(f"{name}: expected {expected}, got {number!r}")
    return int(number)


def _sizes(sizes: Any, network: Network) -> Sizes:
    """The sizes, checked: inputs, hidden units, outputs and examples."""
    is_softmax = network.output == "softmax"
    least = (1, 2, 2) if network == ASSIGNMENT else (1, 1, 2 if is_softmax else 1)
    try:
        D, K, C, *examples = sizes
        (N,) = examples or (1,)
        for size, low in zip((D, K, C, N), (*least, 1), strict=True):
            _one("sizes", size, range(low, LARGEST_SIZE + 1))
    except (TypeError, ValueError):
        inputs, hidden, outputs = (f"{low} to {LARGEST_SIZE}" for low in least)
        raise ValueError(
            f"sizes: expected {inputs} inputs, {hidden} hidden units, {outputs} outputs and, if wished, "
            f"1 to {LARGEST_SIZE} examples, got {sizes}"
        ) from None
    if D * K * C * N > LARGEST_PRODUCT:
        raise ValueError(f"sizes: expected a product of at most {LARGEST_PRODUCT}, got {sizes}: {D * K * C * N}")
    return Sizes(*map(int, (D, K, C, N)))


def _draws(seed: int) -> Iterator[int]:
    state = seed + 1
    while True:
        state = state * MULTIPLIER % MODULUS
        yield state


def _drawn(name: str, sizes: Sizes, places: int, draws: Iterator[int], network: Network = ASSIGNMENT) -> Problem:
    """A problem with given numbers like the assignment's, none of them 0."""

    def steps(largest: int, size: Decimal) -> str:
        count = next(draws) % (2 * largest) - largest
        return f"{((count + (count >= 0)) * size).normalize():f}"

    given = shapes(sizes, network)
    quantities = {
        each: [[steps(count, Decimal(size)) for _ in range(given[each][1])] for _ in range(given[each][0])]
        for each, (count, size) in STEPS.items()
        if each in given
    }
    y = _target(sizes, network.judged.target, draws)
    rate = RATES[next(draws) % len(RATES)]
    quantities |= {"y": y, "learning_rate": [[rate]]}
    return Problem(name, {each: table(rows) for each, rows in quantities.items()}, places, network)


def _target(sizes: Sizes, kind: str, draws: Iterator[int]) -> list[list[str]]:
    """A right class for each example, a 0 or a 1 for each entry, or a number between them."""
    _, _, C, N = sizes
    if kind == "one-hot":
        right = [next(draws) % C for _ in range(N)]
        return [[str(int(c == right[n])) for n in range(N)] for c in range(C)]
    if kind == "0 or 1":
        return [[str(next(draws) % 2) for _ in range(N)] for _ in range(C)]
    return [[f"{Decimal(next(draws) % 19 + 1) / 20:f}" for _ in range(N)] for _ in range(C)]


def both_branches(drawn: Problem) -> bool:
    """Whether f' is needed on both sides of 0, and nowhere near 0."""
    paper = OnPaper(PAPER, drawn.places)
    Z1 = [paper.result(made, drawn.givens) for entry, made in drawn.record.items() if entry.name == "Z1"]
    return min(Z1) <= -FAR and max(Z1) >= FAR and all(abs(z) >= FAR for z in Z1)


def nothing_rounds_away(drawn: Problem) -> bool:
    """Whether no probability is close to 0 and no result is 0: a 0 in a step would hide errors."""
    try:
        return all(number >= FAR / 10 if entry.name == "y_hat" else number for entry, number in drawn.solution.items())
    except Impossible:  # a logarithm of 0
        return False


def no_tie(drawn: Problem) -> bool:
    """Whether the sheet is the same whichever way ties go, under each rule of rounding."""
    return all(drawn.worked(away) == drawn.worked(even) for away, even in zip(RULES[::2], RULES[1::2], strict=True))


def nothing_vanishes(drawn: Problem) -> bool:
    """Whether every line has a result, and a result is 0 only if the exact one is."""
    try:
        exact = worked_out(drawn.on(float), drawn.network)
        zeros = (entry for entry, number in drawn.solution.items() if number == 0)
        return all(as_table(exact[entry.name])[entry.row, entry.column] == 0 for entry in zeros)
    except Impossible:  # a logarithm of 0
        return False


GOOD: tuple[Callable[[Problem], bool], ...] = (both_branches, nothing_rounds_away, no_tie, slips_told_apart)
"""What makes a problem good, version 1. It never changes: a different rule would be a new version."""

GOOD_ELSEWHERE: tuple[Callable[[Problem], bool], ...] = (nothing_vanishes, no_tie)
"""The same for every other network, and for several examples. This is version 1, too."""
