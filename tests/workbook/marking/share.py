"""How much of the long tests is run: all with FULL=1, a tenth without."""

import os
from functools import cache

from workbook import problem

FULL = bool(os.environ.get("FULL"))


def share(count):
    return count if FULL else count // 10


@cache
def fresh(seed, sizes=(4, 3, 2), places=4):
    """Problem number so and so, made once."""
    return problem(seed, sizes, places)
