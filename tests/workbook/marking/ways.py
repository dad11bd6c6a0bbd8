"""Honest ways to work a sheet, each by hand or by floats: every one of them is right throughout."""

import numpy as np

from gates.by_hand import worksheet
from workbook.marking.expressions import Entry

BY_RULE = {
    f"{when}, {tie}": {"operations": operations, "results": results, "even": tie == "half to even"}
    for when, operations, results in (
        ("each operation rounded", True, True),
        ("each result rounded", False, True),
        ("rounded for writing down", False, False),
    )
    for tie in ("half away from 0", "half to even")
}
GUARDED = {
    f"{digits} guard digits, {'cut' if cut else 'rounded'}": {"guard": digits, "cut": cut}
    for digits in (1, 2, 6)
    for cut in (False, True)
}
TWO_CLASSES = ("sigmoid", "complement")
ROADS = {
    road: {"road": road}
    for road in (
        "other order",
        "largest subtracted",
        "reciprocal",
        "log of the sum",
        "slope first",
        "rate first",
        "not scaled",
        *TWO_CLASSES,
    )
}
BY_HAND = BY_RULE | GUARDED | ROADS


def pasted(tables, dtype):
    """Every result as a program prints it that works with floats and knows the formulas."""
    W1, b1, W2, b2, x, y, rate = (np.array(tables[name]).astype(dtype) for name in tables)
    Z1 = W1 @ x + b1
    H = np.maximum(Z1, 0) + np.sin(Z1)
    Z2 = W2 @ H + b2
    e_Z2 = np.exp(Z2)
    y_hat = e_Z2 / e_Z2.sum()
    delta2 = y_hat - y
    dH = W2.T @ delta2
    slope = (Z1 > 0) + np.cos(Z1)
    delta1 = dH * slope
    gradients = {"b2": delta2, "W2": delta2 @ H.T, "b1": delta1, "W1": delta1 @ x.T}
    made = {"Z1": Z1, "sin_Z1": np.sin(Z1), "H": H, "Z2": Z2, "e_Z2": e_Z2, "sum_e_Z2": e_Z2.sum()[None, None]}
    made |= {"y_hat": y_hat, "loss": -np.log((y_hat * y).sum())[None, None], "delta2": delta2, "dH": dH}
    made |= {"cos_Z1": np.cos(Z1), "f_prime": slope, "delta1": delta1}
    for name, old in (("b2", b2), ("W2", W2), ("b1", b1), ("W1", W1)):
        scaled = rate.item() * gradients[name]
        made |= {f"d{name}": gradients[name], f"scaled_d{name}": scaled, f"{name}_new": old - scaled}
    return {
        (name, i, j): str(number)
        for name, rows in made.items()
        for i, row in enumerate(rows.astype(dtype))
        for j, number in enumerate(row)
    }


def sheets(problem):
    """Each way's name, and its sheet of this problem."""
    for name, way in BY_HAND.items():
        if len(problem.tables["y"]) == 2 or name not in TWO_CLASSES:
            yield (
                name,
                {Entry(*place): text for place, text in worksheet(problem.tables, problem.places, **way).items()},
            )
    for dtype in (np.float32, np.float64):
        made = pasted(problem.tables, dtype)
        yield f"{dtype.__name__} pasted", {Entry(*place): text for place, text in made.items()}
