"""An error of two units in the last place is caught everywhere, of one unit in the hidden layer; and a canary."""

from collections import Counter
from decimal import Decimal

from tests.workbook.marking.share import share, unchosen
from workbook.marking.accepted import Ranges, within

UNIT = Decimal("0.0001")
STEPS = ("H", "f_prime", "delta2", "W1_new", "b1_new", "W2_new", "b2_new")


def caught(units, problems):
    """By step, how many of its entries there are twice over, and how many wrong ones are not accepted."""
    tried, seen = Counter(), Counter()
    for seed in range(problems):
        made = unchosen(seed)
        for entry, number in made.solution.items():
            for wrong in (number - units * UNIT, number + units * UNIT):
                tried[entry.name] += 1
                seen[entry.name] += not within(wrong, made.accepted[entry])
    return {step: (seen[step], tried[step]) for step in STEPS}


def test_an_error_of_two_units_is_caught():
    for step, (seen, tried) in caught(2, share(200)).items():
        assert seen >= 0.99 * tried, step


def test_an_error_of_one_unit_is_caught_in_the_hidden_layer():
    for step in ("H", "f_prime"):
        seen, tried = caught(1, share(200))[step]
        assert seen >= 0.9 * tried, step


def test_broader_ranges_are_seen(monkeypatch):
    """As they once were: an earlier entry stood for any number that prints as it."""
    monkeypatch.setattr(Ranges, "standing_for", lambda self, number, decimals, accepted: self.printed(number))
    unchosen.cache_clear()
    seen, tried = caught(1, 3)["H"]
    unchosen.cache_clear()
    assert seen < 0.9 * tried
