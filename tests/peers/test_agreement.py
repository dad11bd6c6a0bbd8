"""The comparison itself: a right step of another library passes, a wrong one does not."""

import numpy as np
import pytest

from peers.agreement import ULPS, disagreement, problems
from peers.hips_autograd import step

PROBLEMS = [problem[1:] for problem in problems(np.float64)]


@pytest.mark.parametrize("problem", PROBLEMS[:2])
def test_a_right_step_passes(problem):
    assert disagreement(step, *problem, 0.001) <= ULPS


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("part", [1, 2])
def test_a_wrong_digit_does_not(problem, part):
    def slipped(*arguments):
        results = list(step(*arguments))
        results[part] = results[part]._replace(W2=results[part].W2 * (1 + 1e-13))
        return results

    assert disagreement(slipped, *problem, 0.001) > ULPS


def test_the_loss_is_compared():
    def slipped(*arguments):
        value, *rest = step(*arguments)
        return [value * (1 + 1e-13), *rest]

    assert disagreement(slipped, *PROBLEMS[0], 0.001) > ULPS
