"""The README's computed parts are what the code computes. `python -m gates.readme` computes them again."""

from pathlib import Path

from nnlib import assignment, forward
from nnlib.numbers import FixedPoint
from workbook.compare import compare
from workbook.figures.drawing import draw
from workbook.networks import GIVEN
from workbook.steps import results
from workbook.worked_lines import stages

BEGIN, END = "<!-- computed: make readme -->\n", "<!-- end of what is computed -->\n"
PICTURE = Path("book/network.svg")


def block() -> str:
    """The first result that depends on the rounding, on paper and on the machine, and how many such results exist."""
    paper, machine = results(assignment.givens(FixedPoint)), results(assignment.givens(float))
    everything = compare(**{name: (paper[name], machine[name]) for name in paper})
    if not everything.differences:
        return f"{everything.summary}\n"
    first = everything.differences[0]
    number = first.paper
    line = "\n".join([f"{first.row[0].strip('$')}", *(f"  = {stage}" for stage in stages(number))])
    return (
        f"```text\n{line}       on paper\n  = {first.row[2]}       machine, rounded once\n```\n\n{everything.summary}\n"
    )


def picture() -> str:
    """The network with its results on it."""
    params, x, *_ = assignment.givens(FixedPoint)
    description = "The network: inputs, hidden units and outputs in circles, weights on the edges, biases below."
    return draw(params, x, description, forward(params, x, GIVEN.activation.f, GIVEN.judged)).source + "\n"


def renewed(readme: str) -> str:
    """The README with its computed block as it is now.

    Raises: ValueError if a mark is missing.
    """
    before, _, rest = readme.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"README.md: expected the marks {BEGIN.strip()} and {END.strip()}")
    return before + BEGIN + block() + END + after


def complaints(root: Path) -> list[str]:
    """Each computed part that is out of date."""
    readme = (root / "README.md").read_text(encoding="utf8")
    stale = {
        "README.md": renewed(readme) != readme,
        str(PICTURE): (root / PICTURE).read_text(encoding="utf8") != picture(),
    }
    return [f"{name}: not what the code computes; run `make readme`" for name, is_stale in stale.items() if is_stale]


if __name__ == "__main__":
    README = Path("README.md")
    README.write_text(renewed(README.read_text(encoding="utf8")), encoding="utf8")
    PICTURE.write_text(picture(), encoding="utf8")
