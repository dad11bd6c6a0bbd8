"""Docstrings as the project writes them, set as the page of the code shows them."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

from workbook.notation import shapes
from workbook.quantities import GIVENS, QUANTITIES, RESULTS

FIELD = re.compile(r"(Args|Shape|Raises|Source): ")
INITIAL, NO_LIST = re.compile(r"^(?=[A-Z]\. )"), r"\\"


def mend(app: Sphinx, what: str, name: str, found: Any, options: Any, lines: list[str]) -> None:
    """`Args: ...` becomes a field, and so does the result; `name` becomes code."""
    if table := parts(found):
        lines[:] = [line for line in lines if not line.startswith("Shape: ")]
    text = re.sub(r"(?<![`:])`([^`]+)`(?!`)", r"``\1``", "\n".join(lines))
    lines[:] = [*fields(text.split("\n")), *returned(found), "", *table]


def parts(found: Any) -> list[str]:
    """A named tuple's fields, with shapes and meanings as in the notation."""
    known = [name for name in getattr(found, "_fields", ()) if name in GIVENS + RESULTS]
    if not known:
        return []
    shape = {name: re.sub(r"\$(.*)\$", r":math:`\1`", text) for name, text in shapes().items()}
    lines = [".. list-table::", "   :widths: auto", ""]
    for name in known:
        lines += [f"   * - ``{name}``", f"     - {shape[name]}"]
        lines += [f"     - {QUANTITIES[name].meaning}"]
    return [*lines, ""]


def fields(lines: list[str]) -> Iterator[str]:
    """The lines, with each field under its name, up to an empty line or the next."""
    inside = False
    for line in lines:
        if start := FIELD.match(line):
            if not inside:
                yield ""
            yield f":{start[1]}: {INITIAL.sub(NO_LIST, line[start.end() :])}"
            inside = True
        else:
            inside = inside and bool(line)
            yield f"    {line}" if inside else line


def returned(function: Any) -> list[str]:
    """A function's result, if it is a class of the project."""
    if not inspect.isroutine(function):
        return []
    result = inspect.signature(function, eval_str=True).return_annotation
    if not inspect.isclass(result) or not result.__module__.startswith(("nnlib", "workbook")):
        return []
    return [f":Returns: ``{result.__name__}``"]


def setup(app: Sphinx) -> None:
    app.connect("autodoc-process-docstring", mend)
