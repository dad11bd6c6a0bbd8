"""Paper and machine side by side."""

from typing import Any, NamedTuple

from nnlib.numbers import FixedPoint
from workbook.show import decimals, entries, rounded


class Difference(NamedTuple):
    """An entry whose last decimal depends on the rounding: its symbol, and both numbers."""

    symbol: str
    paper: FixedPoint
    machine: float

    @property
    def row(self) -> list[str]:
        """The symbol, the number on paper, and the machine's number: rounded as on paper, and with more decimals."""
        return [f"${self.symbol}$", decimals(self.paper), _rounded(self), decimals(self.machine)]


class Comparison:
    """For a notebook: a table of the entries where paper and machine differ, under a line that counts them."""

    def __init__(self, differences: list[Difference], count: int) -> None:
        self.differences = differences
        self.count = count

    def __repr__(self) -> str:
        return "\n".join([self.summary, *("  ".join(difference.row) for difference in self.differences)])

    def _repr_markdown_(self) -> str:
        if not self.differences:
            return self.summary
        head = ["result", "on paper", "machine, rounded once", "machine, six decimals"]
        rows = [head, ["---", *["---:"] * 3], *(difference.row for difference in self.differences)]
        return self.summary + "\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)

    @property
    def summary(self) -> str:
        if not self.differences:
            return (
                f"Paper and machine agree in all {self.count} entries."
                if self.count > 1
                else "Paper and machine agree."
            )
        return f"Paper and machine differ in {len(self.differences)} of {self.count} entries."


def compare(**pairs: tuple[Any, Any]) -> Comparison:
    """Find where four-decimal and floating-point results differ: `compare(Z2=(paper.Z2, machine.Z2))`."""
    both = [
        Difference(symbol, on_paper, machine)
        for name, (paper, exact) in pairs.items()
        for (symbol, on_paper), (_, machine) in zip(entries(name, paper), entries(name, exact), strict=True)
    ]
    return Comparison([each for each in both if decimals(each.paper) != _rounded(each)], len(both))


def _rounded(difference: Difference) -> str:
    return rounded(difference.machine, difference.paper.places)
