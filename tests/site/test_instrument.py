"""The network in the drawing: edited there, with what moved, what depends on what, back and forth; and canaries."""

import io

import pytest
from pypdf import PdfReader

from tests.site.test_browser import AXE, violations
from tests.site.test_live import LIVE, SHEET, visit  # noqa: F401
from workbook import the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.problems import Problem
from workbook.marking.record import recorded_sources
from workbook.marking.replay import PAPER

SPOT = "[data-entry='W1 2']"


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
    assert f"{others} do not depend on it." in words
    in_window = (
        "(e) => { const { top, bottom } = e.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
    )
    assert field.evaluate(in_window)
    moved = page.locator(".nn-stage [data-entry].nn-moved").all()
    assert len(moved) >= 4
    assert all(spot.evaluate(in_window) for spot in moved)
    assert page.locator(".nn-count").evaluate(in_window)


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
    page.get_by_role("button", name="A step up").press("Enter")
    assert page.locator("#nn-editor").input_value() == "0.35"
    page.keyboard.press("Escape")
    assert page.evaluate(f"document.activeElement.matches({SPOT!r})")
    assert page.locator(SPOT).text_content() == "0.35"
    page.get_by_role("button", name="Undo").press("Enter")
    assert page.locator(SPOT).text_content() == "0.3"
    assert page.get_by_role("button", name="Undo").is_disabled()
    page.get_by_role("button", name="Redo").press("Enter")
    assert page.locator(SPOT).text_content() == "0.35"


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
    page.get_by_role("button", name="Gradients on the drawing").click()
    assert page.locator("[data-entry='b1 0']").text_content().startswith("∂L/∂b")
    page.get_by_role("button", name="Gradients on the drawing").click()
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
