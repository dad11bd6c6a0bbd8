"""The accepted range holds whatever a person can get, and little else: shown by trying all that a person can do."""

import random
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from itertools import product

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gates.by_hand import MP
from tests.workbook.marking.share import fresh, share
from workbook.marking.accepted import Ranges, hull, within
from workbook.marking.expressions import Either, Entry, Operation
from workbook.marking.replay import RULES, Impossible

DIGITS = Context(prec=60)
UNIT = Decimal("0.0001")
TINY = Decimal("1e-30")
OPERATIONS = {
    "+": lambda a, b: DIGITS.add(a, b),
    "-": lambda a, b: DIGITS.subtract(a, b),
    "*": lambda a, b: DIGITS.multiply(a, b),
    "/": lambda a, b: DIGITS.divide(a, b),
    "neg": lambda a: a.copy_negate(),
    **{name: lambda a, name=name: in_mpmath(name, a) for name in ("exp", "log", "sin", "cos")},
}


def beyond(a, b):
    """Whether a is greater than b, by more than the digits that mpmath's numbers are taken over with."""
    return DIGITS.subtract(a, b) > TINY * max(1, abs(a))


def in_mpmath(name, number):
    return Decimal(mpmath.nstr(getattr(MP, name)(MP.mpf(str(number))), 45))


def can_give(formula, hidden, ties):
    """All that somebody can get who rounds ties this way: each number hidden behind an entry, each rounding or none."""
    if isinstance(formula, Entry):
        return set(hidden[formula])
    if not isinstance(formula, Operation):
        return {formula}
    operands = [can_give(operand, hidden, ties) for operand in formula.operands]
    exact = {OPERATIONS[formula.operation](*numbers) for numbers in product(*operands)}
    guarded = {number.quantize(UNIT / 10, way, DIGITS) for number in exact for way in (ties, ROUND_DOWN)}
    return extremes(exact | guarded | on_the_sheet(exact, ties))


def on_the_sheet(numbers, ties):
    return {number.quantize(UNIT, ties, DIGITS) for number in numbers}


def can_become(formula, hidden, ties):
    """All that can stand on the sheet, and all that can be carried on with in its place."""
    given = can_give(formula, hidden, ties)
    return given | on_the_sheet(given, ties)


def extremes(numbers):
    """All of a few numbers, of many the least and the greatest three and some between. What is left out gives less."""
    ordered = sorted(numbers)
    return set(ordered if len(ordered) < 16 else [*ordered[:3], *ordered[3:-3:5], *ordered[-3:]])


def hidden_behind(made, sheet):
    """Of the numbers that print as each entry the least, the entry itself, and the greatest."""
    half = UNIT / 2
    return {entry: [number] for entry, number in made.givens.items()} | {
        entry: [number - half, number, number + half] for entry, number in sheet.items()
    }


def test_the_accepted_range_is_what_people_can_get_and_at_most_twice_as_wide():
    for seed in range(share(200)):
        made = fresh(seed)
        sheet = made.worked(RULES[seed % len(RULES)])
        hidden, ranges = hidden_behind(made, sheet), Ranges(4)
        known = {entry: (min(numbers), max(numbers)) for entry, numbers in hidden.items()}
        for entry, expression in made.record.items():
            if isinstance(expression, Either):
                expression = expression.above if sheet[expression.hinge] > 0 else expression.below
            found = can_become(expression, hidden, ROUND_HALF_UP) | can_become(expression, hidden, ROUND_HALF_EVEN)
            ((low, high),) = ranges.results(expression, known)
            assert not beyond(low, min(found)), (seed, entry)
            assert not beyond(max(found), high), (seed, entry)
            assert not beyond(high - low, 2 * (max(found) - min(found))), (seed, entry)


def test_either_branch_where_z1_can_be_on_either_side_of_0():
    made = fresh(0)
    Z1, cos, f_prime = (Entry(name, 0, 0) for name in ("Z1", "cos_Z1", "f_prime"))
    ranges = Ranges(4)

    def accepted(z):
        known = {Z1: ranges.printed(Decimal(z)), cos: ranges.printed(Decimal("0.9"))}
        return ranges.results(made.record[f_prime], known)

    assert [within(Decimal(number), accepted("0.0000")) for number in ("0.9", "1.9", "1.4", "1")] == [
        True,
        True,
        False,
        False,
    ]
    assert [within(Decimal(number), accepted("0.0001")) for number in ("0.9", "1.9")] == [False, True]
    assert [within(Decimal(number), accepted("-0.0001")) for number in ("0.9", "1.9")] == [True, False]
    assert hull(accepted("0.0000"))[1] - hull(accepted("0.0000"))[0] > 1


