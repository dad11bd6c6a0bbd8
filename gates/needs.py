"""What a chapter needs when it is opened outside its project. Its first cell says so.

In the repository that cell is text, because no run of a chapter may fetch anything. A chapter that is downloaded from
a site with an address begins with a cell that installs the project from that site.
"""

import tomllib
from pathlib import Path
from typing import Any

import nbformat
import yaml

WITHOUT_ADDRESS = """This chapter needs the project that it belongs to.
In the project's folder, `make lab` opens it with all that it needs."""

WITH_ADDRESS = """Away from its project, as in Colab, this chapter needs the project's packages.
Run this line first, in a cell of its own:

```python
{}
```"""

TO_RUN = """# Away from its project, this chapter needs the project's packages.
{}"""


def install(source: str, root: Path) -> str:
    """The line that installs the project, and what its chapters import, from an address."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf8"))["project"]
    return f'%pip install "{project["name"]}[chapters] @ {source}"'


def words(root: Path) -> str:
    """The text of the first cell in the repository."""
    url = yaml.safe_load((root / "_config.yml").read_text(encoding="utf8"))["repository"]["url"]
    return WITH_ADDRESS.format(install(f"git+{url}", root)) if url else WITHOUT_ADDRESS


def without(cells: list[Any]) -> list[Any]:
    """The cells of the chapter itself."""
    return [cell for cell in cells if not cell.id.endswith("-needs")]


def with_needs(path: Path, root: Path) -> Any:
    """The chapter's notebook, with a first cell for the repository."""
    cell = nbformat.v4.new_markdown_cell(words(root), metadata={"tags": ["remove-cell"]})
    return _begun_with(cell, path)


def downloaded(path: Path, root: Path, source: str) -> str:
    """The chapter's file, with a first cell that installs the project from an address."""
    cell = nbformat.v4.new_code_cell(TO_RUN.format(install(source, root)))
    return str(nbformat.writes(_begun_with(cell, path))) + "\n"


def _begun_with(cell: Any, path: Path) -> Any:
    notebook = nbformat.read(path, as_version=4)
    cell.id = f"{path.stem}-needs"
    notebook.cells = [cell, *without(notebook.cells)]
    return notebook
