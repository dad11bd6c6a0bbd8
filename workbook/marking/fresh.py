"""Fresh problems, each from a number. The same number gives the same problem for ever; and all are good ones."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np

from workbook.marking.expressions import Sizes
from workbook.marking.limits import LARGEST_PRODUCT, LARGEST_SIZE, PLACES
from workbook.marking.problems import Problem, table
from workbook.marking.record import shapes
from workbook.marking.replay import PAPER, RULES, Impossible, OnPaper
from workbook.marking.told_apart import slips_told_apart

MODULUS, MULTIPLIER = 2**31 - 1, 48271
"""The minimal standard generator, in the version of S. K. Park, K. W. Miller, P. K. Stockmeyer, Comm. ACM (1993)."""

FAR = Decimal("0.1")
"""So far from the kink lies every Z1; a tenth of it is the least probability."""

STEPS = {"W1": (9, "0.1"), "b1": (8, "0.05"), "W2": (9, "0.1"), "b2": (8, "0.05"), "x": (10, "0.2")}
"""Up to this many steps of this size on either side of 0: weights in tenths, biases in twentieths, inputs in fifths."""

RATES = ("0.02", "0.04", "0.05", "0.1", "0.2")
TRIALS = 20_000


def problem(seed: int, sizes: tuple[int, int, int] = (4, 3, 2), places: int = 4) -> Problem:
    """Problem number `seed`: a good problem with these numbers of inputs, hidden units and classes.

    Raises: ValueError, when there is no such problem.
    """
    return _found(seed, sizes, places)[1]


def trials(seed: int, sizes: tuple[int, int, int], places: int) -> int:
    """How many problems were drawn in vain before this one.

    Raises: ValueError, as `problem`.
    """
    return _found(seed, sizes, places)[0]


def _found(seed: int, sizes: tuple[int, int, int], places: int) -> tuple[int, Problem]:
    seed = _one("seed", seed, range(MODULUS - 1))
    D, K, C = _sizes(sizes)
    places = _one("places", places, PLACES)
    draws = _draws(seed)
    for trial in range(TRIALS):
        drawn = _drawn(f"problem {seed}", Sizes(D, K, C), places, draws)
        if all(holds(drawn) for holds in GOOD):
            return trial, drawn
    raise ValueError(f"sizes: no good problem found with {(D, K, C)} and {places} places")


def _one(name: str, number: Any, numbers: range) -> int:
    """An integer of Python's or NumPy's, one of these. A truth value is not a number here."""
    if not isinstance(number, int | np.integer) or isinstance(number, bool) or number not in numbers:
        expected = f"{'an integer from ' if name == 'seed' else ''}{numbers.start} to {numbers.stop - 1}"
        raise ValueError(f"{name}: expected {expected}, got {number!r}")
    return int(number)


def _sizes(sizes: Any) -> tuple[int, int, int]:
    """Inputs, hidden units and classes."""
    least = (1, 2, 2)
    try:
        D, K, C = (_one("sizes", size, range(low, LARGEST_SIZE + 1)) for size, low in zip(sizes, least, strict=True))
    except (TypeError, ValueError):
        raise ValueError(
            f"sizes: expected 1 to {LARGEST_SIZE} inputs, 2 to {LARGEST_SIZE} hidden units and classes, got {sizes}"
        ) from None
    if D * K * C > LARGEST_PRODUCT:
        raise ValueError(f"sizes: expected a product of at most {LARGEST_PRODUCT}, got {sizes}: {D * K * C}")
    return D, K, C


def _draws(seed: int) -> Iterator[int]:
    state = seed + 1
    while True:
        state = state * MULTIPLIER % MODULUS
        yield state


def _drawn(name: str, sizes: Sizes, places: int, draws: Iterator[int]) -> Problem:
    """Givens like the assignment's, none of them 0."""

    def steps(largest: int, size: Decimal) -> str:
        count = next(draws) % (2 * largest) - largest
        return f"{((count + (count >= 0)) * size).normalize():f}"

    quantities = {
        each: [[steps(count, Decimal(size)) for _ in range(columns)] for _ in range(rows)]
        for each, (count, size) in STEPS.items()
        for rows, columns in [shapes(sizes)[each]]
    }
    right = next(draws) % sizes.C
    rate = RATES[next(draws) % len(RATES)]
    quantities |= {"y": [[str(int(c == right))] for c in range(sizes.C)], "learning_rate": [[rate]]}
    return Problem(name, {each: table(rows) for each, rows in quantities.items()}, places)


def both_branches(drawn: Problem) -> bool:
    """f' is worked on either side of 0, and nowhere near it."""
    paper = OnPaper(PAPER, drawn.places)
    Z1 = [paper.result(made, drawn.givens) for entry, made in drawn.record.items() if entry.name == "Z1"]
    return min(Z1) <= -FAR and max(Z1) >= FAR and all(abs(z) >= FAR for z in Z1)


def nothing_rounds_away(drawn: Problem) -> bool:
    """No probability is next to nothing, and no result is nothing: with a 0 in it, a step hides what is wrong."""
    try:
        return all(number >= FAR / 10 if entry.name == "y_hat" else number for entry, number in drawn.solution.items())
    except Impossible:  # a logarithm of 0
        return False


def no_tie(drawn: Problem) -> bool:
    """Whichever way ties go, and whenever one rounds, the sheet is the same."""
    return all(drawn.worked(away) == drawn.worked(even) for away, even in zip(RULES[::2], RULES[1::2], strict=True))


GOOD: tuple[Callable[[Problem], bool], ...] = (both_branches, nothing_rounds_away, no_tie, slips_told_apart)
"""What makes a problem good, version 1. It is frozen: another rule gets a version of its own."""
