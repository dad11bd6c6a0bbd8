"""The sheet, worked line by line from a network's formulas, in mpmath with 50 digits and without nnlib."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import mpmath

MP = mpmath.mp.clone()
MP.dps = 50
GUARD = 10**25
HALF = MP.mpf(1) / 2


def units(number: Any, places: int, even: bool) -> int:
    """How many units in the last place, rounded. If the guard digits show no difference from a tie, it is a tie."""
    whole, rest = divmod(int(abs(number) * (GUARD * 10**places) + HALF), GUARD)
    up = rest * 2 > GUARD or (rest * 2 == GUARD and (not even or whole % 2 == 1))
    return whole + up if number > 0 else -whole - up


def cut_off(number: Any, places: int) -> int:
    """How many whole units in the last place. If the guard digits show no difference from the next one, it counts."""
    count = int(abs(number) * (GUARD * 10**places) + HALF) // GUARD
    return count if number > 0 else -count


def worksheet(
    tables: Mapping[str, Sequence[Sequence[str]]],
    places: int,
    operations: bool = True,
    results: bool = True,
    even: bool = False,
    guard: int = 0,
    cut: bool = False,
    road: str = "",
    lines: Mapping[Any, str] | None = None,
    hidden: str = "relu + sin",
    output: str = "softmax",
    loss: str = "cross-entropy",
) -> dict[tuple[str, int, int], str]:
    """Every entry as it is written down, under its name and its indices from 0.

    With `operations` each operation is rounded; if not, with `results` each result is; if not, numbers are rounded only
    as they are written down. With a `guard` each operation is rounded, or truncated, to this many further places, and
    results keep them. `road` names another correct formula for one of the steps; lines that it does not need are not
    written down. `lines` is another sheet, and each line starts from the numbers on it. For other networks only the
    usual formulas are known.
    """

    scale, finer = MP.mpf(10) ** places, places + guard

    def o(number: Any) -> Any:
        if guard:
            return (cut_off(number, finer) if cut else units(number, finer, even)) / MP.mpf(10) ** finer
        return units(number, places, even) / scale if operations else number

    sheet: dict[tuple[str, int, int], str] = {}
    not_written = {"sigmoid": ("e_Z2", "sum_e_Z2"), "not scaled": ("scaled_",), "rate first": ("scaled_",)}.get(
        road, ()
    )

    def write(name: str, rows: Sequence[Sequence[Any]]) -> Any:
        counts = [[units(number, places, even) for number in row] for row in rows]
        for i, row in enumerate([] if name.startswith(not_written) else counts):
            for j, count in enumerate(row):
                digits = f"{abs(count):0{places + 1}d}"
                sheet[name, i, j] = f"{'-' * (count < 0)}{digits[:-places]}.{digits[-places:]}"
        if lines and not (road == "largest subtracted" and name in ("e_Z2", "sum_e_Z2")):
            return [[MP.mpf(lines[name, i, j]) for j in range(len(row))] for i, row in enumerate(rows)]
        return [[count / scale for count in row] for row in counts] if results and not guard else rows

    def dot(left: Iterable[Any], right: Iterable[Any], last: Any = 0) -> Any:
        pairs = [*zip(left, right, strict=True)]
        terms = [o(a * b) for a, b in pairs]
        terms = [last, *reversed(terms)] if road == "other order" else [*terms, last]
        total = terms[0]
        for term in terms[1:]:
            total = o(total + term)
        return total

    def column(name: str, numbers: Iterable[Any]) -> list[Any]:
        return [row[0] for row in write(name, [[number] for number in numbers])]

    W1, b1, W2, b2, inputs, targets, rate = (
        [[MP.mpf(text) for text in row] for row in tables[name]]
        for name in ("W1", "b1", "W2", "b2", "x", "y", "learning_rate")
    )
    (alpha,) = rate[0]
    x, y = [row[0] for row in inputs], [row[0] for row in targets]
    K, C = range(len(W1)), range(len(W2))

    def activated(kind: str, z: Any) -> Any:
        if kind not in ("sigmoid", "tanh", "leaky relu", "relu", "none", "linear"):
            raise ValueError(f"kind: expected the name of an activation, got {kind!r}")
        if kind == "sigmoid":
            return o(1 / o(1 + o(MP.exp(-z))))
        if kind == "tanh":
            return o(MP.tanh(z))
        if kind == "leaky relu" and z <= 0:
            return o(z / 100)
        return max(z, MP.mpf(0)) if kind == "relu" else z

    def slope(kind: str, z: Any) -> Any:
        h = activated(kind, z)
        if kind == "sigmoid":
            return o(h * o(1 - h))
        if kind == "tanh":
            return o(1 - o(h * h))
        if z <= 0 and kind in ("relu", "leaky relu"):
            return MP.mpf(kind == "leaky relu") / 100
        return MP.mpf(1)

    def softmaxed() -> list[Any]:
        """The lines from the logits to delta2."""
        top = max(Z2) if road == "largest subtracted" else 0
        e_Z2 = column("e_Z2", [o(MP.exp(o(z - top))) for z in Z2])
        total = e_Z2[0]
        for e in e_Z2[1:]:
            total = o(total + e)
        (total,) = column("sum_e_Z2", [total])
        shares = [o(e / total) for e in e_Z2]
        if road == "reciprocal":
            shares = [o(e * o(1 / total)) for e in e_Z2]
        if road == "sigmoid":
            shares = [o(1 / o(1 + o(MP.exp(o(other - z))))) for z, other in zip(Z2, Z2[::-1], strict=True)]
        if road == "complement":
            shares = [shares[0], o(1 - shares[0])]
        y_hat = column("y_hat", shares)
        right = [row == 1 for row in y].index(True)
        column(
            "loss", [o(o(MP.log(total)) - o(Z2[right] - top)) if road == "log of the sum" else -o(MP.log(y_hat[right]))]
        )
        return [o(y_hat[c] - y[c]) for c in C]

    def of_an_entry_alone() -> list[Any]:
        """The lines from the logits to delta2, for an output other than softmax."""
        y_hat = column("y_hat", [activated(output, z) for z in Z2])
        error = [o(y_hat[c] - y[c]) for c in C]
        if loss == "binary cross-entropy":
            losses = [-o(MP.log(y_hat[c] if y[c] == 1 else o(1 - y_hat[c]))) for c in C]
        elif loss == "half squares":
            losses = [o(o(e * e) / 2) for e in error]
        else:
            losses = [o(e * e) for e in error]
        losses = column("losses", losses)
        total = losses[0]
        for each in losses[1:]:
            total = o(total + each)
        column("loss", [total])
        if loss == "squares":
            error = [o(2 * e) for e in error]
        if output == "linear" or loss == "binary cross-entropy":
            return error
        error = column("error", error)
        slope2 = column("slope2", [slope(output, z) for z in Z2])
        return [o(error[c] * slope2[c]) for c in C]

    Z1 = column("Z1", [dot(W1[k], x, b1[k][0]) for k in K])
    if hidden == "relu + sin":
        sin_Z1 = column("sin_Z1", [o(MP.sin(z)) for z in Z1])
        H = column("H", [o(Z1[k] + sin_Z1[k]) if Z1[k] > 0 else sin_Z1[k] for k in K])
    else:
        H = column("H", [activated(hidden, z) for z in Z1])
    Z2 = column("Z2", [dot(W2[c], H, b2[c][0]) for c in C])
    delta2 = column("delta2", softmaxed() if output == "softmax" else of_an_entry_alone())
    dW2 = write("dW2", [[o(delta2[c] * H[k]) for k in K] for c in C])
    db2 = column("db2", delta2)
    dH = column("dH", [dot([W2[c][k] for c in C], delta2) for k in K])
    if hidden == "relu + sin":
        cos_Z1 = column("cos_Z1", [o(MP.cos(z)) for z in Z1])
        f_prime = column("f_prime", [o(1 + cos_Z1[k]) if Z1[k] > 0 else cos_Z1[k] for k in K])
    elif hidden != "none":
        f_prime = column("f_prime", [slope(hidden, z) for z in Z1])
    else:
        f_prime = [MP.mpf(1)] * len(K)
    delta1 = column("delta1", [o(dH[k] * f_prime[k]) for k in K])
    slopes = [[o(f_prime[k] * number) for number in x] for k in K]
    dW1 = [[o(delta1[k] * number) for number in x] for k in K]
    if road == "slope first":
        dW1 = [[o(dH[k] * each) for each in slopes[k]] for k in K]
    dW1 = write("dW1", dW1)
    db1 = column("db1", delta1)

    def update(name: str, old: Any, slope: Any, delta: Any, before: Any) -> None:
        scaled = [[o(alpha * number) for number in row] for row in slope]
        if road == "rate first":
            scaled = [[o(o(alpha * d) * number) for number in before] for d in delta]
        scaled = write(f"scaled_d{name}", scaled)
        pairs = [zip(*rows, strict=True) for rows in zip(old, scaled, strict=True)]
        write(f"{name}_new", [[o(theta - step) for theta, step in row] for row in pairs])

    update("b2", b2, [[number] for number in db2], delta2, [1])
    update("W2", W2, dW2, delta2, H)
    update("b1", b1, [[number] for number in db1], delta1, [1])
    update("W1", W1, dW1, delta1, x)
    return sheet
