"""The book's pages and its notebooks, in reading order."""

from pathlib import Path

import yaml


def pages(root: Path = Path()) -> list[str]:
    """The pages that `_toc.yml` names, without a suffix."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf8"))
    return [contents["root"], *(entry["file"] for part in contents["parts"] for entry in part["chapters"])]


def chapters(root: Path = Path()) -> list[Path]:
    """Those of them that are notebooks."""
    return [path for name in pages(root) if (path := root / f"{name}.ipynb").exists()]


if __name__ == "__main__":
    print(*chapters())
