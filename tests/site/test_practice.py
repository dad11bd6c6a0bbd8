"""The way through fresh problems: help fades and comes back, slips come again, a slip is found; kept, saved, loaded."""

import json
from contextlib import suppress

import pytest

from tests.site.test_instrument import edited
from tests.site.test_live import FORBIDDEN, SHEET, visit  # noqa: F401
from tests.workbook.marking.share import fresh
from workbook import mark, the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import printed
from workbook.marking.replay import Impossible
from workbook.marking.slips import NO_BIAS
from workbook.marking.slips_at import slips_at

FIELDS = "nn-sheet .nn-lines input"
WRITE = """
(texts) => document.querySelectorAll("nn-sheet .nn-lines input").forEach((input, i) => {
  if (input.readOnly) return;
  input.value = texts[i];
  input.dispatchEvent(new Event("input", { bubbles: true }));
})
"""


def write(page, made, sheet):
    page.evaluate(WRITE, [sheet.entries.get(entry, "") for entry in made.record])
    page.get_by_role("button", name="Check").click()


def practise(page):
    page.locator(".nn-practice summary").click()


def helped(page):
    """The steps that are worked for the reader."""
    script = (
        "() => [...document.querySelectorAll('nn-sheet .nn-lines input')].filter((e) => e.readOnly).map((e) => e.id)"
    )
    return {name.rpartition("-")[0] for name in page.evaluate(script)}


def numbers(page):
    return page.locator(FIELDS).evaluate_all("(all) => all.map((e) => e.value)")


def account(page):
    return page.locator(".nn-practice > p").last.inner_text()


def right(made):
    return printed(made.solution, made.places)


def test_help_fades_with_right_sheets_and_comes_back_with_a_slip_which_comes_again(visit):  # noqa: F811
    page = visit(SHEET)
    practise(page)
    page.get_by_role("button", name="Next problem").click()
    assert "problem=0" in page.url
    first = helped(page)
    assert 0 < len(first) < 25
    write(page, fresh(0), right(fresh(0)))
    assert "completed correctly: 1" in page.locator(".nn-practice").inner_text()
    page.get_by_role("button", name="Next problem").click()
    assert "problem=1" in page.url
    second = helped(page)
    assert second < first
    page.get_by_label("Steps worked out for you").fill("0")
    page.keyboard.press("Tab")
    write(page, fresh(1), sheet_with(NO_BIAS, "Z1", fresh(1)))
    assert f"{NO_BIAS.name} (1)" in page.locator(".nn-practice").inner_text()
    page.get_by_role("button", name="Next problem").click()
    assert "problem=2" in page.url
    third = helped(page)
    assert len(third) >= len(second)
    assert "Z1" in second
    assert "Z1" not in third


def test_it_outlives_the_page_and_travels_in_a_file(visit, address, tmp_path):  # noqa: F811
    page = visit(SHEET)
    write(page, the_assignment(), right(the_assignment()))
    practise(page)
    said = account(page)
    assert "completed correctly: 1" in said
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save my progress").click()
    saving.value.save_as(tmp_path / "practice.json")
    page.goto(address + SHEET)
    practise(page)
    assert account(page) == said
    other = visit(SHEET)
    practise(other)
    other.locator(".nn-practice input[type=file]").set_input_files(tmp_path / "practice.json")
    other.get_by_text("Your progress has been loaded.").wait_for()
    assert account(other) == said
    (tmp_path / "bad.json").write_text(json.dumps({"met": [{"name": 3}], "help": "x"}))
    other.locator(".nn-practice input[type=file]").set_input_files(tmp_path / "bad.json")
    other.get_by_text("That file does not contain your progress.").wait_for()
    assert account(other) == said


@pytest.mark.parametrize(
    "met",
    [
        {"isRight": True, "slips": {"Z1": 5}},
        {"isRight": True, "slips": {"Z1": [5]}},
        {"isRight": True, "slips": ["Z1"]},
        {"isRight": "yes", "slips": {}},
    ],
    ids=["a number of slips", "a number for a name", "a list", "a word"],
)
def test_a_file_with_other_values_is_refused_and_nothing_is_lost(visit, met, tmp_path):  # noqa: F811
    page = visit(f"{SHEET}?problem=0")
    practise(page)
    write(page, fresh(0), right(fresh(0)))
    said = account(page)
    (tmp_path / "practice.json").write_text(json.dumps({"met": [{"name": "problem 0", **met}], "help": 0}))
    page.locator(".nn-practice input[type=file]").set_input_files(tmp_path / "practice.json")
    page.get_by_text("That file does not contain your progress.").wait_for()
    assert account(page) == said
    write(page, fresh(0), sheet_with(NO_BIAS, "Z1", fresh(0)))
    assert f"{NO_BIAS.name} (1)" in account(page)
    assert page.complaints == []


def test_different_homework_is_counted_as_different(visit, address):  # noqa: F811
    page = visit(SHEET)
    for rate, tried in [("0.05", 1), ("0.2", 2), ("0.05", 2)]:
        page.goto(f"{address}{SHEET}?learning_rate={rate}")
        page.wait_for_function("() => document.querySelector('nn-sheet .nn-lines input')")
        assert page.locator("nn-sheet h3").inner_text() == "Your own homework"
        made = edited(Entry("learning_rate", 0, 0), rate)
        write(page, made, right(made))
        practise(page)
        assert f"Problems tried: {tried}, completed correctly: {tried}." in account(page)


