"""How a slip shows: the step, and what is computed there instead. And slips of the same kind in several steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nnlib.network import Array
from workbook.marking.expressions import Entry, Expression, Sizes, Structure
from workbook.marking.record import Computation, Quantities, recorded
from workbook.marking.slips import (
    ASCENT,
    NO_RATE,
    OTHER_WAY_ROUND,
    RATE_A_TENTH,
    RATE_TEN_TIMES,
    RATE_TWICE,
    SIGN_LOST,
    Slip,
)


class SlipAt(NamedTuple):
    """How a slip shows: the step, and what is computed there instead. The `hinge` decides between branches, if any.

    If a slip `is_single`, it can occur in some entries of the step and not in others. A slip with the rate, say,
    cannot, and is named only if it explains everything that is wrong. `reads` names the quantity that is read as a
    table of another shape, which may be the step itself, and gives that shape in the letters of `Sizes`.
    """

    slip: Slip
    step: str
    run: Computation
    hinge: str = "Z1"
    is_single: bool = True
    reads: tuple[str, str] = ("", "")

    def record(self, structure: Structure) -> dict[Entry, Expression]:
        """The step's entries, computed with this slip."""
        return recorded(self.run, self.step, self.hinge, structure)


def at_the_update(theta: str) -> Iterator[SlipAt]:
    """The slips with the rate and the sign in the update of the parameter `theta`."""
    slope, scaled, new = f"d{theta}", f"scaled_d{theta}", f"{theta}_new"
    yield SlipAt(NO_RATE, scaled, lambda s: s[slope], is_single=False)
    yield SlipAt(RATE_TWICE, scaled, lambda s: s.learning_rate * (s.learning_rate * s[slope]), is_single=False)
    yield SlipAt(SIGN_LOST, scaled, lambda s: -(s.learning_rate * s[slope]))
    yield SlipAt(ASCENT, new, lambda s: s[theta] + s[scaled], is_single=False)
    yield SlipAt(NO_RATE, new, lambda s: s[theta] - s[slope], is_single=False)
    yield SlipAt(RATE_TWICE, new, lambda s: s[theta] - s.learning_rate * s[scaled], is_single=False)


def misread(slip: Slip, step: str, reads: tuple[str, str], run: Computation, sizes: Sizes) -> SlipAt:
    """The slip of reading a quantity, row by row, as a table of a different shape."""
    name, shape = reads[0], [getattr(sizes, letter) for letter in reads[1]]
    return SlipAt(slip, step, lambda s: run(Quantities(s | {name: np.resize(s[name], shape)})), reads=reads)


def other_way_round(step: str, shape: str, run: Computation, sizes: Sizes) -> SlipAt:
    """The outer product with rows and columns exchanged, written row by row into the step."""
    columns, rows = (getattr(sizes, letter) for letter in shape)
    return SlipAt(OTHER_WAY_ROUND, step, lambda s: run(s).reshape(rows, columns), reads=(step, shape))


def flipped(name: str, index: int, run: Computation) -> Computation:
    """The computation with the sign lost wherever one entry of a vector is a factor."""

    def with_sign_lost(s: Quantities) -> Array:
        flipped = s[name].copy()
        flipped[index] = -flipped[index]
        return run(Quantities(s | {name: flipped}))

    return with_sign_lost


def with_the_point_moved(theta: str) -> Iterator[SlipAt]:
    """The slips with the rate's decimal point in the update of the parameter `theta`."""
    slope, scaled, new = f"d{theta}", f"scaled_d{theta}", f"{theta}_new"
    yield SlipAt(RATE_TEN_TIMES, scaled, lambda s: (s.learning_rate * 10) * s[slope], is_single=False)
    yield SlipAt(RATE_A_TENTH, scaled, lambda s: (s.learning_rate / 10) * s[slope], is_single=False)
    yield SlipAt(RATE_TEN_TIMES, new, lambda s: s[theta] - s[scaled] * 10, is_single=False)
    yield SlipAt(RATE_A_TENTH, new, lambda s: s[theta] - s[scaled] / 10, is_single=False)


def dropped(name: str, index: int, run: Computation) -> Computation:
    """The computation without one entry of a vector."""

    def with_one_left_out(s: Quantities) -> Array:
        left = s[name].copy()
        left[index] = 0
        return run(Quantities(s | {name: left}))

    return with_one_left_out
