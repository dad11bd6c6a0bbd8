"""Flip one digit of a decimal number, in a place where a reader sees it, and see whether a gate notices.

python -m gates.corrupt N [SEED] takes N places, from each kind of text in turn, and reports how many are caught.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gates import prose, readme, sheet
from gates.chapters import chapters
from gates.notebooks import differences, executed

DECIMAL = re.compile(r"\d+\.\d+")


class Place(NamedTuple):
    """A digit: the kind of text that holds it, the file, the keys to that text in a notebook, and its index there."""

    kind: str
    path: Path
    way: tuple[str | int, ...]
    at: int


def digits(root: Path) -> Iterator[Place]:
    """Every digit of every decimal number in stored outputs, Markdown cells and pages."""
    for path in chapters(root):
        for kind, way, text in _notebook_texts(json.loads(path.read_text(encoding="utf8"))):
            yield from (Place(kind, path, way, at) for at in _digits(text))
    for path in [*root.glob("*.md"), *root.glob("book/**/*.md"), *root.glob("book/*.svg")]:
        yield from (Place(path.name, path, (), at) for at in _digits(path.read_text(encoding="utf8")))


def corrupted(place: Place) -> str:
    """The text of the place's file with that digit flipped."""
    whole = place.path.read_text(encoding="utf8")
    if not place.way:
        return _flipped(whole, place.at)
    notebook = json.loads(whole)
    holder = notebook
    for key in place.way[:-1]:
        holder = holder[key]
    text = "".join(holder[place.way[-1]])
    holder[place.way[-1]] = _flipped(text, place.at).splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def caught(root: Path, place: Place, runs: dict[Path, str]) -> bool:
    """Whether a gate complains about the copy at `root` with the digit flipped. The copy is restored afterwards."""
    kept = place.path.read_text(encoding="utf8")
    broken = corrupted(place)
    place.path.write_text(broken, encoding="utf8")
    try:
        stale = place.path in runs and differences(place.path.name, broken, runs[place.path])
        return bool(stale or sheet.complaints(root) or prose.complaints(root) or readme.complaints(root))
    finally:
        place.path.write_text(kept, encoding="utf8")


def report(root: Path, count: int, seed: int) -> list[Place]:
    """Try this many places in a copy, print how many were caught, and return those that were not."""
    kinds: dict[str, list[Place]] = {}
    for place in digits(root):
        kinds.setdefault(place.kind, []).append(place)
    draw = random.Random(seed)
    names = sorted(kinds)
    drawn = [draw.choice(kinds[names[i % len(names)]]) for i in range(count)]
    runs = {path: executed(path, root) for path in chapters(root) if path in {place.path for place in drawn}}
    missed = [place for place in drawn if not caught(root, place, runs)]
    print(*(f"{kind}: {tried}" for kind, tried in sorted(Counter(place.kind for place in drawn).items())), sep=", ")
    print(*(f"missed: {place}" for place in missed), sep="\n", end="\n" if missed else "")
    print(f"{count - len(missed)} of {count} flipped digits were caught, seed {seed}")
    return missed


def _notebook_texts(notebook: dict[str, Any]) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    for c, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown":
            yield "Markdown cell", ("cells", c, "source"), "".join(cell["source"])
        for o, output in enumerate(cell.get("outputs", [])):
            way = ("cells", c, "outputs", o)
            if "text" in output:
                yield "stream", (*way, "text"), "".join(output["text"])
            for mime, text in output.get("data", {}).items():
                yield mime, (*way, "data", mime), "".join(text)


def _digits(text: str) -> Iterator[int]:
    computed = prose.OF_A_COURSE.sub(lambda found: " " * len(found[0]), text)
    for number in DECIMAL.finditer(computed):
        yield from (at for at in range(*number.span()) if text[at].isdigit())


def _flipped(text: str, at: int) -> str:
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


if __name__ == "__main__":
    sys.exit(1 if report(Path(), int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0) else 0)
