"""Compare nnlib with PyTorch, to the last few ulps: make crosscheck."""

import sys

import numpy as np

from crosscheck import pytorch
from crosscheck.compare import ULPS, compare, problems


def main() -> int:
    """A line for each problem; 1 when one differs by more than `ULPS`."""
    worst = 0.0
    for dtype in (np.float64, np.float32):
        for title, params, x, y in problems(dtype):
            difference = compare(pytorch.step, params, x, y, 0.001)
            worst = max(worst, difference)
            print(f"{dtype.__name__}  {title:<17} {difference:5.1f} ulps")
    print(f"PyTorch and nnlib differ by at most {worst:.1f} ulps; {ULPS} are allowed")
    return 0 if worst <= ULPS else 1


if __name__ == "__main__":
    sys.exit(main())
