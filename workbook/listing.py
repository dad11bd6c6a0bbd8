"""The package's own code on a page: taken from the source, not typed again."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from IPython.display import Markdown


def listing(*functions: Callable[..., Any]) -> Markdown:
    """For a notebook: the source of functions, without their docstrings and without their checks of arguments."""
    code = "\n\n\n".join(map(_code, functions))
    return Markdown(f"```python\n{code}\n```")  # type: ignore[no-untyped-call]


def _code(function: Callable[..., Any]) -> str:
    source = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    lines = source.splitlines()
    head = lines[definition.lineno - 1 : definition.body[0].lineno - 1]
    body = [
        line
        for line in lines[(definition.body[0].end_lineno or 0) :]
        if not line.startswith(("    checks.", "    arguments."))
    ]
    return "\n".join(head + body)
