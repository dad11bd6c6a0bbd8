"""The book's notebooks, in reading order."""

from pathlib import Path

import yaml


def chapters(root: Path = Path()) -> list[Path]:
    """The notebooks that `_toc.yml` names, in its order."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf8"))
    files = [contents["root"], *(entry["file"] for part in contents["parts"] for entry in part["chapters"])]
    return [path for name in files if (path := root / f"{name}.ipynb").exists()]


if __name__ == "__main__":
    print(*chapters())
