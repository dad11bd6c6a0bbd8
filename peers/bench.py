"""Measure with one thread and with two, store the times for the book, and say which promises hold: make bench."""

import json
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULT = Path("peers/measured.json")
PACKAGES = ("numpy", "torch", "jax", "scikit-learn", "autograd")


def environment(threads: int) -> dict[str, str]:
    """The variables that must be set before NumPy, SciPy, PyTorch and JAX are imported."""
    flags = f"--xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"
    numbers = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    return {**os.environ, **numbers, "XLA_FLAGS": flags, "JAX_PLATFORMS": "cpu"}


def machine() -> dict[str, Any]:
    """The machine on which the times are measured, without a name or a path."""
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf8"))
    return {
        "processor": found[1] if found else platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def promises(run: dict[str, Any]) -> dict[str, bool]:
    """What the medians for float32 with one thread are meant to reach, and whether they do."""
    medians = {
        tuple(row["size"]): {name: times[1] for name, times in row["times"].items()}
        for row in run["steps"]
        if row["dtype"] == "float32"
    }
    small, middle, large = medians[4, 3, 2, 1], medians[64, 128, 10, 64], medians[784, 256, 10, 128]
    slower = ("PyTorch eager", "PyTorch compiled", "autograd", "scikit-learn")
    held = {
        f"faster than {name} at every size": all(row["nnlib in place"] < row[name] for row in medians.values())
        for name in slower
    }
    mine = "nnlib in place"
    held["4 times faster than PyTorch eager at 4-3-2 x 1"] = 4 * small[mine] <= small["PyTorch eager"]
    held["faster than JAX jit at 64-128-10 x 64"] = middle[mine] < middle["JAX jit"]
    held["at most 1.6 times the floor at 64-128-10 x 64"] = middle[mine] <= 1.6 * middle["floor"]
    held["at most 1.08 times the floor at 784-256-10 x 128"] = large[mine] <= 1.08 * large["floor"]
    return held


def main() -> int:
    """Measure, store and report. Returns 1 if a promise does not hold."""
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-m", "peers.measure", str(threads)],
                env=environment(threads),
                stdout=subprocess.PIPE,
                check=True,
                text=True,
            ).stdout
        )
        for threads in (1, 2)
    ]
    text = json.dumps({"machine": machine(), "runs": runs}, indent=1)
    RESULT.write_text(re.sub(r"\s+(?=-?[\d.]+,?\s|\])", " ", text) + "\n", encoding="utf8", newline="\n")
    held = promises(runs[0])
    print(*(f"{'ok ' if is_held else 'NOT'} {promise}" for promise, is_held in held.items()), sep="\n")
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
