"""The README's computed block and its picture are what the code computes."""

from pathlib import Path

from tools.readme import PICTURE, picture, renewed


def complaints(root: Path) -> list[str]:
    """What is out of date."""
    readme = (root / "README.md").read_text(encoding="utf8")
    stale = {
        "README.md": renewed(readme) != readme,
        str(PICTURE): (root / PICTURE).read_text(encoding="utf8") != picture(),
    }
    return [f"{name}: not what the code computes; run `make readme`" for name, is_stale in stale.items() if is_stale]
