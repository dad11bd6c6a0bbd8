"""The network in the drawing: edited there, with what moved, what depends on what, back and forth; and canaries."""

import io

import numpy as np
import pytest
from pypdf import PdfReader

from nnlib import assignment, backward, cross_entropy, forward, sgd_step
from tests.site.test_browser import AXE, violations
from tests.site.test_live import LIVE, SHEET, visit  # noqa: F401
from workbook import the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.problems import Problem
from workbook.marking.record import recorded_sources
from workbook.marking.replay import PAPER

SPOT = "[data-entry='W1 2']"
IN_WINDOW = "(e) => { const { top, bottom } = e.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"


def edited(entry, text):
    made = the_assignment()
    rows = [list(row) for row in made.tables[entry.name]]
    rows[entry.row][entry.column] = text
    return Problem("", {**made.tables, entry.name: tuple(map(tuple, rows))})


def counts(entry, text):
    """What changes on paper, what could have and shows the same, and what does not depend on it."""
    before, after = the_assignment().worked(PAPER), edited(entry, text).worked(PAPER)
    reached = {entry}
    for result, sources in recorded_sources(the_assignment().structure).items():
        if reached & sources:
            reached.add(result)
    changed = {each for each in after if after[each] != before[each]}
    assert changed <= reached
    return len(changed), len(reached - {entry} - changed), len(after.keys() - reached)


def open_editor(page):
    page.locator(SPOT).click()
    return page.get_by_label("Edit a number").locator("#nn-editor")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_weight_is_edited_in_the_drawing_and_what_moved_is_in_the_same_window(visit, width):  # noqa: F811
    page = visit(LIVE, width=width)
    field = open_editor(page)
    assert field.input_value() == "0.3"
    field.fill("0.9")
    changed, same, others = counts(Entry("W1", 0, 2), "0.9")
    words = page.locator(".nn-count").inner_text()
    assert words.startswith(f"{changed} results changed. {same} could have")
    assert f"{others} do not depend on the change." in words
    assert field.evaluate(IN_WINDOW)
    moved = page.locator(".nn-stage [data-entry].nn-moved").all()
    assert len(moved) >= 4
    assert all(spot.evaluate(IN_WINDOW) for spot in moved)
    assert page.locator(".nn-count").evaluate(IN_WINDOW)


ROWS_OF_BUTTONS = """
[...new Set([...document.querySelectorAll("nn-live > div > .nn-buttons > button")]
  .filter((button) => button.checkVisibility())
  .map((button) => Math.round(button.getBoundingClientRect().top)))].length
"""

