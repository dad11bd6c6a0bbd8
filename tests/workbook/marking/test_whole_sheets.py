"""What shows on a whole sheet: two slips, habits, lines left out, the other convention; and canaries."""

import random
from contextlib import suppress
from decimal import Decimal

import pytest

from gates.by_hand import worksheet
from nnlib.outputs import OUTPUTS
from tests.workbook.marking.share import fresh, share, unchosen
from tests.workbook.marking.ways import BY_RULE
from workbook import mark, the_assignment
from workbook.marking import judging
from workbook.marking.conventions import UpdateAdds
from workbook.marking.expressions import Entry
from workbook.marking.marks import Verdict
from workbook.marking.problems import problem_of
from workbook.marking.reading import Sheet, printed
from workbook.marking.replay import PAPER, RULES, Impossible, OnPaper
from workbook.marking.slips import ASCENT, CUT_OFF, THREE_DECIMALS, TWO_DECIMALS, UPDATED_W2, Y_MINUS_Y_HAT
from workbook.marking.slips_at import slips_at
from workbook.networks import Network

SLIPS_AT = slips_at(the_assignment().structure)
RATES = {"rate forgotten", "rate applied twice", "rate ten times too large", "rate ten times too small"}


def is_left_out(one, other):
    """Together these make the other convention; and two slips of the rate may undo each other."""
    names = {one.slip.name, other.slip.name}
    return names == {Y_MINUS_Y_HAT.name, ASCENT.name} or names <= RATES


def names_at(marks, step):
    return [
        {slip.name for slip in each.slips}
        for entry, each in marks.items()
        if entry.name == step and each.verdict is Verdict.WRONG
    ]


def two_slips(problems, each):
    """For pairs of slips in different steps that both show: whether both are named throughout."""
    for seed in range(problems):
        made, draw = unchosen(seed), random.Random(seed)
        order = list(made.shapes)
        for _ in range(each):
            one, other = sorted(draw.sample(SLIPS_AT, 2), key=lambda slip_at: order.index(slip_at.step))
            if one.step == other.step or is_left_out(one, other):
                continue
            with suppress(Impossible):
                records = one.record(made.structure) | other.record(made.structure)
                marks = mark(made, printed(made.worked(RULES[seed % len(RULES)], records), 4)).entries
                found = [(slip_at.slip.name, names_at(marks, slip_at.step)) for slip_at in (one, other)]
                if all(names for _, names in found):
                    yield all(name in each for name, names in found for each in names)


def test_two_slips_in_different_steps_are_both_named():
    found = list(two_slips(share(200), 6))
    assert len(found) >= 2 * share(200)
    assert sum(found) >= 0.9 * len(found)


def test_slips_that_are_not_named_are_seen(monkeypatch):
    monkeypatch.setattr(judging.Explanations, "whole", lambda self: ())
    monkeypatch.setattr(judging.Explanations, "likely", lambda self: dict.fromkeys(self._wrong, ()))
    found = list(two_slips(3, 6))
    assert sum(found) < 0.9 * len(found)


def worked_from_short_inputs(made, decimals):
    """Every line worked on paper from inputs that were rounded to so few decimals, and written in full."""
    paper, numbers, written = OnPaper(PAPER, made.places), dict(made.givens), {}
    for entry, expression in made.record.items():
        written[entry] = paper.result(expression, numbers)
        numbers[entry] = round(written[entry], decimals)
    return printed(written, made.places)


@pytest.mark.parametrize(("decimals", "habit"), [(2, TWO_DECIMALS), (3, THREE_DECIMALS)])
def test_short_inputs_are_named_where_a_whole_sheet_shows_them(decimals, habit):
    for seed in range(share(60)):
        made = unchosen(seed)
        marks = mark(made, worked_from_short_inputs(made, decimals)).entries.values()
        named = [slip for each in marks if each.verdict is Verdict.WRONG for slip in each.slips]
        assert named.count(habit) >= 0.8 * len(named) > 0, seed


@pytest.mark.parametrize(("seed", "step"), [(35, "W1_new"), (43, "b1_new"), (55, "b1_new")])
def test_what_may_be_a_slip_in_a_single_step_or_a_habit_is_named_as_either(seed, step):
    """Two steps at a small rate are as small as what two decimals lose."""
    made = unchosen(seed)
    (slip_at,) = (each for each in SLIPS_AT if each.slip.name == "rate applied twice" and each.step == step)
    sheet = printed(made.worked(RULES[seed % len(RULES)], slip_at.record(made.structure)), 4)
    for names in names_at(mark(made, sheet).entries, step):
        assert names == {"rate applied twice", TWO_DECIMALS.name}


def test_digits_cut_off_are_named_and_guard_digits_are_not():
    for seed in range(share(60)):
        made = unchosen(seed)
        exact = worksheet(made.tables, 12)
        cut = {Entry(*place): text[:-8] for place, text in exact.items()}
        marks = mark(made, Sheet(cut)).entries.values()
        named = [slip for each in marks if each.verdict is Verdict.WRONG for slip in each.slips]
        assert not named or named.count(CUT_OFF) >= 0.8 * len(named), seed
        for guarded in (worksheet(made.tables, 4, guard=2), worksheet(made.tables, 4, guard=2, cut=True)):
            sheet = Sheet({Entry(*place): text for place, text in guarded.items()})
            assert not any(each.slips for each in mark(made, sheet).entries.values()), seed


def test_a_slip_in_a_line_that_is_not_written_is_found_from_the_lines_that_are():
    found = []
    for seed in range(share(100)):
        made = unchosen(seed)
        (slip_at,) = (each for each in SLIPS_AT if each.slip == UPDATED_W2)
        whole = printed(made.worked(PAPER, slip_at.record(made.structure)), 4).entries
        sheet = Sheet({entry: text for entry, text in whole.items() if entry.name not in ("dH", "delta1")})
        found += names_at(mark(made, sheet).entries, "dW1")
    assert len(found) > share(100)
    assert all(f"{UPDATED_W2.name}, in dH" in names for names in found)


