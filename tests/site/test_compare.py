"""A wrong line is compared on request, at the first press; marks come at once or when asked for; and a canary."""

import pytest

from tests.site.test_live import SHEET, visit  # noqa: F401
from workbook.marking.problems import the_assignment
from workbook.marking.pupil import sheet_with
from workbook.marking.slips import NO_BIAS

DEAF = """
const add = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (kind, ...rest) {
  if (kind !== "pointerdown") add.call(this, kind, ...rest);
};
"""
OPENER = "nn-sheet .nn-compare > button"
SAID = "nn-sheet > .nn-said"


def first_fields(page, texts):
    for field, text in zip(page.locator("nn-sheet .nn-lines input").all(), texts, strict=False):
        field.fill(text)
    page.locator(SAID).click()


def press_from_a_changed_field(page):
    """A slow press: the field is left, the marks are set again, and only then the button is released."""
    page.locator("nn-sheet .nn-lines input").nth(3).fill("0.5")
    box = page.locator(OPENER).first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(50)
    page.mouse.up()


@pytest.fixture
def wrong(visit):  # noqa: F811
    """The sheet with no bias in Z1."""
    page = visit(SHEET)
    first_fields(page, [text for entry, text in sheet_with(NO_BIAS, "Z1", the_assignment()).entries.items()][:3])
    return page


def test_nothing_is_compared_unasked_and_the_solution_comes_last(wrong):
    assert wrong.locator("nn-sheet .nn-contrast dl").count() == 0
    wrong.locator(OPENER).first.focus()
    wrong.keyboard.press("Enter")
    said = wrong.locator("nn-sheet .nn-contrast").first
    assert said.locator("dt").all_inner_texts() == ["From your numbers", "With this slip: no bias"]
    assert wrong.locator(OPENER).first.get_attribute("aria-expanded") == "true"
    said.get_by_role("button", name="Show the line from the solution").click()
    assert said.locator("dt").all_inner_texts()[-1] == "In the solution"
    wrong.locator(OPENER).first.click()
    assert said.locator("dl").count() == 0


def test_a_press_straight_from_a_changed_field_opens_it(wrong):
    press_from_a_changed_field(wrong)
    assert wrong.locator("nn-sheet .nn-contrast dl").count() == 1


def test_a_press_that_is_lost_is_seen(visit):  # noqa: F811
    page = visit(SHEET, before=DEAF)
    first_fields(page, ["1.25", "0.45", "0.55"])
    press_from_a_changed_field(page)
    assert page.locator("nn-sheet .nn-contrast dl").count() == 0


def test_marks_come_when_they_are_asked_for_and_the_choice_is_kept(visit):  # noqa: F811
    page = visit(SHEET)
    page.get_by_label("Mark as I type").uncheck()
    first_fields(page, ["1.25"])
    assert page.locator("nn-sheet .nn-verdict").first.inner_text() == ""
    assert page.locator(SAID).inner_text().startswith("Press Check to have your sheet marked.")
    page.get_by_role("button", name="Check", exact=True).click()
    assert "wrong here" in page.locator("nn-sheet .nn-verdict").first.inner_text()
    page.locator("nn-sheet .nn-lines input").nth(1).fill("0.35")
    page.locator(SAID).click()
    assert page.locator("nn-sheet .nn-verdict").first.inner_text() == ""
    page.reload()
    assert not page.get_by_label("Mark as I type").is_checked()
