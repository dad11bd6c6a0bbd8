"""What a picture of a page shows at once and a rule of access does not: things that touch, break or are cut off."""

import pytest

from tests.site.test_browser import NARROW, UNFOLD, WIDE
from tests.site.test_live import LIVE, SHEET, TURNS, visit  # noqa: F401

LETTERS = 88
"""A line of code is as long as that at most, and the column is wide enough for it."""

ROWS_OF_FORMULAS = """
[...document.querySelectorAll(".katex-display > .katex > .katex-html")].flatMap((formula) => {
  const parts = [...formula.querySelectorAll(":scope > .katex-base")].map((part) => part.getBoundingClientRect());
  return parts.slice(1).flatMap((part, i) => (part.left < parts[i].right - 1 ? [part.top - parts[i].bottom] : []));
})
"""
"""The gap between each row of a formula and the next, in px. A part that is not to the right begins a row."""

LONELY_MARKS = """
[...document.querySelectorAll(".bd-article .nn-keep")].filter((kept) => {
  if (kept.querySelectorAll(".katex-base").length > 1) return false;
  const range = document.createRange();
  range.selectNode(kept.lastChild);
  return range.getBoundingClientRect().top > kept.querySelector(".katex-html").getBoundingClientRect().bottom - 2;
}).map((kept) => kept.textContent)
"""

CUT_CODE = f"""
[...document.querySelectorAll(".bd-article .highlight pre:not(.admonition *)")].filter((code) => {{
  const longest = Math.max(...code.textContent.split("\\n").map((line) => line.length));
  return longest <= {LETTERS} && code.scrollWidth > code.clientWidth;
}}).map((code) => code.textContent)
"""

BROKEN_NAMES = """
[...document.querySelectorAll(".bd-article table .pre")].filter((code) => {
  const lines = new Set([...code.getClientRects()].map(({ top }) => Math.round(top)));
  return lines.size > code.textContent.split(/[\\s-]+/).length;
}).map((code) => code.textContent)
"""

BREAKING = ".bd-article .pre { white-space: normal !important; overflow-wrap: anywhere !important }"

SLANTED_ROWS = """
[...document.querySelectorAll(".nn-cells")].filter((cells) => {
  const tops = [...cells.querySelectorAll("input")].map((input) => input.getBoundingClientRect().top);
  return tops.some((top, i) => i && Math.abs(top - tops[i - 1]) > 0.5 && top - tops[i - 1] < 20);
}).map((cells) => cells.textContent)
"""

CUT_NUMBERS = """
(text) => [...document.querySelectorAll(":is(nn-turn, nn-sheet) .nn-cell input")].filter((input) => {
  input.value = text;
  return input.scrollWidth > input.clientWidth;
}).map(({ id }) => id)
"""


@pytest.fixture
def found(visit):  # noqa: F811
    """What a script finds on a page, with all unfolded."""

    def asked(name, width, script, style="/**/", arg=None):
        page = visit(name, width=width)
        page.evaluate(UNFOLD)
        page.add_style_tag(content=style)
        page.evaluate("document.fonts.ready")
        return page.evaluate(script, arg)

    return asked


@pytest.mark.parametrize(("name", "width"), [("book/index.html", NARROW), ("book/keep.html", WIDE)])
def test_the_rows_of_a_formula_are_apart(name, width, found):
    gaps = found(name, width, ROWS_OF_FORMULAS)
    assert gaps
    assert min(gaps) >= 4
    closed = found(name, width, ROWS_OF_FORMULAS, ".katex-base { margin-block: 0 !important }")
    assert min(closed) < 4


@pytest.mark.parametrize("name", ["book/hidden_layer.html", "book/backpropagation.html"])
def test_no_line_begins_with_the_mark_after_a_letter(name, found):
    assert found(name, NARROW, LONELY_MARKS) == []
    assert found(name, NARROW, LONELY_MARKS, ".nn-keep { white-space: normal !important }")


