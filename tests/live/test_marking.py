"""The page marks as Python does: the same verdicts, the same slips, the same words; and a canary."""

import random
import shutil
from contextlib import suppress
from decimal import Decimal

import pytest

from tests.copies import replace
from tests.full import FULL
from tests.live.node import HOUR, LIVE, answers, form, texts
from tests.workbook.marking import by_road, ways
from tests.workbook.marking.copying import copied_wrongly
from tests.workbook.marking.divided_last import CASES, divided_last
from tests.workbook.marking.share import (
    correctly_worked,
    elsewhere,
    fresh,
    unchosen,
    with_an_error_at_each_entry,
    with_each_slip,
)
from tests.workbook.marking.test_false_names import ALTERED
from tests.workbook.marking.test_whole_sheets import in_the_other_convention, negated, worked_from_short_inputs
from tests.workbook.marking.ways import BY_RULE
from workbook import mark, the_assignment
from workbook.marking.problems import Problem
from workbook.marking.reading import Sheet, printed
from workbook.marking.replay import RULES, Impossible
from workbook.marking.slips_at import slips_at
from workbook.networks import ASSIGNMENT

PROBLEMS = 1000 if FULL else 10
AT_ONCE = 10


def sheets_of(made, seed):
    """The fixtures that hold Python's marking: each honest way, each slip, an error at each entry, fewer decimals."""
    rule = RULES[seed % len(RULES)]
    errors = with_an_error_at_each_entry(made, rule, random.Random(seed))
    numbers = [*correctly_worked(made), *with_each_slip(made, rule, seed), *errors.values()]
    short = [printed(made.solution, decimals) for decimals in range(made.places)]
    by_hand = [Sheet(sheet) for _, sheet in ways.sheets(made)] if made.network == ASSIGNMENT else []
    return [printed(each, made.places) for each in numbers] + by_hand + short


