"""Honest sheets in which the gradients are divided by the number of examples, and δ2 is not: each operation rounded."""

from tests.workbook.marking.by_road import rounded
from tests.workbook.marking.share import fresh
from workbook.networks import Network

CASES = [
    ((2, 2, 2, 2), Network("tanh")),
    ((3, 4, 3, 3), Network("relu")),
    ((2, 2, 1, 4), Network("sigmoid", "sigmoid", "binary cross-entropy")),
    ((1, 2, 2, 3), Network("sigmoid", "sigmoid", "squares")),
    ((2, 2, 2, 2), Network("tanh", "linear", "half squares")),
]


def divided_last(seed, sizes, network):
    """A problem, and its numbers in this convention."""
    made = fresh(seed, sizes, 4, network)
    D, K, C, N = (range(size) for size in made.sizes)
    s = {(entry.name, entry.row, entry.column): number for entry, number in (made.givens | made.solution).items()}
    rate = s["learning_rate", 0, 0]
    for c in C:
        for n in N:
            error = rounded(s["y_hat", c, n] - s["y", c, n])
            if network.output == "sigmoid" and network.has_squares:
                error = rounded(s["error", c, n] * s["slope2", c, n])
            s["delta2", c, n] = error
    for k in K:
        for n in N:
            s["dH", k, n] = sum(rounded(s["W2", c, k] * s["delta2", c, n]) for c in C)
            s["delta1", k, n] = rounded(s["dH", k, n] * s["f_prime", k, n])
    for layer, rows, before, columns in ((2, C, "H", K), (1, K, "x", D)):
        delta = f"delta{layer}"
        for i in rows:
            s[f"db{layer}", i, 0] = rounded(sum(s[delta, i, n] for n in N) / len(N))
            for j in columns:
                total = sum(rounded(s[delta, i, n] * s[before, j, n]) for n in N)
                s[f"dW{layer}", i, j] = rounded(total / len(N))
    for theta in ("W1", "b1", "W2", "b2"):
        for name, i, j in [place for place in s if place[0] == theta]:
            s[f"scaled_d{name}", i, j] = rounded(rate * s[f"d{name}", i, j])
            s[f"{name}_new", i, j] = s[name, i, j] - s[f"scaled_d{name}", i, j]
    return made, {entry: s[entry.name, entry.row, entry.column] for entry in made.record}


def rate_first_on(made, sheet):
    """The steps of W2 on such a sheet, with the rate multiplied by δ2 first."""
    s = {(entry.name, entry.row, entry.column): number for entry, number in (made.givens | sheet).items()}
    rate, examples = s["learning_rate", 0, 0], range(made.sizes.N)

    def step(c, k):
        total = sum(rounded(rounded(rate * s["delta2", c, n]) * s["H", k, n]) for n in examples)
        return rounded(total / made.sizes.N)

    return {entry: step(entry.row, entry.column) for entry in sheet if entry.name == "scaled_dW2"}
