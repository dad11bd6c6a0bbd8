"""Run chapters again and store their outputs; a second run changes nothing. python -m tools.notebooks FILE..."""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def executed(path: Path, root: Path, **environment: str) -> str:
    """The text that the notebook's file has after a run from top to bottom, with the project at `root` importable.

    Raises: CellExecutionError, when a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
    )
    client.execute(cwd=str(path.parent), env={**os.environ, "PYTHONPATH": str(root.absolute()), **environment})
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"{path.stem}-{number}"
    return str(nbformat.writes(notebook)) + "\n"


def main(paths: list[Path]) -> int:
    """Store what changed; a notebook with a failing cell stays as it was."""
    failed = 0
    for path in paths:
        try:
            text = executed(path, Path())
        except CellExecutionError as error:
            print(f"{path}: a cell fails, nothing stored\n{error}", file=sys.stderr)
            failed += 1
            continue
        changed = text != path.read_text(encoding="utf8")
        if changed:
            path.write_text(text, encoding="utf8", newline="\n")
        print(f"{path}: {'outputs stored' if changed else 'nothing changed'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
