"""One small neural network, written once for every kind of number."""

from nnlib.activations import f, f_prime
from nnlib.gradient_check import GradientError, gradient_check
from nnlib.network import Backward, Parameters, Trace, backward, cross_entropy, forward, sgd_step
from nnlib.outputs import softmax

__all__ = ["Backward", "GradientError", "Parameters", "Trace", "backward", "cross_entropy", "f", "f_prime", "forward",
           "gradient_check", "sgd_step", "softmax"]  # fmt: skip