def test_where_nothing_may_be_kept_it_works_for_this_visit(visit):  # noqa: F811
    page = visit(SHEET, before=FORBIDDEN)
    practise(page)
    write(page, the_assignment(), right(the_assignment()))
    assert "completed correctly: 1" in page.locator(".nn-practice").inner_text()
    assert page.complaints == []


@pytest.mark.parametrize("seed", [0, 4])
def test_a_slip_is_hunted_after_one_right_sheet_and_not_before(visit, seed):  # noqa: F811
    page = visit(f"{SHEET}?problem={seed}")
    practise(page)
    page.get_by_role("button", name="Find the slip").click()
    assert "First complete one sheet correctly" in page.locator("nn-sheet > [role=status]").inner_text()
    write(page, fresh(seed), right(fresh(seed)))
    page.get_by_role("button", name="Find the slip").click()
    number = int(page.locator("#nn-problem").input_value())
    assert number != seed
    made = fresh(number)
    there = numbers(page)
    solution = list(right(made).entries.values())
    wrong = [i for i, text in enumerate(there) if text and text != solution[i]]
    assert wrong
    assert page.locator("nn-sheet .nn-verdict").all_inner_texts() == [""] * len(solution)
    page.get_by_role("button", name="Check").click()
    assert "Found" not in page.locator("nn-sheet > [role=status]").inner_text()
    page.evaluate(WRITE, [""] * len(solution))
    page.get_by_role("button", name="Check").click()
    assert "Found" not in page.locator("nn-sheet > [role=status]").inner_text()
    page.evaluate(WRITE, [solution[i] if text else "" for i, text in enumerate(there)])
    page.get_by_role("button", name="Check").click()
    assert "Found and corrected" in page.locator("nn-sheet > [role=status]").inner_text()


@pytest.fixture
def hunting(visit):  # noqa: F811
    """The sheet of a reader with one right problem and one half done, who has pressed Find the slip."""
    page = visit(f"{SHEET}?problem=0")
    practise(page)
    write(page, fresh(0), right(fresh(0)))
    open_problem(page, 1)
    page.evaluate(WRITE, half(fresh(1)))
    page.get_by_role("button", name="Find the slip").click()
    return page


def open_problem(page, number):
    page.locator("#nn-problem").fill(str(number))
    page.locator("#nn-problem").press("Enter")
    page.get_by_role("heading", name=f"Problem {number}", exact=True).wait_for()


def half(made):
    """The right numbers of the first half of a sheet, then blanks."""
    solution = list(right(made).entries.values())
    middle = len(solution) // 2
    return solution[:middle] + [""] * (len(solution) - middle)


def reload(page):
    page.reload()
    page.wait_for_function("() => document.querySelector('nn-sheet .nn-lines input')")


def test_a_hunt_leaves_the_readers_own_numbers_and_slips_as_they_are(hunting, address):
    page = hunting
    hunt, number = page.url, int(page.locator("#nn-problem").input_value())
    planted = numbers(page)
    said = account(page)
    assert "No slip was named." in said
    open_problem(page, 1)
    assert numbers(page) == half(fresh(1))
    page.goto(f"{address}{SHEET}?problem={number}")
    reload(page)
    assert not any(numbers(page))
    page.evaluate(WRITE, half(fresh(number)))
    page.goto(hunt)
    reload(page)
    assert numbers(page) == planted
    page.get_by_role("button", name="Check").click()
    page.goto(f"{address}{SHEET}?problem={number}")
    reload(page)
    assert numbers(page) == half(fresh(number))
    practise(page)
    assert account(page) == said


def test_a_hunt_goes_on_when_the_page_is_loaded_again(hunting):
    page = hunting
    corrected = ["1", *numbers(page)[1:]]
    page.evaluate(WRITE, corrected)
    reload(page)
    assert numbers(page) == corrected
    assert "One step of this sheet has a slip." in page.locator("nn-sheet > [role=status]").inner_text()


def test_each_press_gives_another_slip(hunting):
    page = hunting
    seen = {tuple(numbers(page))}
    page.get_by_role("button", name="Find the slip").click()
    seen.add(tuple(numbers(page)))
    reload(page)
    practise(page)
    page.get_by_role("button", name="Find the slip").click()
    seen.add(tuple(numbers(page)))
    assert len(seen) == 3
    page.get_by_role("button", name="Next problem").click()
    assert page.get_by_role("heading", name="Problem 1", exact=True).is_visible()


def with_two_names():
    """A problem's number, and a sheet with one slip that two slips explain."""
    for seed in range(50):
        for each in slips_at(fresh(seed).structure):
            with suppress(Impossible):
                sheet = sheet_with(each.slip, each.step, fresh(seed))
                if {len(found.slips) for found in mark(fresh(seed), sheet).entries.values()} == {0, 2}:
                    return seed, sheet
    raise AssertionError


def test_of_two_slips_that_may_be_behind_an_error_none_is_counted(visit):  # noqa: F811
    seed, sheet = with_two_names()
    page = visit(f"{SHEET}?problem={seed}")
    practise(page)
    write(page, fresh(seed), sheet)
    assert "No slip was named." in page.locator(".nn-practice").inner_text()
