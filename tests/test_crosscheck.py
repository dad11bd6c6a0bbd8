"""The comparison itself: a right step of another library passes, a wrong one does not."""

import autograd
import numpy as np
import pytest

from crosscheck.compare import ULPS, compare, problems
from nnlib import Parameters
from tests.nnlib.test_autograd import loss


def autograd_step(params, x, y, learning_rate):
    gradients = Parameters(*autograd.grad(loss)(tuple(params), x, y))
    new = Parameters(*(theta - learning_rate * slope for theta, slope in zip(params, gradients, strict=True)))
    return np.float64(loss(params, x, y)), gradients, new


PROBLEMS = [problem[1:] for problem in problems(np.float64)]


@pytest.mark.parametrize("problem", PROBLEMS[:2])
def test_a_right_step_passes(problem):
    assert compare(autograd_step, *problem, 0.001) <= ULPS


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("part", [1, 2])
def test_a_wrong_digit_does_not(problem, part):
    def slipped(*arguments):
        results = list(autograd_step(*arguments))
        results[part] = results[part]._replace(W2=results[part].W2 * (1 + 1e-13))
        return results

    assert compare(slipped, *problem, 0.001) > ULPS


def test_the_loss_is_compared():
    def slipped(*arguments):
        value, *rest = autograd_step(*arguments)
        return [value * (1 + 1e-13), *rest]

    assert compare(slipped, *PROBLEMS[0], 0.001) > ULPS
