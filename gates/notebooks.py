"""Run chapters again and store their outputs; a second run changes nothing. python -m gates.notebooks FILE..."""

import difflib
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from gates.chapters import chapters
from gates.needs import with_needs, without

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def executed(path: Path, root: Path, **environment: str) -> str:
    """The text that the notebook's file has after a run from top to bottom, with the project at `root` importable.

    Raises: CellExecutionError if a cell fails.
    """
    is_chapter = path.resolve() in map(Path.resolve, chapters(root))
    notebook = with_needs(path, root) if is_chapter else nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
    )
    client.execute(cwd=str(path.parent), env={**os.environ, "PYTHONPATH": str(root.absolute()), **environment})
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(without(notebook.cells)):
        cell.id = f"{path.stem}-{number}"
    return str(nbformat.writes(notebook)) + "\n"


def differences(name: str, stored: str, fresh: str) -> list[str]:
    """The lines of a notebook's file in which a fresh run differs, cut to a length that a person can read."""
    changed = difflib.unified_diff(stored.splitlines(), fresh.splitlines(), n=0)
    lines = [line for line in changed if not line.startswith(("---", "+++", "@@"))]
    return [f"{name}, {'stored' if line[0] == '-' else 'fresh '}: {line[1:].strip()[:160]}" for line in lines]


def main(paths: list[Path]) -> int:
    """Store the outputs and print what changed, line by line; a notebook with a failing cell stays as it was."""
    failed = 0
    for path in paths:
        try:
            text = executed(path, Path())
        except CellExecutionError as error:
            print(f"{path}: a cell fails, nothing stored\n{error}", file=sys.stderr)
            failed += 1
            continue
        changes = differences(path.name, path.read_text(encoding="utf8"), text)
        if changes:
            path.write_text(text, encoding="utf8", newline="\n")
        print(f"{path}: {'outputs stored' if changes else 'nothing changed'}", *changes, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