def more_sheets_of(made, seed):
    """What marking must not misname: results altered, numbers copied wrongly, habits, lines left out, and the like."""
    draw, whole = random.Random(seed), printed(made.solution, made.places).entries
    sheets = [Sheet(dict.fromkeys(made.record, "0.5"))]
    with suppress(Impossible):
        sheets.append(worked_from_short_inputs(made, 2 + seed % 2))
    sheets.append(negated(printed(made.worked(RULES[seed % len(RULES)]), made.places).entries))
    if made.network == ASSIGNMENT:
        sheets.append(in_the_other_convention(made, list(BY_RULE)[seed % len(BY_RULE)]))
    for family in ALTERED.values():
        entry = draw.choice(list(made.record))
        sheets.append(Sheet({**whole, entry: family(whole[entry], draw)}))
    for _ in range(6):
        with suppress(Impossible):
            sheets.append(printed(copied_wrongly(made, draw).sheet, made.places))
            one, other = draw.sample(slips_at(made.structure), 2)
            records = one.record(made.structure) | other.record(made.structure)
            both = printed(made.worked(RULES[seed % len(RULES)], records), made.places).entries
            skipped = draw.sample(list(made.shapes), len(made.shapes) // 2)
            sheets += [Sheet(both), Sheet({entry: text for entry, text in both.items() if entry.name not in skipped})]
    return sheets


def task(made, sheets):
    written = [[sheet.entries.get(entry, "") for entry in made.record] for sheet in sheets]
    return {"task": "mark", "givens": texts(made), "places": made.places, "sheets": written, **form(made)}


def in_python(made, sheets):
    return [[[each.verdict.word, each.explanation] for each in mark(made, sheet).entries.values()] for sheet in sheets]


@pytest.mark.parametrize("first", range(0, PROBLEMS, AT_ONCE))
def test_verdicts_slips_and_words_are_pythons(first):
    cases = [(made, sheets_of(made, seed)) for seed in range(first, first + AT_ONCE) for made in [fresh(seed)]]
    found = answers([task(made, sheets) for made, sheets in cases])
    for (made, sheets), marks in zip(cases, found, strict=True):
        assert marks == in_python(made, sheets), made.name


@pytest.mark.parametrize("first", range(0, PROBLEMS // 2, AT_ONCE // 2))
def test_what_must_not_be_misnamed_is_marked_as_in_python(first):
    cases = [
        (made, more_sheets_of(made, seed)) for seed in range(first, first + AT_ONCE // 2) for made in [unchosen(seed)]
    ]
    found = answers([task(made, sheets) for made, sheets in cases])
    for (made, sheets), marks in zip(cases, found, strict=True):
        assert marks == in_python(made, sheets), made.name


@pytest.mark.parametrize("seed", range(2))
def test_in_other_networks_too(seed):
    made = elsewhere(seed, 6)
    sheets = [sheets_of(each, seed)[::3] + more_sheets_of(each, seed)[::3] for each in made]
    found = answers([task(*each) for each in zip(made, sheets, strict=True)], timeout=HOUR)
    for each, own, there in zip(made, sheets, found, strict=True):
        assert there == in_python(each, own), each


def test_roads_in_other_networks_too():
    cases = [by_road.with_the_largest_subtracted(seed) for seed in range(3)]
    for way in by_road.WAYS:
        made, numbers = by_road.by_road(way, 1, by_road.SIZES[1])
        cases.append((made, made.solution | numbers))
    cases += [divided_last(1, *case) for case in CASES]
    sheets = [(made, [printed(numbers, made.places), one_off(made, numbers)]) for made, numbers in cases]
    assert answers([task(*each) for each in sheets]) == [in_python(*each) for each in sheets]


def one_off(made, numbers):
    """The sheet with the gradient of W1 multiplied by the number of examples, or doubled if there is just one."""
    count = max(2, made.sizes.N)
    changed = {entry: number * count for entry, number in numbers.items() if entry.name == "dW1"}
    return printed({**made.solution, **numbers, **changed}, made.places)


@pytest.mark.parametrize("places", [2, 3, 6, 9, 16])
def test_with_other_places_too(places):
    made = fresh(places, (4, 3, 2), places)
    sheets = sheets_of(made, 0)[::3]
    assert answers([task(made, sheets)]) == [in_python(made, sheets)]


ODD = [
    "0,35",
    "1.35.0",
    "about 1",
    "nan",
    "1/3",
    "1e9",
    "1e400",
    "-0",
    "−0.3926",
    "+.3429",
    " 1.35 ",
    "1.3500000000",
    "1000000000000",
    "999999999999",
    "1e-99",
    "-7.82e-4",
    "0.3" + 60 * "0",
    "<b>1</b>",
    "٣",
    "a long text with\na second line, longer than a message has room for",
]


@pytest.mark.parametrize("written", ODD)
def test_whatever_is_written_anywhere_is_marked_as_in_python(written):
    made = the_assignment()
    whole = dict(printed(made.solution, 4).entries)
    sheets = [Sheet({**whole, entry: written}) for entry in list(made.record)[::3]]
    assert answers([task(made, sheets)]) == [in_python(made, sheets)]


@pytest.mark.parametrize("written", ["-0", "−0.0000", "-0.00001", "-1e-300"])
def test_a_zero_has_no_sign(written):
    made = the_assignment()
    whole = dict(printed(made.solution, 4).entries)
    sheets = [Sheet({**whole, entry: written}) for entry in made.record]
    expected = in_python(made, sheets)
    assert any("gives 0.0000" in explanation for marks in expected for _, explanation in marks)
    assert not any("-0.0000" in explanation for marks in expected for _, explanation in marks)
    assert answers([task(made, sheets)]) == [expected]


def test_what_is_missing_is_marked_as_in_python():
    made, draw = the_assignment(), random.Random(0)
    whole = printed(made.worked(RULES[0], {next(iter(made.record)): Decimal(1)}), 4).entries
    sheets = [Sheet({e: t for e, t in whole.items() if draw.random() < share}) for share in (0, 0.2, 0.5, 0.8)]
    assert answers([task(made, sheets)]) == [in_python(made, sheets)]


def at_the_kink():
    """A problem with a Z1 of 0, and sheets with either slope there."""
    made = Problem("at the kink", {**the_assignment().tables, "b1": (("-1.25",), *the_assignment().tables["b1"][1:])})
    slopes = [entry for entry in made.record if entry.name == "f_prime"]
    return made, [printed({**made.solution, entry: slope}, 4) for entry in slopes for slope in (1, 2)]


def test_at_the_kink_either_branch_is_right_here_too():
    made, sheets = at_the_kink()
    assert answers([task(made, sheets)]) == [in_python(made, sheets)]


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("engine/exact.js", "twice === unit", "twice !== unit"),
        ("engine/accepted.js", "high >= 0n ?", "high > 0n ?"),
        ("engine/accepted.js", "[number - half,", "[number,"),
        ("engine/marking.js", "(fits && !follows)", "fits"),
        ("engine/accepted.js", "this.#guarded(high)", "high"),
        ("engine/program.js", "Add the bias after the products.", "Add the bias."),
    ],
)
def test_a_page_that_marks_otherwise_is_seen(module, old, new, tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / module, old, new)
    cases = [(fresh(0), sheets_of(fresh(0), 0)), at_the_kink()]
    found = answers([task(made, sheets) for made, sheets in cases], copy)
    assert found != [in_python(made, sheets) for made, sheets in cases]


def test_a_page_that_takes_a_skipped_slip_for_a_habit_is_seen(tmp_path):
    copy = shutil.copytree(LIVE, tmp_path / "live")
    replace(copy / "engine/marking.js", "{ whole, habits } = explanations;", "{ whole } = explanations;")
    replace(
        copy / "engine/marking.js",
        "if (slips.length) return",
        "const { habits } = explanations;\n    if (slips.length) return",
    )
    made = unchosen(1)
    sheets = more_sheets_of(made, 1)
    assert answers([task(made, sheets)], copy) != [in_python(made, sheets)]