def with_lines_left_out(seed):
    """A problem, a slip in it, and what is written: sheets with that slip, each with half of the lines left out."""
    made, draw = unchosen(seed), random.Random(seed)
    for _ in range(4):
        one = draw.choice(SLIPS_AT)
        with suppress(Impossible):
            whole = printed(made.worked(draw.choice(RULES), one.record(made.structure)), made.places).entries
            kept = draw.sample(list(made.shapes), len(made.shapes) // 2)
            yield made, one, {entry: text for entry, text in whole.items() if entry.name in kept}


def test_what_is_right_with_lines_left_out_is_right_by_itself():
    """A number that only a slip explains is never called right, whatever is known of the slip by then."""
    found = 0
    for seed in range(share(300)):
        for made, one, sheet in with_lines_left_out(seed):
            for entry, each in mark(made, Sheet(sheet)).entries.items():
                if each.verdict is Verdict.RIGHT:
                    found += 1
                    alone = mark(made, Sheet({entry: sheet[entry]})).entries[entry]
                    assert alone.verdict is Verdict.RIGHT, (seed, one.slip.name, one.step, entry)
    assert found > share(30_000)


def test_where_a_slip_is_named_with_lines_left_out_the_one_that_was_made_is_among_the_names():
    found = 0
    for seed in range(share(600)):
        for made, one, sheet in with_lines_left_out(seed):
            marks = mark(made, Sheet(sheet)).entries
            wrong = [entry for entry, each in marks.items() if each.verdict is Verdict.WRONG]
            names = {slip.name for entry in wrong if entry.name == wrong[0].name for slip in marks[entry].slips}
            found += bool(names)
            assert not names or names & {one.slip.name, f"{one.slip.name}, in {one.step}"}, (seed, one, names)
    assert found > share(1500)


def test_a_slip_that_shows_only_in_an_update_is_not_told_from_one_in_a_line_before_it_that_is_left_out():
    made = the_assignment()
    (slip_at,) = (each for each in SLIPS_AT if each.slip == Y_MINUS_Y_HAT)
    whole = printed(made.worked(PAPER, slip_at.record(made.structure)), 4).entries
    sheet = Sheet({entry: text for entry, text in whole.items() if entry.name in ("H", "cos_Z1", "b1_new")})
    for names in names_at(mark(made, sheet).entries, "b1_new"):
        assert {"gradient ascent", "y - ŷ, in delta2"} <= set(names)


@pytest.mark.parametrize("decimals", [1, 2, 3])
def test_a_whole_sheet_with_fewer_decimals_is_right_as_far_as_it_goes(decimals):
    for seed in range(share(100)):
        made = unchosen(seed)
        marks = mark(made, printed(made.solution, decimals)).entries.values()
        assert {each.verdict for each in marks} == {Verdict.RIGHT}, seed
        said = {each.note for each in marks if Decimal(each.written) == 0}
        assert said <= {"", f"Right as far as it goes: {decimals} decimal{'s' * (decimals > 1)}."}


NEGATED = ("error", "delta2", "dW2", "db2", "dH", "delta1", "dW1", "db1", "scaled_")


def in_the_other_convention(made, rule):
    """The sheet worked by hand, with each gradient as its negative: both ties are symmetrical."""
    texts = worksheet(made.tables, made.places, **BY_RULE[rule])
    return negated({Entry(*place): text for place, text in texts.items()})


def negated(texts):
    signs = str.maketrans("-+", "+-")
    return Sheet(
        {
            entry: f"{'' if text.startswith('-') else '+'}{text}".translate(signs).lstrip("+")
            if entry.name.startswith(NEGATED)
            else text
            for entry, text in texts.items()
        }
    )


@pytest.mark.parametrize("rule", BY_RULE)
def test_the_other_convention_is_right_throughout_and_said_once(rule):
    for seed in range(share(40)):
        made = fresh(seed)
        marks = mark(made, in_the_other_convention(made, rule)).entries.values()
        assert {each.verdict for each in marks} == {Verdict.RIGHT}, seed
        assert sum(each.note == UpdateAdds.note for each in marks) == 1


def test_the_sign_alone_is_a_slip_still():
    (slip_at,) = (each for each in SLIPS_AT if each.slip == Y_MINUS_Y_HAT)
    for seed in range(share(40)):
        made = fresh(seed)
        marks = mark(made, printed(made.worked(PAPER, slip_at.record(made.structure)), 4)).entries
        assert names_at(marks, "delta2") == [{Y_MINUS_Y_HAT.name}] * 2, seed


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_sign_alone_is_a_slip_where_only_one_step_shows_it(output):
    """All units are off: the weights stay as they are, in either convention, and only b2 moves."""
    drawn = fresh(0, (3, 2, 2), 4, Network("relu", *output, "sum", "given"))
    made = problem_of("all units off", {**drawn.tables, "b1": [["-9"], ["-9"]]}, 4, drawn.network)
    (slip_at,) = (each for each in slips_at(made.structure) if each.slip == Y_MINUS_Y_HAT)
    sheet = printed(made.worked(PAPER, slip_at.record(made.structure)), 4)
    marks = mark(made, sheet).entries
    assert names_at(marks, slip_at.step) == [{Y_MINUS_Y_HAT.name}] * 2
    assert not any(mark.note == UpdateAdds.note for mark in marks.values())
    adding = mark(made, negated(printed(made.solution, 4).entries)).entries.values()
    assert {each.verdict for each in adding} == {Verdict.RIGHT}
