"""The package's own code on a page: included, not retyped."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from IPython.display import Markdown


def listing(function: Callable[..., Any]) -> Markdown:
    """For a notebook: a function's source as it stands, without its docstring and its checks of arguments."""
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
    code = "\n".join(head + body)
    return Markdown(f"```python\n{code}\n```")  # type: ignore[no-untyped-call]
