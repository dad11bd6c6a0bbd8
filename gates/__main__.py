"""Run all the gates, while the author writes: make check-book."""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from gates.all_gates import GATES


def main() -> int:
    """Print each gate with its complaints. Returns 1 if there are any."""
    with ProcessPoolExecutor(2) as pool:
        results = [(title, pool.submit(gate, Path())) for title, gate in GATES.items()]
        counts = []
        for title, result in results:
            complaints = result.result()
            print(f"{'ok ' if not complaints else 'NOT'} {title}")
            print(*(f"    {complaint}\n" for complaint in complaints), sep="", end="")
            counts.append(len(complaints))
    return 1 if any(counts) else 0


if __name__ == "__main__":
    sys.exit(main())
