"""All gates in one go, for the author's loop: make check-book."""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from gates import fresh, pages, processors, prose, readme, sheet

GATES = {
    "stored outputs are what a run gives": fresh.complaints,
    "the same on another processor": processors.complaints,
    "no cell takes itself out of the comparison": fresh.markers,
    "the chapters show the sheet": sheet.complaints,
    "the built pages show the sheet": pages.complaints,
    "no computed number is typed": prose.complaints,
    "the README is what the code computes": readme.complaints,
}


def main() -> int:
    """Each gate with its complaints; 1 when there are any."""
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