decimals = st.decimals(-20, 20, places=6)


@given(st.tuples(decimals, decimals), st.tuples(decimals, decimals), st.integers(3, 12))
def test_every_operation_holds_what_the_numbers_between_the_ends_give(a, b, places):
    ranges = Ranges(places)
    a, b = sorted(a), sorted(b)
    draw = random.Random(0)
    inside = [(draw.choice([*a, sum(a) / 2]), draw.choice([*b, sum(b) / 2])) for _ in range(6)]
    for operation in ("+", "-", "*", "/"):
        if operation != "/" or b[0] > 0 or b[1] < 0:
            low, high = ranges.operate(operation, tuple(a), tuple(b))
            assert all(low <= OPERATIONS[operation](*numbers) <= high for numbers in inside)
    for operation in ("neg", "exp", "log", "sin", "cos"):
        if operation != "log" or a[0] > 0:
            low, high = ranges.operate(operation, tuple(a))
            results = [OPERATIONS[operation](number) for number, _ in inside]
            assert not any(beyond(low, result) or beyond(result, high) for result in results)


@given(decimals, st.decimals(0, 8, places=3))
def test_a_wave_reaches_its_crests_and_troughs(low, width):
    for name, crest in (("sin", MP.pi / 2), ("cos", 0)):
        least, greatest = Ranges(12).operate(name, (low, low + width))
        for angle, end, reached in ((crest, 1, greatest), (crest + MP.pi, -1, least)):
            turns = MP.ceil((MP.mpf(str(low)) - angle) / (2 * MP.pi))
            inside = angle + turns * 2 * MP.pi <= MP.mpf(str(low + width))
            assert (abs(reached) >= 1) == inside or abs(abs(reached) - 1) < Decimal("1e-9")
            assert not inside or reached * end >= 1


def test_ends_are_included_and_ties_go_either_way():
    ranges = Ranges(4)
    half = ranges.constant(Decimal("0.5"))
    assert ranges.printed(Decimal("1.35")) == (Decimal("1.34995"), Decimal("1.35005"))
    assert ranges.operate("*", half, ranges.constant(Decimal("0.6929"))) == (Decimal("0.3464"), Decimal("0.3465"))
    assert ranges.operate("*", half, ranges.constant(Decimal("0.6927"))) == (Decimal("0.34635"), Decimal("0.3464"))
    assert ranges.operate("*", half, ranges.constant(Decimal("-0.6929"))) == (Decimal("-0.3465"), Decimal("-0.3464"))
    low, high = ranges.operate("/", ranges.constant(Decimal(1)), ranges.constant(Decimal(3)))
    assert low == Decimal("0.3333")
    assert high == Decimal("0.333334")  # what two guard digits or more can make of it


def test_an_entry_stands_for_what_prints_as_it_and_could_stand_there():
    ranges = Ranges(4)
    accepted = ((Decimal("0.35"), Decimal("0.35002")), (Decimal("0.4"), Decimal("0.5")))
    assert ranges.standing_for(Decimal("0.35"), 4, accepted) == accepted[0]
    assert ranges.standing_for(Decimal("0.4"), 4, accepted) == (Decimal("0.4"), Decimal("0.40005"))
    assert ranges.standing_for(Decimal("0.4"), 1, accepted) == (Decimal("0.35"), Decimal("0.45"))
    assert ranges.standing_for(Decimal("0.6"), 4, accepted) == ranges.printed(Decimal("0.6"))


def test_with_fewer_decimals_an_entry_stands_for_what_is_written_too():
    ranges, accepted = Ranges(4), ((Decimal("0.512497"), Decimal("0.5125")),)
    assert ranges.standing_for(Decimal("0.512"), 3, accepted) == (Decimal("0.512"), Decimal("0.5125"))
    assert ranges.standing_for(Decimal("0.5125"), 4, accepted) == accepted[0]


@pytest.mark.parametrize(
    ("operation", "numbers", "message"),
    [
        ("/", ("1", "0"), r"/ of \[1, 1\], \[0, 0\]"),
        ("log", ("0",), r"log of \[0, 0\]"),
        ("log", ("-1",), r"log of"),
        ("exp", ("1e12",), r"exp of"),
        ("exp", ("1000",), r"exp of"),
        ("sin", ("1e400",), r"sin of"),
    ],
)
def test_what_cannot_be_written_down_is_impossible(operation, numbers, message):
    ranges = Ranges(4)
    with pytest.raises(Impossible, match=message):
        ranges.operate(operation, *(ranges.constant(Decimal(number)) for number in numbers))
