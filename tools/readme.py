"""The README's computed parts: the block between its two marks, and the picture. python -m tools.readme"""

from pathlib import Path

from nnlib import assignment, forward
from nnlib.numbers import FixedPoint
from workbook.compare import compare
from workbook.figures.drawing import draw
from workbook.steps import results
from workbook.worked_lines import stages

BEGIN, END = "<!-- computed: make readme -->\n", "<!-- end of what is computed -->\n"
PICTURE = Path("book/network.svg")


def block() -> str:
    """The first result that depends on the rounding: on paper, and on the machine. And how many there are."""
    paper, machine = results(assignment.givens(FixedPoint)), results(assignment.givens(float))
    everything = compare(**{name: (paper[name], machine[name]) for name in paper})
    first = everything.differences[0]
    number = first.paper
    line = "\n".join([f"{first.row[0].strip('$')}", *(f"  = {stage}" for stage in stages(number))])
    return (
        f"```text\n{line}       on paper\n  = {first.row[2]}       machine, rounded once\n```\n\n{everything.summary}\n"
    )


def picture() -> str:
    """The network with its results on it."""
    params, x, *_ = assignment.givens(FixedPoint)
    description = "The network: inputs, hidden units and probabilities in circles, weights on the edges, biases below."
    return draw(params, x, description, forward(params, x)).source + "\n"


def renewed(readme: str) -> str:
    """The README with its computed block made anew.

    Raises: ValueError, when a mark is missing.
    """
    before, _, rest = readme.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"README.md: expected the marks {BEGIN.strip()} and {END.strip()}")
    return before + BEGIN + block() + END + after


if __name__ == "__main__":
    README = Path("README.md")
    README.write_text(renewed(README.read_text(encoding="utf8")), encoding="utf8")
    PICTURE.write_text(picture(), encoding="utf8")
