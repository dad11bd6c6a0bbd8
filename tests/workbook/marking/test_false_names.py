"""What is not a known slip gets no name: altered results, constant and random sheets, slips once misnamed; a canary."""

import random
from collections import Counter
from contextlib import suppress
from decimal import Decimal

import numpy as np
import pytest

from tests.workbook.marking.share import share, unchosen
from workbook import mark
from workbook.marking import explanations
from workbook.marking.marks import Verdict
from workbook.marking.reading import Sheet, printed
from workbook.marking.record import recorded
from workbook.marking.replay import PAPER, Impossible

UNIT = Decimal("0.0001")
EACH = 10


def digit(text, draw):
    """Where one of the digits is."""
    return draw.choice([i for i, sign in enumerate(text) if sign.isdigit()])


def one_wrong(text, draw):
    i = digit(text, draw)
    return f"{text[:i]}{draw.choice([other for other in '0123456789' if other != text[i]])}{text[i + 1 :]}"


def doubled(text, draw):
    i = digit(text, draw)
    return f"{text[:i]}{text[i]}{text[i:]}"


def dropped(text, draw):
    i = digit(text, draw)
    return f"{text[:i]}{text[i + 1 :]}"


ALTERED = {
    "one digit wrong": one_wrong,
    "one digit doubled": doubled,
    "one digit dropped": dropped,
    "ten times": lambda text, _: f"{10 * Decimal(text):.4f}",
    "a tenth": lambda text, _: f"{Decimal(text) / 10:.4f}",
    "three units off": lambda text, draw: str(Decimal(text) + draw.choice([-3, 3]) * UNIT),
    "a random number": lambda _, draw: f"{draw.uniform(-3, 3):.4f}",
}


def is_a_slip_too(entry, right, text):
    """Whether no sheet can tell: 1.800 for 1.0800 has two digits exchanged as well, and 0.5 for an f' of 1.5 is cos."""
    pairs = [i for i in range(len(right) - 1) if right[i : i + 2].isdigit()]
    exchanged = {Decimal(f"{right[:i]}{right[i + 1]}{right[i]}{right[i + 2 :]}") for i in pairs}
    return Decimal(text) in exchanged or (entry.name == "f_prime" and Decimal(right) - Decimal(text) == 1)


def named(family, problems):
    """How many results that were altered after they were worked are wrong, and how many of those get a slip's name."""
    wrong = with_a_name = 0
    for seed in range(problems):
        made, draw = unchosen(seed), random.Random(seed)
        whole = printed(made.solution, made.places).entries
        for entry in draw.sample(list(made.record), EACH):
            text = ALTERED[family](whole[entry], draw)
            if is_a_slip_too(entry, whole[entry], text):
                continue
            found = mark(made, Sheet({**whole, entry: text})).entries[entry]
            wrong += found.verdict is Verdict.WRONG
            with_a_name += found.verdict is Verdict.WRONG and bool(found.slips)
    return wrong, with_a_name


@pytest.mark.parametrize("family", ALTERED)
def test_a_result_that_was_altered_gets_a_name_once_in_a_hundred_at_most(family):
    wrong, with_a_name = named(family, share(200))
    assert wrong >= 0.5 * EACH * share(200)
    assert with_a_name <= 0.01 * wrong


def test_names_that_anything_would_get_are_seen(monkeypatch):
    monkeypatch.setattr(explanations, "within", lambda number, accepted: True)
    wrong, with_a_name = named("a random number", 2)
    assert with_a_name > 0.01 * wrong


def constant(made, number):
    return Sheet(dict.fromkeys(made.record, number))


def drawn_at_random(made, draw):
    return Sheet({entry: f"{draw.uniform(-3, 3):.4f}" for entry in made.record})


def test_a_constant_or_a_random_sheet_is_not_followed_and_no_slip_is_named():
    verdicts = Counter()
    for seed in range(share(100)):
        made, draw = unchosen(seed), random.Random(seed)
        for sheet in (*(constant(made, number) for number in ("0", "1", "0.5", "-0.25")), drawn_at_random(made, draw)):
            marks = mark(made, sheet).entries.values()
            assert not any(each.slips for each in marks)
            verdicts.update(each.verdict for each in marks)
    assert verdicts[Verdict.FOLLOWS] <= 0.05 * verdicts.total()
    assert verdicts[Verdict.WRONG] > 0.5 * verdicts.total()


ANOTHER_LINE = "another row or column"
MISNAMED = {
    "x shifted a column": ("dW1", lambda s: s.delta1 @ np.roll(s.x, 1).T, ANOTHER_LINE),
    "dW1 times W1": ("dW1", lambda s: (s.delta1 @ s.x.T) * s.W1, ""),
    "theta (1 - scaled)": ("W1_new", lambda s: s.W1 * (1 - s.scaled_dW1), ""),
    "H as ReLU times sin": ("H", lambda s: np.maximum(s.Z1, 0) * s.sin_Z1, "ReLU times sin"),
    "branches of f' exchanged": ("f_prime", lambda s: (s.Z1 <= 0) + s.cos_Z1, "branches of f' exchanged"),
    "rate ten times too small": ("scaled_dW1", lambda s: s.learning_rate / 10 * s.dW1, "rate ten times too small"),
}
"""Errors that once got another slip's name: the step, what is worked there, and the name that is right, if any."""


@pytest.mark.parametrize("name", MISNAMED)
def test_what_was_once_misnamed_gets_its_own_name_or_none(name):
    """But for one entry in a hundred, where the numbers happen to be another slip's."""
    step, run, own = MISNAMED[name]
    wrong = misnamed = 0
    for seed in range(share(200)):
        made = unchosen(seed)
        with suppress(Impossible):
            slipped = made.worked(PAPER, recorded(run, step, "Z1", made.structure))
            for entry, each in mark(made, printed(slipped, 4)).entries.items():
                if entry.name == step and each.verdict is Verdict.WRONG:
                    wrong += 1
                    misnamed += bool(each.slips) and own not in {slip.name for slip in each.slips}
    assert wrong > share(200)
    assert misnamed <= 0.01 * wrong, misnamed / wrong
