"""The network in scikit-learn, which does not accept an activation of your own: so with ReLU alone.

It needs at least three classes. For two, scikit-learn has a single output and a sigmoid, which is a different network.
"""

import numpy as np
from sklearn.neural_network import MLPClassifier

from nnlib.network import Array, Parameters


def classifier(hidden_units: int, x: Array, y: Array, learning_rate: float) -> MLPClassifier:
    """A classifier that has its parameters, because it took a first step. Rows are examples; labels are numbers."""
    model = MLPClassifier(
        hidden_units,
        solver="sgd",
        learning_rate_init=learning_rate,
        batch_size=x.shape[1],
        momentum=0,
        alpha=0,
        shuffle=False,
    )
    return model.partial_fit(x.T, y.argmax(axis=0), classes=np.arange(len(y)))


def step(params: Parameters, x: Array, y: Array, learning_rate: float) -> tuple[Array, Parameters, Parameters]:
    """The loss, the gradients, and the parameters after one step of SGD. The model's weights are ours, transposed."""
    model = classifier(len(params.W1), x, y, learning_rate)
    theta = [*model.coefs_, *model.intercepts_]
    for part, ours in zip(theta, (params.W1, params.W2, params.b1[:, 0], params.b2[:, 0]), strict=True):
        part[...] = ours.T
    model.partial_fit(x.T, y.argmax(axis=0))
    steps = model._optimizer.velocities  # the model does not expose its gradients, but it keeps the step that it took
    gradients = _ours([part / -learning_rate for part in steps])
    return np.asarray(model.loss_, x.dtype), gradients, _ours(theta)


def _ours(theta: list[Array]) -> Parameters:
    W1, W2, b1, b2 = theta
    return Parameters(W1.T, b1[:, None], W2.T, b2[:, None])
