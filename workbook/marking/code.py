"""Which slip a person's own code makes: its results are marked as a sheet is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnlib import Parameters, forward
from nnlib.network import Backward
from workbook.marking.judging import mark
from workbook.marking.marks import Marks
from workbook.marking.numerals import with_type
from workbook.marking.problems import Problem, check_problem
from workbook.show import as_table, rounded
from workbook.steps import steps

GRADIENTS = {theta: f"d{theta}" for theta in Parameters._fields}


def mark_backward(problem: Problem, backward: Callable[..., Any]) -> Marks:
    """Mark the results of your own `backward(params, trace, y)` for a problem as if they were on a sheet.

    The function is run on floats, after nnlib's own forward pass. It must return a `Parameters` of gradients, or any of
    the results in `Backward` by name, as a NamedTuple or a mapping. Gradients that the problem does not ask for, such
    as those of biases that are not updated, are not marked.

    Raises: TypeError or ValueError if the problem is not a Problem, or if the results have other names or other shapes.
    Exceptions that the function itself raises are not caught.
    """
    check_problem(problem)
    if not callable(backward):
        raise TypeError(f"backward: expected a function of params, trace and y, got {with_type(backward)}")
    network = problem.network
    params, x, y, _ = problem.on(float)
    trace = forward(params, x, network.activation.f, network.judged)
    own = _by_name(backward(params, trace, y), problem)
    exact = steps(problem.on(float), network)
    forward_pass = {name: exact[name] for name in exact if name not in _after(exact)}
    sheet = {name: _texts(own.get(name, forward_pass.get(name)), problem.places) for name in {**forward_pass, **own}}
    return mark(problem, sheet)


def _by_name(found: Any, problem: Problem) -> dict[str, Any]:
    quantities = found._asdict() if hasattr(found, "_asdict") else found
    if not isinstance(quantities, Mapping):
        raise TypeError(f"backward: expected Parameters or results by name, got {with_type(found)}")
    named = {GRADIENTS.get(str(name), str(name)): quantity for name, quantity in quantities.items()}
    if strangers := named.keys() - set(Backward._fields):
        raise ValueError(f"backward: expected results named {', '.join(Backward._fields)}, got {sorted(strangers)[0]}")
    needed = {name: as_table(np.asarray(named[name], float)) for name in named if name in problem.shapes}
    for name, quantity in needed.items():
        if quantity.shape != problem.shapes[name]:
            raise ValueError(f"{name}: expected shape {problem.shapes[name]}, got {quantity.shape}")
    return needed


def _after(exact: Mapping[str, Any]) -> list[str]:
    """The lines from delta2 onwards."""
    names = list(exact)
    return names[names.index("delta2") :]


def _texts(quantity: Any, places: int) -> list[list[str]]:
    return [[rounded(float(number), places) for number in row] for row in as_table(np.asarray(quantity, float))]
