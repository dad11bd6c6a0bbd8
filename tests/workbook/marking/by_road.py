"""Honest sheets of other networks, with one step computed by another correct formula, each operation rounded."""

from decimal import ROUND_HALF_UP

from tests.workbook.marking.share import UNIT, fresh
from workbook.networks import Network

SIZES = [(3, 4, 3), (2, 2, 2, 2)]


def rounded(number):
    return number.quantize(UNIT, ROUND_HALF_UP)


def logistic(z):
    e = rounded(z.exp())
    return rounded(e / (1 + e))


def tanh_from_two(z):
    up, down = rounded(z.exp()), rounded((-z).exp())
    return rounded((up - down) / (up + down))


def tanh_from_square(z):
    e = rounded((2 * z).exp())
    return rounded((e - 1) / (e + 1))


class Line:
    """One entry's row and column, and the other numbers of its sheet: `line("H", row)` is in the same column."""

    def __init__(self, made, entry):
        self.numbers = {**made.givens, **made.solution}
        self.row, self.column, self.entry = entry.row, entry.column, entry
        self.examples, self.classes = range(made.sizes.N), made.sizes.C
        (self.rate,) = (number for given, number in made.givens.items() if given.name == "learning_rate")

    def __call__(self, name, row=None, column=None):
        row, column = self.row if row is None else row, self.column if column is None else column
        return self.numbers[self.entry._replace(name=name, row=row, column=column)]

    def pairs(self, one, other):
        """For each example, the entry of one quantity in this row, and of the other in the row that is this column."""
        return [(self(one, column=n), self(other, self.column, n)) for n in self.examples]


def delta2_factor_by_factor(at):
    product = rounded(rounded(at("error") * at("y_hat")) * rounded(1 - at("y_hat")))
    return rounded(product / len(at.examples))


def rate_first(delta, before):
    return lambda at: sum(rounded(rounded(at.rate * d) * h) for d, h in at.pairs(delta, before))


def slope_first(at):
    examples = [(at("dH", column=n), at("f_prime", column=n), at("x", at.column, n)) for n in at.examples]
    return sum(rounded(dH * rounded(slope * x)) for dH, slope, x in examples)


def log_of_the_sum(at):
    right = [at("Z2", row, n) for n in at.examples for row in range(at.classes) if at("y", row, n) == 1]
    sums = [at("sum_e_Z2", n, 0) for n in at.examples]
    return rounded(sum(rounded(total.ln()) - z for total, z in zip(sums, right, strict=True)) / len(at.examples))


SIGMOID = Network("sigmoid", "sigmoid", "squares")
TANH = Network("tanh", "tanh", "half squares")
SOFTMAX = Network("none")

WAYS = {
    "sigmoid by e^z": (SIGMOID, "H", lambda at: logistic(at("Z1"))),
    "delta2 factor by factor": (SIGMOID, "delta2", delta2_factor_by_factor),
    "delta1 factor by factor": (SIGMOID, "delta1", lambda at: rounded(rounded(at("dH") * at("H")) * (1 - at("H")))),
    "tanh by two exponentials": (TANH, "H", lambda at: tanh_from_two(at("Z1"))),
    "tanh by one exponential": (TANH, "H", lambda at: tanh_from_square(at("Z1"))),
    "output's tanh by two exponentials": (TANH, "y_hat", lambda at: tanh_from_two(at("Z2"))),
    "output's tanh by one exponential": (TANH, "y_hat", lambda at: tanh_from_square(at("Z2"))),
    "slope first": (TANH, "dW1", slope_first),
    "rate first, above": (SIGMOID, "scaled_dW2", rate_first("delta2", "H")),
    "rate first, below": (SIGMOID, "scaled_dW1", rate_first("delta1", "x")),
    "reciprocal": (SOFTMAX, "y_hat", lambda at: rounded(at("e_Z2") * rounded(1 / at("sum_e_Z2", at.column, 0)))),
    "log of the sum": (SOFTMAX, "loss", log_of_the_sum),
}


def by_road(way, seed, sizes):
    """A problem, and the numbers of its step by this way."""
    network, step, formula = WAYS[way]
    made = fresh(seed, sizes, 4, network)
    return made, {entry: formula(Line(made, entry)) for entry in made.record if entry.name == step}


def with_the_largest_subtracted(seed):
    """A problem of two examples, and its sheet with each column's own largest logit subtracted before e^z."""
    made = fresh(seed, (2, 2, 3, 2), 4, SOFTMAX)
    solution = made.solution
    columns = [[entry for entry in made.record if entry.name == "Z2" and entry.column == n] for n in range(2)]
    sheet = dict(solution)
    for n, logits in enumerate(columns):
        top = max(solution[entry] for entry in logits)
        e = {entry._replace(name="e_Z2"): rounded((solution[entry] - top).exp()) for entry in logits}
        total = sum(e.values())
        sheet |= e | {logits[0]._replace(name="sum_e_Z2", row=n, column=0): total}
        sheet |= {entry._replace(name="y_hat"): rounded(number / total) for entry, number in e.items()}
    return made, sheet
