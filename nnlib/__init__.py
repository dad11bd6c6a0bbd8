"""One small neural network, written once for every kind of number."""

from nnlib.gradient_check import GradientError, gradient_check
from nnlib.network import Backward, Parameters, Trace, backward, cross_entropy, f, f_prime, forward, sgd_step, softmax

__all__ = ["Backward", "GradientError", "Parameters", "Trace", "backward", "cross_entropy", "f", "f_prime", "forward",
           "gradient_check", "sgd_step", "softmax"]  # fmt: skip