@pytest.mark.parametrize("name", ["book/practice.html", "book/in_print.html"])
def test_a_line_of_code_is_not_cut(name, found):
    assert found(name, WIDE, CUT_CODE) == []
    assert found(name, WIDE, CUT_CODE, ".bd-article pre { margin-right: 0 !important }")


@pytest.mark.parametrize("name", ["book/notation.html", "book/in_print.html", "book/api.html"])
def test_a_name_in_a_table_is_not_broken(name, found):
    assert found(name, NARROW, BROKEN_NAMES) == []
    assert found(name, NARROW, BROKEN_NAMES, BREAKING)


@pytest.mark.parametrize("name", [TURNS, SHEET])
def test_fields_beside_each_other_are_in_one_line(name, found):
    assert found(name, WIDE, SLANTED_ROWS) == []
    assert found(name, WIDE, SLANTED_ROWS, ".nn-cell:last-child { padding-top: 4px }")


@pytest.mark.parametrize("query", ["", "?sizes=5,5,5,1", "?sizes=6,6,6,1"])
def test_a_number_fits_into_its_field(query, found):
    assert found(f"{SHEET}{query}", NARROW, CUT_NUMBERS, arg="-0.1234") == []
    assert found(f"{SHEET}{query}", NARROW, CUT_NUMBERS, ".nn-cell { width: 3rem }", arg="-0.1234")


def test_a_number_fits_into_its_field_in_a_chapter(found):
    assert found("book/sgd.html", NARROW, CUT_NUMBERS, arg="-0.1234") == []


def test_the_numbers_of_a_list_in_a_box_are_clear_of_its_rule(visit):  # noqa: F811
    page = visit(LIVE, width=NARROW)
    box = page.locator(".admonition:has(> ol)").first
    assert box.evaluate("(box) => parseFloat(getComputedStyle(box.querySelector('ol')).paddingLeft)") >= 20


def test_the_way_in_is_a_button(visit):  # noqa: F811
    way = visit("book/index.html").get_by_role("link", name="Start with the forward pass")
    assert way.evaluate("(a) => a.getBoundingClientRect().height") >= 36


TYPE_AREA = 718
"""The width between the margins of the printed sheet, in px: A4 less twice a centimetre."""

EDGES = """
[...document.querySelectorAll("nn-sheet, nn-sheet input")].filter((each) => each.checkVisibility())
  .map((each) => each.getBoundingClientRect()).flatMap(({ left, right }) => [left, right])
"""


@pytest.mark.parametrize("query", ["", "?problem=3"])
def test_no_field_of_the_printed_sheet_is_on_the_edge_of_the_type_area(query, visit):  # noqa: F811
    page = visit(f"{SHEET}{query}")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": TYPE_AREA, "height": 1000})
    fields = page.evaluate(EDGES)[2:]
    assert min(fields) >= 0
    assert max(fields) <= TYPE_AREA - 1
    page.add_style_tag(content="@media print { .bd-main .bd-content { margin-left: 2rem !important } }")
    assert min(page.evaluate(EDGES)[2:]) > 1


@pytest.mark.parametrize("name", [LIVE, "book/homework.html"])
def test_what_only_a_screen_can_do_is_not_printed(name, visit):  # noqa: F811
    page = visit(name)
    page.emulate_media(media="print")
    assert page.locator(".nn-buttons .nn-button").locator("visible=true").count() == 0


def test_with_forced_colours_a_button_that_is_down_is_seen_and_one_that_is_off(visit):  # noqa: F811
    page = visit(LIVE, forced_colors="active")
    colours = (
        "(button) => { const { backgroundColor, color } = getComputedStyle(button); return [backgroundColor, color]; }"
    )
    slopes = page.get_by_role("button", name="Gradients in the drawing")
    up = slopes.evaluate(colours)
    slopes.press("Enter")
    page.mouse.move(0, 0)
    assert slopes.evaluate(colours) != up
    assert page.get_by_role("button", name="Undo").evaluate(colours) != up
