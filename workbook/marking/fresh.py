"""Fresh problems, each made from a number. A number always gives the same problem, and every problem is a good one."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import takewhile
from typing import Any

import numpy as np

from workbook.marking.expressions import Entry, Expression, Sizes
from workbook.marking.limits import LARGEST_PRODUCT, LARGEST_SIZE, PLACES
from workbook.marking.problems import Problem, table, the_assignment
from workbook.marking.record import recorded_steps, shapes
from workbook.marking.replay import PAPER, RULES, Impossible, OnPaper, Rule, line_by_line
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

OF_THE_TARGET = {"error", "losses", "loss"}
"""The first results that depend on the target: one of them comes directly after the outputs."""

RATES = ("0.02", "0.04", "0.05", "0.1", "0.2")
TRIALS = 20_000
LARGEST_SIZES = Sizes(LARGEST_SIZE, LARGEST_SIZE, LARGEST_SIZE, LARGEST_SIZE)

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
    checked = check_sizes(sizes, network)
    places = check_places(places)
    draws = _draws(seed)
    good = GOOD if network == ASSIGNMENT and checked.N == 1 else GOOD_ELSEWHERE
    for trial in range(TRIALS):
        drawn = _drawn(f"problem {seed}", checked, places, draws, network)
        if all(holds(drawn) for holds in good):
            return trial, drawn
    raise ValueError(f"sizes: no good problem found with {sizes} and {places} places")


def _one(name: str, number: Any, numbers: range) -> int:
    """The number, if it is a Python or NumPy integer in this range. A Boolean does not count as a number here."""
    if not isinstance(number, int | np.integer) or isinstance(number, bool) or number not in numbers:
        expected = f"{'an integer from ' if name == 'seed' else ''}{numbers.start} to {numbers.stop - 1}"
        raise ValueError(f"{name}: expected {expected}, got {number!r}")
    return int(number)


def check_sizes(sizes: Any, network: Network, largest: Sizes = LARGEST_SIZES) -> Sizes:
    """The sizes, checked: inputs, hidden units, outputs and examples.

    Raises: ValueError for sizes that a problem of this network cannot have.
    """
    least = (1, 2, 2) if network == ASSIGNMENT else (1, 1, 2 if network.output == "softmax" else 1)
    possible = [range(low, high + 1) for low, high in zip((*least, 1), largest, strict=True)]
    try:
        D, K, C, *examples = sizes
        (N,) = examples or (1,)
        for size, its in zip((D, K, C, N), possible, strict=True):
            _one("sizes", size, its)
    except (TypeError, ValueError):
        inputs, hidden, outputs, several = (f"{its.start} to {its.stop - 1}" for its in possible)
        raise ValueError(
            f"sizes: expected {inputs} inputs, {hidden} hidden units, {outputs} outputs and, if wished, "
            f"{several} examples, got {sizes}"
        ) from None
    if D * K * C * N > LARGEST_PRODUCT:
        raise ValueError(f"sizes: expected a product of at most {LARGEST_PRODUCT}, got {sizes}: {D * K * C * N}")
    return Sizes(*map(int, (D, K, C, N)))


def check_places(places: Any) -> int:
    """The number of decimal places, checked.

    Raises: ValueError for a number of places that a problem cannot have.
    """
    return _one("places", places, PLACES)


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
    return _has_no_tie(drawn, drawn.record)


def no_tie_before_the_loss(drawn: Problem) -> bool:
    """The same up to y_hat, where one record serves all targets. Making a record takes longest, so this saves time."""
    structure = drawn.structure
    record = recorded_steps(structure._replace(target=(0,) * len(structure.target)))
    return _has_no_tie(drawn, dict(takewhile(lambda item: item[0].name not in OF_THE_TARGET, record.items())))


def _has_no_tie(drawn: Problem, record: Mapping[Entry, Expression]) -> bool:
    """The first tie settles it: most problems with many numbers have one."""

    def printed(rule: Rule) -> Iterator[Decimal]:
        return line_by_line(record, drawn.givens, rule, drawn.places)

    try:
        return all(
            away == even
            for rules in zip(RULES[::2], RULES[1::2], strict=True)
            for away, even in zip(*map(printed, rules), strict=True)
        )
    except Impossible:  # a logarithm of 0
        return False


def nothing_vanishes(drawn: Problem) -> bool:
    """Whether every line has a result, and a result is 0 only if the exact one is."""
    try:
        zeros = [entry for entry, number in drawn.solution.items() if number == 0]
        exact = worked_out(drawn.on(float), drawn.network) if zeros else {}
        return all(as_table(exact[entry.name])[entry.row, entry.column] == 0 for entry in zeros)
    except Impossible:  # a logarithm of 0
        return False


GOOD: tuple[Callable[[Problem], bool], ...] = (both_branches, nothing_rounds_away, no_tie, slips_told_apart)
"""What makes a problem good, version 1. It never changes: a different rule would be a new version."""

GOOD_ELSEWHERE: tuple[Callable[[Problem], bool], ...] = (no_tie_before_the_loss, no_tie, nothing_vanishes)
"""The same for every other network, and for several examples; version 1 as well, with the quick ones first."""
