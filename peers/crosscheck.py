"""Compare nnlib with other libraries, to the last few ulps: make crosscheck."""

import sys
from functools import partial
from itertools import product

import numpy as np

from nnlib.activations import ACTIVATIONS, RELU, RELU_SIN, Activation
from nnlib.outputs import OUTPUTS
from peers import hips_autograd, pytorch, scikit_learn, with_jax
from peers.agreement import ULPS, Step, disagreement, problems, target

LIBRARIES: dict[str, tuple[Step, Activation, int]] = {
    "PyTorch": (pytorch.step, RELU_SIN, 2),
    "JAX": (with_jax.step, RELU_SIN, 2),
    "autograd": (hips_autograd.step, RELU_SIN, 2),
    "scikit-learn": (scikit_learn.step, RELU, 3),
}
"""A step, the activation that it uses, and the smallest number of classes for which it is the same network."""


def main() -> int:
    """Print a line for each library and problem, then for each pair in PyTorch; 1 if a gap is larger than `ULPS`."""
    worst = 0.0
    for name, (step, activation, classes) in LIBRARIES.items():
        for dtype in (np.float64, np.float32):
            for title, params, x, y in problems(dtype):
                if len(y) >= classes:
                    difference = disagreement(step, params, x, y, 0.001, activation)
                    worst = max(worst, difference)
                    print(f"{name:<12}  {dtype.__name__}  {title:<17} {difference:5.1f} ulps")
    for hidden in ("sigmoid", "tanh"):
        for title, params, x, y in problems(np.float64):
            step = partial(with_jax.step, hidden=hidden)
            difference = disagreement(step, params, x, y, 0.001, ACTIVATIONS[hidden])
            worst = max(worst, difference)
            print(f"JAX  {hidden}, softmax with cross-entropy  {title:<17} {difference:5.1f} ulps")
    for (hidden, activation), (pair, output) in product(ACTIVATIONS.items(), OUTPUTS.items()):
        step = partial(pytorch.step, hidden=hidden, pair=pair)
        for title, params, x, y in problems(np.float64):
            difference = disagreement(step, params, x, target(y, output), 0.001, activation, output)
            worst = max(worst, difference)
            print(f"PyTorch  {hidden}, {' with '.join(pair)}  {title:<17} {difference:5.1f} ulps")
    print(f"The libraries differ from nnlib by at most {worst:.1f} ulps; {ULPS} are allowed")
    return 0 if worst <= ULPS else 1


if __name__ == "__main__":
    sys.exit(main())