SIZES_OF_TARGETS = """
[...document.querySelectorAll("nn-live button.nn-button")].filter((button) => button.checkVisibility())
  .flatMap((button) => [button.getBoundingClientRect().width, button.getBoundingClientRect().height])
"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_buttons_take_two_rows_at_most(visit, width):  # noqa: F811
    page = visit(LIVE, width=width)
    assert page.evaluate(ROWS_OF_BUTTONS) == 2
    page.get_by_role("button", name="Run", exact=True).click()
    assert page.get_by_role("button", name="Stop").is_visible()
    assert page.evaluate(ROWS_OF_BUTTONS) == 2
    assert min(page.evaluate(SIZES_OF_TARGETS)) >= 24
    page.add_style_tag(content="nn-live .nn-button { min-width: 9rem; }")
    assert page.evaluate(ROWS_OF_BUTTONS) > 2


def test_on_a_phone_the_rest_is_behind_a_button(visit):  # noqa: F811
    page = visit(LIVE, width=390)
    more = page.get_by_role("button", name="More")
    rest = [page.get_by_role("button", name=name) for name in ("Run to the end", "Reset", "Gradients in the drawing")]
    assert not any(each.is_visible() for each in rest)
    more.press("Enter")
    assert more.get_attribute("aria-expanded") == "true"
    assert all(each.is_visible() for each in rest)
    more.press("Enter")
    assert more.get_attribute("aria-expanded") == "false"
    assert not any(each.is_visible() for each in rest)
    assert page.get_by_role("button", name="Undo").is_visible()


HEIGHTS_OF_LABELS = """
[...document.querySelectorAll(".nn-drawing svg text")].map((text) => {
  const { width, height } = text.getBoundingClientRect();
  const inside = text.getBBox();
  return Math.min(width / inside.width, height / inside.height) * parseFloat(getComputedStyle(text).fontSize);
})
"""
"""How large the letters are on the screen: as large as they are in the drawing, times what it is stretched by."""

LEGIBLE = 12


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("sizes", ["", "?sizes=4,3,2,2", "?sizes=6,6,6,1", "?sizes=6,1,1,1"])
def test_the_labels_of_the_drawing_can_be_read(visit, width, sizes):  # noqa: F811
    page = visit(f"{LIVE}{sizes}", width=width)
    assert min(page.evaluate(HEIGHTS_OF_LABELS)) >= LEGIBLE
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.add_style_tag(content=".nn-drawing svg { width: 300px !important }")
    assert min(page.evaluate(HEIGHTS_OF_LABELS)) < LEGIBLE


@pytest.mark.parametrize("sizes", ["6,6,6,1", "6,2,2,1"])
def test_a_large_drawing_is_whole_and_is_moved_sideways(visit, sizes):  # noqa: F811
    page = visit(f"{LIVE}?sizes={sizes}", width=390)
    drawing = page.locator(".nn-drawing")
    assert drawing.evaluate("(e) => e.scrollHeight <= e.clientHeight")
    last = page.locator(".nn-drawing [data-entry='y_hat 1']")
    last.scroll_into_view_if_needed()
    assert last.evaluate("(e) => e.getBoundingClientRect().right <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_result_that_is_asked_for_shows_its_line_below_the_drawing(visit, width):  # noqa: F811
    page = visit(LIVE, width=width)
    page.locator("[data-entry='H 1']").click()
    made = the_assignment()
    z, sine, result = (f"{made.solution[Entry(name, 1, 0)]:.4f}" for name in ("Z1", "sin_Z1", "H"))
    line = page.locator(".nn-stage > .nn-said").nth(1)
    assert line.inner_text().replace("\n", "") == f"H2 = {z} + {sine} = {result}"
    assert line.evaluate(IN_WINDOW)


def test_the_drawing_has_no_more_decimals_than_it_has_room_for(visit):  # noqa: F811
    page = visit(f"{LIVE}?kind=machine")
    page.get_by_role("button", name="Take one step").click()
    drawn = page.locator(".nn-drawing svg [data-entry]").all_text_contents()
    assert max(len(text.partition(".")[2]) for text in drawn) == 4
    assert max(len(text.partition(".")[2]) for text in page.locator(".nn-results .nn-value").all_inner_texts()) == 6


def test_the_table_says_what_each_number_was(visit):  # noqa: F811
    page = visit(LIVE)
    open_editor(page).fill("0.9")
    before, after = the_assignment().worked(PAPER), edited(Entry("W1", 0, 2), "0.9").worked(PAPER)
    expected = [f"was {before[e]:.4f}".replace("-", "−") if before[e] != after[e] else "" for e in after]
    assert page.locator(".nn-was").all_inner_texts() == expected


def test_by_keyboard_alone_with_steps_and_the_way_back(visit):  # noqa: F811
    page = visit(LIVE)
    page.locator(SPOT).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "nn-editor"
    page.get_by_role("button", name="One step up").press("Enter")
    assert page.locator("#nn-editor").input_value() == "0.35"
    page.keyboard.press("Escape")
    assert page.evaluate(f"document.activeElement.matches({SPOT!r})")
    assert page.locator(SPOT).text_content() == "0.35"
    page.get_by_role("button", name="Undo").press("Enter")
    assert page.locator(SPOT).text_content() == "0.3"
    assert page.get_by_role("button", name="Undo").is_disabled()
    page.get_by_role("button", name="Redo").press("Enter")
    assert page.locator(SPOT).text_content() == "0.35"


def test_a_step_is_the_same_however_the_number_is_written(visit):  # noqa: F811
    page = visit(LIVE)
    field, slider = open_editor(page), page.get_by_label("Slide")
    seen = set()
    for text in ("-0.5", "−0.5", "-0,5", "-٠٫٥", "-0.5 "):
        field.fill(text)
        there = slider.input_value()
        page.get_by_role("button", name="One step up").click()
        seen.add((there, field.input_value(), slider.input_value()))
        field.fill(text)
        page.get_by_role("button", name="Done").click()
        page.locator(SPOT).click()
        assert (field.input_value(), slider.input_value()) == (text, "-0.5")
    [(before, after, slid)] = seen
    assert before == "-0.5"
    assert float(before) < float(after) == float(slid)


def test_a_step_starts_from_the_last_number_that_could_be_read(visit):  # noqa: F811
    page = visit(LIVE)
    field = open_editor(page)
    page.get_by_role("button", name="One step up").click()
    expected = field.input_value()
    page.get_by_role("button", name="One step down").click()
    field.fill("abc")
    page.get_by_role("button", name="One step up").click()
    assert field.input_value() == expected


def test_what_cannot_be_read_is_said_at_the_editor_and_changes_nothing(visit):  # noqa: F811
    page = visit(LIVE)
    open_editor(page).fill("abc")
    assert "cannot be read" in page.locator(".nn-editor [role=status]").inner_text()
    assert page.locator("#nn-editor").get_attribute("aria-invalid") == "true"
    assert page.locator(".nn-count").inner_text() == ""


def test_asked_a_result_shows_where_it_comes_from_and_where_it_goes(visit):  # noqa: F811
    page = visit(LIVE)
    sources = recorded_sources(the_assignment().structure)
    asked = Entry("H", 1, 0)
    page.locator("[data-entry='H 1']").click()
    near = sources[asked] | {each for each in sources if asked in sources[each]}
    results = list(sources)
    rows = page.locator("table.nn-results tbody tr")
    lit = [results[i] for i, row in enumerate(rows.all()) if row.evaluate("(e) => e.matches('.nn-from, .nn-to')")]
    assert set(lit) == near & set(results)
    assert page.locator(".nn-walk .nn-now p").count() == 1
    assert "= 0.6929" in page.locator(".nn-walk .nn-now p").inner_text()


def test_a_gradient_is_named_as_one(visit):  # noqa: F811
    page = visit(LIVE)
    page.get_by_role("button", name="Gradients in the drawing").click()
    assert page.locator("[data-entry='b1 0']").text_content().startswith("∂L/∂b")
    page.get_by_role("button", name="Gradients in the drawing").click()
    assert page.locator("[data-entry='b1 0']").text_content().startswith("b")


def test_steps_run_to_the_end_at_once_and_the_loss_is_drawn(visit):  # noqa: F811
    page = visit(f"{LIVE}?learning_rate=0.05")
    page.get_by_role("button", name="Run to the end").click()
    page.get_by_text("The step changed nothing").wait_for()
    words = page.locator(".nn-losses figcaption").inner_text()
    loss = the_assignment().worked(PAPER)[Entry("loss")]
    assert f"{loss:.4f} before the first" in words
    page.get_by_role("button", name="Undo").click()
    assert page.locator("nn-live .nn-stage > .nn-said").first.inner_text().startswith(f"Loss {loss:.4f}")


def test_in_use_it_has_no_faults_of_access(visit):  # noqa: F811
    page = visit(LIVE, width=320)
    open_editor(page).fill("0.9")
    page.evaluate(AXE)
    assert violations(page) == []


@pytest.mark.parametrize(("query", "most"), [("", 1), ("?problem=3", 1), ("?sizes=6,6,6,1", 2)])
def test_the_sheet_on_paper_is_one_page_with_nothing_cut(visit, query, most):  # noqa: F811
    page = visit(f"{SHEET}{query}")
    fields = page.locator("nn-sheet .nn-lines input")
    fields.last.fill("-0.1234")
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(reader.pages) == most
    text = "".join(each.extract_text() for each in reader.pages)
    assert "-0.1234" in text
    assert all(round(float(each.mediabox.width)) == 595 for each in reader.pages)
    sizes = []
    for each in reader.pages:
        each.extract_text(visitor_text=lambda text, cm, tm, *_: text.strip() and sizes.append(_size(cm, tm, *_)))
    assert min(sizes) >= 4.5


def _size(cm, tm, font, size):
    """The height of a letter on the page, in points."""
    return abs(size * tm[3] * cm[3])


def test_a_count_that_is_wrong_is_seen(visit):  # noqa: F811
    page = visit(LIVE)
    page.evaluate("document.querySelector('nn-live').lineage.reach = () => new Set()")
    open_editor(page).fill("0.9")
    changed, same, _ = counts(Entry("W1", 0, 2), "0.9")
    assert not page.locator(".nn-count").inner_text().startswith(f"{changed} results changed. {same} could have")


@pytest.mark.parametrize(("place", "refused"), [("α", "1e5"), ("W1,1,1", "1000"), ("W1,1,1", "1e6")])
def test_the_beginning_of_a_refused_number_does_not_stay_in_force(place, refused, visit):  # noqa: F811
    page = visit(LIVE)
    before = page.locator(".nn-value").all_text_contents()
    field = page.get_by_label(place, exact=True)
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(refused)
    page.keyboard.press("Tab")
    assert "takes numbers from" in field.locator("xpath=following-sibling::span").inner_text()
    assert page.locator(".nn-value").all_text_contents() == before


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_shows_between_the_toolbar_and_the_drawing(visit, width):  # noqa: F811
    page = visit(LIVE, width=width)
    page.locator(".nn-walk").evaluate("(e) => scrollTo(0, scrollY + e.getBoundingClientRect().top)")
    edge = "(e, side) => e.getBoundingClientRect()[side]"
    toolbar = page.locator(".bd-header-article").evaluate(edge, "bottom")
    assert page.locator(".nn-stage").evaluate(edge, "top") <= toolbar
    assert page.locator(".nn-stage svg").evaluate(edge, "top") >= toolbar


NAMES = {"Walk forward": ("Z1", "sin_Z1", "H", "Z2", "e_Z2", "sum_e_Z2", "y_hat", "loss")}
NAMES["Walk backward"] = ("delta2", "dW2", "db2", "dH", "cos_Z1", "f_prime", "delta1", "dW1", "db1")


@pytest.mark.parametrize("way", NAMES)
def test_a_pass_is_walked_arrow_by_arrow_with_the_keyboard(visit, way):  # noqa: F811
    page = visit(LIVE)
    page.get_by_role("button", name=way).press("Enter")
    said = page.locator(".nn-walker [role=status]")
    worked = the_assignment().worked(PAPER)
    expected = [f"{worked[each]:.4f}".replace("-", "−") for each in worked if each.name in NAMES[way]]
    reached, lit, so_far = [], [], None
    for _ in range(int(said.inner_text().split()[2].rstrip(":"))):
        words = said.inner_text()
        if " into " in words:
            lit.append(page.locator(".nn-lit").count())
            so_far = words.rpartition(" ")[2].rstrip(".")
        else:
            reached.append(words.rpartition(" ")[2])
            assert so_far in (None, reached[-1])
            so_far = None
        page.keyboard.press("ArrowRight")
    assert reached == expected
    assert set(lit) == ({0, 1} if way == "Walk forward" else {1})  # a bias comes over no arrow
    heads = page.locator(".nn-drawing svg > text").all_text_contents()
    assert ("∂L/∂H" in heads) == (way == "Walk backward")
    page.keyboard.press("Escape")
    assert page.locator(".nn-walker").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == way
    assert page.locator(".nn-lit").count() == 0


def test_gradients_in_the_drawing_have_no_number_of_a_walk_among_them(visit):  # noqa: F811
    page = visit(LIVE)
    slopes = page.get_by_role("button", name="Gradients in the drawing")
    slopes.click()
    expected = page.locator("nn-live [data-entry]").all_text_contents()
    slopes.click()
    page.get_by_role("button", name="Walk forward").click()
    page.get_by_role("button", name="Next ›").click()
    slopes.click()
    assert page.locator("nn-live [data-entry]").all_text_contents() == expected
    assert page.locator(".nn-walker").is_hidden()


def loss_after(rate):
    params, x, y, _ = assignment.givens(float)
    gradients = backward(params, forward(params, x), y).gradients
    return cross_entropy(forward(sgd_step(params, gradients, rate), x), y)


def test_the_loss_is_drawn_against_the_rate(visit):  # noqa: F811
    page = visit(f"{LIVE}?learning_rate=0.5")
    page.get_by_text("The loss after this step, plotted against the learning rate").click()
    words = page.locator(".nn-rates figcaption")
    page.get_by_text("At none of them does the loss become larger").wait_for()
    assert f"Dashed: the loss before the step, {loss_after(0):.4f}." in words.inner_text()
    assert f"At your rate, 0.5, the loss becomes {loss_after(0.5):.4f}." in words.inner_text()
    assert all(loss_after(rate) <= loss_after(0) for rate in np.linspace(0, 1.5, 61))


def test_a_dash_for_the_loss_after_the_step_is_explained(visit):  # noqa: F811
    page = visit(f"{LIVE}?learning_rate=5")
    assert "after the step –" in page.locator(".nn-stage > .nn-said").first.inner_text()
    assert "after the step: A logit is outside" in page.locator("nn-live > .nn-said").first.inner_text()


def test_another_target_can_reach_the_loss(visit):  # noqa: F811
    """Two logits that are the same: the loss has another formula and the same digits."""
    page = visit(f"{LIVE}?W2=0%2C0%2C0%2C0%2C0%2C0&b2=0%2C0")
    page.locator(".nn-chips select").select_option("1")
    page.get_by_text("could have").wait_for()
    row = page.locator("table.nn-results tbody tr").nth([each.name for each in the_assignment().record].index("loss"))
    assert row.evaluate("(e) => !e.matches('.nn-moved')")
    sources = recorded_sources(the_assignment().structure)
    reached = {Entry("y", 0, 0), Entry("y", 1, 0)}
    for result, its in sources.items():
        if reached & its or result.name == "loss":
            reached.add(result)
    assert f"{len(sources) - len(reached) + 2} do not depend on the change." in page.locator(".nn-count").inner_text()


def test_of_several_examples_the_drawing_shows_the_first(visit):  # noqa: F811
    page = visit(f"{LIVE}?sizes=2%2C1%2C2%2C2&x=1%2C2%2C3%2C4")
    assert page.locator("[data-entry^='x ']").all_text_contents() == ["1", "3"]


def test_the_sheet_leads_to_what_is_wrong(visit):  # noqa: F811
    page = visit(SHEET)
    page.locator("#Z1-1").fill("9")
    page.keyboard.press("Tab")
    page.locator("nn-sheet > [role=status] button").click()
    assert page.evaluate("document.activeElement.id") == "Z1-1"
