"""Every way in which a slip can show in a problem."""

from __future__ import annotations

from functools import cache

from workbook.marking.assignment_slips import later, version_1
from workbook.marking.common_slips import common_slips
from workbook.marking.expressions import Structure
from workbook.marking.slip_at import SlipAt
from workbook.networks import ASSIGNMENT


@cache
def slips_at(structure: Structure) -> tuple[SlipAt, ...]:
    """Every way in which a slip can show in a problem of this structure."""
    sizes, _, network = structure
    if network == ASSIGNMENT and sizes.N == 1:
        return version_1(sizes) + later(sizes)
    return common_slips(structure)
