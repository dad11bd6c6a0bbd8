"""Store how many draws were rejected before each of the first N problems: python -m tools.trials N"""

import json
import sys
from importlib.resources import files
from pathlib import Path

from workbook.marking.fresh import trials
from workbook.marking.program import TRIALS

if __name__ == "__main__":
    found = [trials(seed) for seed in range(int(sys.argv[1]))]
    Path(str(files("workbook.marking") / TRIALS)).write_text(f"{json.dumps(found)}\n", encoding="utf8")
