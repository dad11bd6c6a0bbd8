"""The last measurements of `make bench`, for the page that shows them."""

import json
import math
from importlib.resources import files
from typing import Any

from IPython.display import Markdown

from workbook.figures.palette import light
from workbook.figures.plots import finish, new_plot
from workbook.figures.svg import Svg

OURS = "nnlib in place"
OUTSIDE = ("floor", "nnlib readable")
"""What is measured but does not compete: the floor is not a training step, and the readable step is our slower one."""

COLOURS = {"floor": "faint", OURS: "H", "PyTorch eager": "delta", "JAX jit": "W2"}


def measured() -> dict[str, Any]:
    """The machine, and the times in microseconds, as they were stored."""
    found: dict[str, Any] = json.loads((files("peers") / "measured.json").read_text(encoding="utf8"))
    return found


def machine(result: dict[str, Any]) -> Markdown:
    """For a notebook: the machine on which the times were measured, and its software."""
    rows = [[name, str(value)] for name, value in result["machine"].items()]
    return _markdown([["component", "model or version"], ["---", "---"], *rows])


def table(result: dict[str, Any], threads: int, dtype: str) -> Markdown:
    """For a notebook: each contender's median at each size, with its quartiles below. The fastest step is in bold."""
    rows = steps(result, threads, dtype)
    lines = [["µs per step", *map(size_of, rows)], ["---", *["---:"] * len(rows)]]
    for name in rows[0]["times"]:
        lines.append([name, *(_cell(row["times"][name], name == fastest(row)) for row in rows)])
    return _markdown(lines)


def steps(result: dict[str, Any], threads: int, dtype: str) -> list[dict[str, Any]]:
    """The times that were measured with this many threads, in one type."""
    (run,) = (run for run in result["runs"] if run["threads"] == threads)
    return [row for row in run["steps"] if row["dtype"] == dtype]


def size_of(row: dict[str, Any]) -> str:
    """Inputs, hidden units, classes and examples, as in 4-3-2 x 1."""
    D, K, C, N = row["size"]
    return f"{D}-{K}-{C} x {N}"


def fastest(row: dict[str, Any]) -> str:
    """The contender with the smallest median."""
    times: dict[str, float] = {name: times[1] for name, times in row["times"].items() if name not in OUTSIDE}
    return min(times, key=times.__getitem__)


def verdicts(result: dict[str, Any]) -> Markdown:
    """For a notebook: which step is fastest at each size, and how our step compares with the best of the others."""
    lines = [["threads", "type", "size", "fastest", "nnlib and the best other", "times the floor"], ["---"] * 6]
    for run in result["runs"]:
        for row in run["steps"]:
            times = {name: median for name, (_, median, _) in row["times"].items()}
            other = min((name for name in times if name not in (*OUTSIDE, OURS)), key=lambda name: times[name])
            ratio = times[other] / times[OURS]
            verdict = f"{ratio:.2f} times as fast as {other}"
            floor = f"{times[OURS] / times['floor']:.2f}"
            lines.append([str(run["threads"]), row["dtype"], size_of(row), fastest(row), verdict, floor])
    return _markdown(lines)


def activations(result: dict[str, Any]) -> Markdown:
    """For a notebook: the medians with other hidden activations, one thread, float32. The fastest is bold."""
    rows = result["runs"][0]["activations"]
    names = list(rows[0]["times"])
    lines = [["hidden", "size", *names], ["---", "---", *["---:"] * len(names)]]
    for row in rows:
        cells = [_cell(row["times"][name], name == fastest(row)) for name in names]
        lines.append([row["hidden"], size_of(row), *cells])
    return _markdown(lines)


def growth(result: dict[str, Any], what: str, place: int, label: str, description: str) -> Svg:
    """The time of a step as a function of `what`, which is the entry `place` of a size. Both axes are logarithmic.

    Logarithms are rounded before they are drawn, so that the drawing is the same on every processor.
    """
    rows = result["runs"][0][what]
    axes = new_plot()
    sizes = [row["size"][place] for row in rows]
    across = [round(math.log2(size), 3) for size in sizes]
    for name in rows[0]["times"]:
        up = [round(math.log10(row["times"][name][1]), 3) for row in rows]
        axes.plot(across, up, marker="o", color=light(COLOURS[name]), label=name)
    axes.set(xlabel=label, ylabel="µs per step")
    axes.set_xticks(across, map(str, sizes))
    powers = range(1, 5)
    axes.set_yticks(powers, [str(10**power) for power in powers])
    return finish(axes, description)


def epochs(result: dict[str, Any]) -> Markdown:
    """For a notebook: the time of one epoch of training, for each number of examples."""
    rows = result["runs"][0]["data"]
    lines = [["examples", "ms per epoch", "µs per example"], ["---:"] * 3]
    for row in rows:
        ((_, median, _),) = row["times"].values()
        lines.append([str(row["examples"]), f"{median / 1000:.1f}", f"{median / row['examples']:.2f}"])
    return _markdown(lines)


def _cell(times: list[float], is_fastest: bool) -> str:
    low, median, high = (f"{time:.0f}" if time >= 100 else f"{time:.1f}" for time in times)
    return f"{f'**{median}**' if is_fastest else median}<br>{low} to {high}"


def _markdown(rows: list[list[str]]) -> Markdown:
    return Markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))  # type: ignore[no-untyped-call]
