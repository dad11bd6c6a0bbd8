"""A number copied wrongly is named where it alone explains several wrong entries, and no other number is; a canary."""

import random
from contextlib import suppress

from tests.workbook.marking.copying import copied_wrongly, explaining
from tests.workbook.marking.share import UNIT, share, unchosen
from workbook import mark
from workbook.marking import explanations, miscopies
from workbook.marking.marks import Verdict
from workbook.marking.reading import printed
from workbook.marking.replay import PAPER, Impossible
from workbook.marking.slips import LINE_MISTAKEN, MISCOPIED, OWN_SIGN_LOST
from workbook.marking.slips_at import slips_at


def is_true(made, copied, entry, slip):
    """Whether working as this slip has it gives the number that is written."""
    if slip.name == MISCOPIED.name:
        return slip.advice == f"{copied.number.normalize():f} in place of {copied.source.where} gives what you wrote."
    if slip == LINE_MISTAKEN:
        its = {number for each, number in (made.givens | made.solution).items() if each.name == copied.source.name}
        return copied.number in its
    if slip == OWN_SIGN_LOST:
        return abs(copied.sheet[entry] + made.solution[entry]) <= UNIT
    as_slipped = [each for each in slips_at(made.structure) if each.slip == slip and each.step == copied.step]
    return any(
        abs(made.worked(PAPER, each.record(made.structure))[entry] - copied.sheet[entry]) <= UNIT for each in as_slipped
    )


def cases(problems):
    """For each copy that makes something wrong: the problem, the copy, the wrong entries and their slips."""
    for seed in range(problems):
        made = unchosen(seed)
        with suppress(Impossible):
            copied = copied_wrongly(made, random.Random(seed))
            marks = mark(made, printed(copied.sheet, made.places)).entries
            wrong = {entry: each.slips for entry, each in marks.items() if each.verdict is Verdict.WRONG}
            if wrong:
                yield made, copied, wrong


def judged(problems):
    """How many copies there are, and where another number is said to be copied, or another slip made, than was.

    And of those which alone explain several wrong entries, whether each is named.
    """
    count, miscopied, others, alone = 0, [], [], []
    for made, copied, wrong in cases(problems):
        count += 1
        said = {(entry, slip) for entry, slips in wrong.items() for slip in slips}
        false = [(made.name, entry, slip.name) for entry, slip in said if not is_true(made, copied, entry, slip)]
        miscopied += [each for each in false if MISCOPIED.name in each]
        others += [false] if false else []
        if len(wrong) > 1 and len(explaining(made, copied, wrong)) == 1:
            alone.append(all(wrong.values()))
    return count, miscopied, others, alone


def test_a_number_copied_wrongly_is_named_where_it_alone_explains_several():
    count, miscopied, others, alone = judged(share(2000))
    print(f"{sum(alone)} of {len(alone)} named; of {count} {len(others)} with a false name: {others}")
    assert len(alone) >= share(100)
    assert sum(alone) >= 0.8 * len(alone)
    assert miscopied == []
    assert len(others) <= 0.01 * count


def test_marking_that_takes_digits_for_another_number_is_seen(monkeypatch):
    monkeypatch.setattr(miscopies, "_misread", lambda text: [])
    monkeypatch.setattr(explanations, "slips_at", lambda structure: ())
    *_, alone = judged(150)
    assert sum(alone) < 0.8 * len(alone)
