"""Measure all contenders in one process, in turn. `bench` runs this once for each number of threads."""

import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

import jax
import numpy as np
import torch

from nnlib import Parameters
from nnlib.network import Array
from nnlib.training import he, one_hot, train
from peers.contenders import CONTENDERS, StepOnce

SIZES = [(4, 3, 2, 1), (4, 3, 2, 32), (64, 128, 10, 64), (784, 256, 10, 128)]
WIDTHS = [16, 32, 64, 128, 256, 512, 1024]
BATCHES = [1, 4, 16, 64, 256, 1024]
SETS = [500, 1000, 2000, 4000, 8000]

ACTIVATED = ("nnlib in place", "PyTorch eager", "PyTorch compiled", "JAX jit")
"""Those that can have another hidden activation."""

GROWING = ("floor", "nnlib in place", "PyTorch eager", "JAX jit")

ROUNDS = 41
SLICE = 0.003
"""How many seconds a contender runs before the next one takes its turn."""

PAUSE = 0.04
"""Seconds before a turn, with several threads: the previous contender's threads spin for a while before they sleep."""

Times = dict[str, list[float]]
"""The first quartile, the median and the third quartile, in microseconds, under the contender's name."""


def problem(size: tuple[int, int, int, int], dtype: type) -> tuple[Parameters, Array, Array]:
    """Random parameters and a random batch. Each example is contiguous in memory, as in training."""
    D, K, C, N = size
    rng = np.random.default_rng(size)
    x: Array = rng.normal(size=(N, D)).astype(dtype).T
    y: Array = one_hot(rng.integers(C, size=N), C).astype(dtype)
    return he((D, K, C), seed=0, dtype=dtype), x, y


def in_turn(runs: dict[str, StepOnce]) -> Times:
    """Each contender in turn runs for a slice of time, `ROUNDS` times, so what disturbs one of them disturbs all."""
    pause = PAUSE if torch.get_num_threads() > 1 else 0
    counts = {}
    for name, run in runs.items():
        run()
        counts[name] = max(1, round(SLICE / min(_seconds(run, 1) for _ in range(5))))
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            time.sleep(pause)
            _seconds(run, counts[name] // 4 + 1)  # the others have used the caches
            found[name].append(_seconds(run, counts[name]) * 1e6)
    return {name: np.quantile(times, [0.25, 0.5, 0.75]).round(2).tolist() for name, times in found.items()}


def _seconds(run: Callable[[], Any], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - start) / times


def steps(size: tuple[int, int, int, int], dtype: type, names: Iterable[str], *hidden: str) -> dict[str, Any]:
    """The times of one step at one size, perhaps with another hidden activation."""
    print("measuring", size, dtype.__name__, *hidden, file=sys.stderr, flush=True)
    runs = {name: CONTENDERS[name](*problem(size, dtype), *hidden) for name in names}
    return {"size": size, "dtype": dtype.__name__, "times": in_turn(runs)}


def epoch(examples: int) -> dict[str, Any]:
    """The time of one epoch of nnlib's `train`, scoring included."""
    params, x, y = problem((64, 128, 10, examples), np.float32)

    def run() -> None:
        train(params, x, y, epochs=1, batch_size=64, learning_rate=0.01, seed=0)

    return {"examples": examples, "times": in_turn({"nnlib train": run})}


def main(threads: int) -> None:
    """Measure with this many threads, and print the times as JSON."""
    torch.set_num_threads(threads)
    jax.config.update("jax_cpu_enable_async_dispatch", False)
    found: dict[str, Any] = {
        "threads": threads,
        "steps": [steps(size, dtype, CONTENDERS) for dtype in (np.float32, np.float64) for size in SIZES],
    }
    if threads == 1:
        found["activations"] = [
            {"hidden": hidden, **steps(size, np.float32, ACTIVATED, hidden)}
            for hidden in ("sigmoid", "tanh")
            for size in SIZES
        ]
        found["width"] = [steps((64, K, 10, 64), np.float32, GROWING) for K in WIDTHS]
        found["batch"] = [steps((64, 128, 10, N), np.float32, GROWING) for N in BATCHES]
        found["data"] = [epoch(examples) for examples in SETS]
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
