"""The sheet, worked line by line from the assignment's formulas in mpmath at 50 digits. It knows nothing of nnlib."""

import mpmath

MP = mpmath.mp.clone()
MP.dps = 50
GUARD = 10**25
HALF = MP.mpf(1) / 2


def units(number, places, even):
    """How many units of the last place, rounded. What differs from a tie by less than the guard digits is one."""
    whole, rest = divmod(int(abs(number) * (GUARD * 10**places) + HALF), GUARD)
    up = rest * 2 > GUARD or (rest * 2 == GUARD and (not even or whole % 2 == 1))
    return whole + up if number > 0 else -whole - up


def worksheet(tables, places, operations=True, results=True, even=False):
    """Every entry as it is written down, under its name and its indices from 0.

    Rounded after each operation, or else when a result is there, or else only when it is written down.
    """

    scale = MP.mpf(10) ** places

    def o(number):
        return units(number, places, even) / scale if operations else number

    sheet = {}

    def write(name, rows):
        counts = [[units(number, places, even) for number in row] for row in rows]
        for i, row in enumerate(counts):
            for j, count in enumerate(row):
                digits = f"{abs(count):0{places + 1}d}"
                sheet[name, i, j] = f"{'-' * (count < 0)}{digits[:-places]}.{digits[-places:]}"
        return [[count / scale for count in row] for row in counts] if results else rows

    def dot(left, right):
        total = o(left[0] * right[0])
        for a, b in zip(left[1:], right[1:], strict=True):
            total = o(total + o(a * b))
        return total

    def column(name, numbers):
        return [row[0] for row in write(name, [[number] for number in numbers])]

    W1, b1, W2, b2, x, y, rate = (
        [[MP.mpf(text) for text in row] for row in tables[name]]
        for name in ("W1", "b1", "W2", "b2", "x", "y", "learning_rate")
    )
    (alpha,) = rate[0]
    x, y = [row[0] for row in x], [row[0] for row in y]
    K, C = range(len(W1)), range(len(W2))

    Z1 = column("Z1", [o(dot(W1[k], x) + b1[k][0]) for k in K])
    sin_Z1 = column("sin_Z1", [o(MP.sin(z)) for z in Z1])
    H = column("H", [o(Z1[k] + sin_Z1[k]) if Z1[k] > 0 else sin_Z1[k] for k in K])
    Z2 = column("Z2", [o(dot(W2[c], H) + b2[c][0]) for c in C])
    e_Z2 = column("e_Z2", [o(MP.exp(z)) for z in Z2])
    total = e_Z2[0]
    for e in e_Z2[1:]:
        total = o(total + e)
    (total,) = column("sum_e_Z2", [total])
    y_hat = column("y_hat", [o(e / total) for e in e_Z2])
    column("loss", [-o(MP.log(p)) for p, label in zip(y_hat, y, strict=True) if label == 1])

    delta2 = column("delta2", [o(y_hat[c] - y[c]) for c in C])
    dW2 = write("dW2", [[o(delta2[c] * H[k]) for k in K] for c in C])
    db2 = column("db2", delta2)
    dH = column("dH", [dot([W2[c][k] for c in C], delta2) for k in K])
    cos_Z1 = column("cos_Z1", [o(MP.cos(z)) for z in Z1])
    f_prime = column("f_prime", [o(1 + cos_Z1[k]) if Z1[k] > 0 else cos_Z1[k] for k in K])
    delta1 = column("delta1", [o(dH[k] * f_prime[k]) for k in K])
    dW1 = write("dW1", [[o(delta1[k] * number) for number in x] for k in K])
    db1 = column("db1", delta1)

    def update(name, old, slope):
        scaled = write(f"scaled_d{name}", [[o(alpha * number) for number in row] for row in slope])
        pairs = [zip(*rows, strict=True) for rows in zip(old, scaled, strict=True)]
        write(f"{name}_new", [[o(theta - step) for theta, step in row] for row in pairs])

    update("b2", b2, [[number] for number in db2])
    update("W2", W2, dW2)
    update("b1", b1, [[number] for number in db1])
    update("W1", W1, dW1)
    return sheet
