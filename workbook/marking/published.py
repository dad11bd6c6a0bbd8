"""Published exercises in backpropagation by hand: their given numbers, the results they print, and errors in print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from workbook.marking.expressions import Entry
from workbook.marking.problems import Problem, problem_of
from workbook.networks import Network

EXERCISES = "published.json"
"""A file of numbers and sources. It also has an exercise with two hidden layers, which must be refused."""

BIASES = {"given, not updated": "not updated"}


class Published(NamedTuple):
    """An exercise: its problem, its source, a note, every number that it prints, and the errors that were found in it.

    For an error, `where` is its place, `printed` is what the source prints there, and `right` is what it should be.
    """

    problem: Problem
    source: str
    note: str
    printed: Mapping[Entry, str]
    errors: tuple[Mapping[str, str], ...]

    @property
    def title(self) -> str:
        """The sizes and the network of the exercise, and its name."""
        sizes, network = self.problem.sizes, self.problem.network
        layers = "-".join(map(str, sizes[:3]))
        examples = f", {sizes.N} examples" if sizes.N > 1 else ""
        return f"{layers}{examples}: {network.hidden}, then {network.output} with {network.loss} ({self.problem.name})"


@cache
def published() -> Mapping[str, Published]:
    """The published exercises with one hidden layer, by name."""
    return MappingProxyType({each["id"]: _exercise(each) for each in _all() if "W3" not in each["givens"]})


def _all() -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads((files("workbook.marking") / EXERCISES).read_text(encoding="utf8"))
    return content


def _exercise(each: Mapping[str, Any]) -> Published:
    printed = {Entry(one["name"], one["row"], one["column"]): one["text"] for one in each["printed"]}
    errors = tuple(each["published_errors"])
    return Published(_problem(each), each["source"], each.get("note", ""), printed, errors)


def _problem(each: Mapping[str, Any]) -> Problem:
    """The exercise as a problem, with as many decimals as its longest printed number."""
    biases = BIASES.get(each["biases"], each["biases"])
    network = Network(each["hidden"], each["output"], each["loss"], each["reduction"], biases)
    without = ("b1", "b2") if biases == "none" else ()
    tables = {name: table for name, table in each["givens"].items() if name not in without}
    decimals = max(len(one["text"].partition(".")[2]) for one in each["printed"])
    return problem_of(each["id"], tables, min(16, max(2, decimals)), network)
