"""Nothing that a reader wrote is lost: pasted, typed over, cleared, loaded, or written in another tab; and canaries."""

import re

import pytest
from docutils import nodes

from extensions import live
from tests.copies import SITE
from tests.site.test_live import LIVE, PASTE, SHEET, TURNS, turn, visit, write  # noqa: F401
from workbook import the_assignment
from workbook.marking.expressions import Entry
from workbook.marking.files import to_json
from workbook.marking.limits import LARGEST_FILE
from workbook.marking.reading import Sheet
from workbook.quantities import QUANTITIES

DEAF = """
const add = addEventListener;
window.addEventListener = (kind, ...rest) => kind === "storage" || add(kind, ...rest);
"""
Z1 = ["1.35", "0.35", "0.6"]


def values(place):
    return [field.input_value() for field in place.locator("input[type=text]").all()]


def lines(page):
    return page.locator("nn-sheet .nn-lines")


def paste(page, field, text):
    page.locator(field).focus()
    page.locator(field).evaluate(PASTE, text)


FILL_A_ROW = """
async ([modules, text]) => {
  const { Filling } = await import(`${modules}filling.js`);
  const { Note } = await import(`${modules}note.js`);
  const place = document.querySelector("main").appendChild(document.createElement("div"));
  const filling = new Filling(new Note(), () => false);
  const inputs = ["a", "b", "c", "d"].map((value) => Object.assign(document.createElement("input"), { value }));
  inputs.forEach((input) => filling.add(place.appendChild(input), place));
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  inputs[0].dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
  return inputs.map(({ value }) => value);
}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1\t\t3\t4", ["1", "b", "3", "4"]), ("\t2", ["a", "2", "c", "d"]), ("1\t2\t\t", ["1", "2", "c", "d"])],
)
def test_a_blank_cell_leaves_its_field_and_the_rest_in_its_place(text, expected, new_page, address):
    """Cells are cut at tabs here, however the reader of numbers cuts them."""
    reading = (SITE / "_static/live/engine/reading.js").read_text(encoding="utf8")
    own = re.sub(r"export (const|function) pieces", r"\1 elsewhere", reading)
    page = new_page(1280)
    cut = f'{own}\nexport const pieces = (text) => text.split("\\t");'
    page.route("**/live/engine/reading.js", lambda route: route.fulfill(body=cut, content_type="text/javascript"))
    page.goto(address + "book/glossary.html")
    assert page.evaluate(FILL_A_ROW, [f"{address}_static/live/", text]) == expected


def test_what_would_be_overwritten_is_asked_for_and_comes_back(visit):  # noqa: F811
    page = visit(SHEET)
    page.locator("#Z1-1").fill("9")
    paste(page, "#Z1-0", "1.35\n0.35\n0.6")
    page.get_by_text("This would overwrite 1 of your numbers.").wait_for()
    assert values(lines(page))[:3] == ["", "9", ""]
    page.get_by_role("button", name="Cancel").press("Enter")
    assert values(lines(page))[:3] == ["", "9", ""]
    paste(page, "#Z1-0", "1.35\n0.35\n0.6")
    page.get_by_role("button", name="Overwrite").press("Enter")
    assert values(lines(page))[:3] == Z1
    page.get_by_role("button", name="Undo").click()
    assert values(lines(page))[:3] == ["", "9", ""]


def test_the_question_goes_when_the_field_is_put_right(visit):  # noqa: F811
    page = visit(SHEET)
    page.locator("#Z1-1").fill("9")
    page.locator("#Z1-0").fill("0 .4")
    page.keyboard.press("Tab")
    page.get_by_text("This would overwrite 1 of your numbers.").wait_for()
    page.locator("#Z1-0").fill("0.4")
    assert page.locator(".nn-note").inner_text() == ""
    assert values(lines(page))[:2] == ["0.4", "9"]
    assert page.evaluate("document.activeElement.id") == "Z1-0"


def test_several_numbers_typed_go_on_and_ctrl_z_takes_them_back(visit):  # noqa: F811
    page = visit(TURNS)
    place = turn(page, "Z1")
    place.locator("input").first.focus()
    page.keyboard.type("1.35 0.35 0.6 7")
    page.keyboard.press("Enter")
    assert values(place) == Z1
    assert "1 more number did not fit." in place.inner_text()
    page.keyboard.press("Control+Z")
    assert values(place) == ["", "", ""]


def test_pasting_marks_at_once(visit):  # noqa: F811
    page = visit(SHEET)
    paste(page, "#Z1-0", "1.35\n0.35\n0.6")
    assert "3 right" in page.locator("nn-sheet > [role=status]").inner_text()


@pytest.mark.parametrize("name", ["Z1-0", "sin_Z1-1", "loss-0"])
def test_one_number_pasted_by_the_keys_is_marked_at_once(name, visit):  # noqa: F811
    page = visit(SHEET)
    page.locator("#W1_new-0").fill("0.25")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+X")
    page.locator(f"#{name}").focus()
    page.keyboard.press("Control+V")
    assert page.locator(f"#{name}").input_value() == "0.25"
    assert "1 wrong here, 99 missing" in page.locator("nn-sheet > [role=status]").inner_text()


def test_all_right_goes_when_a_right_answer_is_changed(visit):  # noqa: F811
    page = visit(TURNS)
    place = turn(page, "Z1")
    write(place, Z1)
    place.get_by_role("button", name="Check").click()
    assert "Everything is right" in place.inner_text()
    place.locator("input").first.fill("1.36")
    assert "Everything is right" not in place.inner_text()
    assert "Check again" in place.inner_text()


def test_clearing_a_chapters_fields_asks_spares_the_others_and_can_be_undone(visit):  # noqa: F811
    page = visit(TURNS)
    write(turn(page, "Z1"), Z1)
    write(turn(page, "sin_Z1 H"), ["0.9757"])
    turn(page, "Z1").get_by_role("button", name="Clear").click()
    assert values(turn(page, "Z1")) == Z1
    page.get_by_role("button", name="Clear them").press("Enter")
    assert values(turn(page, "Z1")) == ["", "", ""]
    assert values(turn(page, "sin_Z1 H"))[0] == "0.9757"
    page.get_by_role("button", name="Undo").click()
    assert values(turn(page, "Z1")) == Z1


def test_clearing_the_sheet_spares_what_is_not_in_view(visit):  # noqa: F811
    page = visit(SHEET)
    page.locator("#Z1-0").fill("1.35")
    page.locator("#sin_Z1-0").fill("0.9757")
    page.locator("#nn-worked").fill("1")
    page.locator("#nn-worked").press("Enter")
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Clear them").click()
    page.locator("#nn-worked").fill("0")
    page.locator("#nn-worked").press("Enter")
    assert page.locator("#Z1-0").input_value() == "1.35"
    assert page.locator("#sin_Z1-0").input_value() == ""


@pytest.mark.parametrize("asked", ["30", "-1", "1.5", "many"])
def test_a_count_of_steps_without_sense_is_a_sentence(asked, visit):  # noqa: F811
    page = visit(f"{SHEET}?worked=2")
    page.locator("#nn-worked").fill(asked)
    page.locator("#nn-worked").press("Enter")
    assert (
        f"Steps: expected a number from 0 to 25, got “{asked}”."
        in page.locator("nn-sheet > [role=status]").inner_text()
    )
    assert "worked=2" in page.url
    assert not page.locator("#Z1-0").is_editable()


def test_the_wheel_changes_no_count(visit):  # noqa: F811
    page = visit(f"{SHEET}?problem=5")
    page.locator("#nn-problem").click()
    page.mouse.wheel(0, 300)
    page.locator("#nn-problem").blur()
    assert page.locator("#nn-problem").input_value() == "5"
    assert "problem=5" in page.url


def load(page, path, content):
    path.write_text(content, encoding="utf8")
    page.locator(".nn-controls input[type=file]").set_input_files(path)


def test_what_has_no_place_in_a_loaded_file_is_said(visit, tmp_path):  # noqa: F811
    page = visit(SHEET)
    content = to_json(the_assignment(), Sheet({Entry("Z1", 0, 0): "1.35"}))
    load(page, tmp_path / "odd.json", content.replace('"sheet": {', '"sheet": {"Z9": 1, "H": [2], "loss": 1,'))
    page.get_by_text("Loaded.").wait_for()
    said = page.locator(".nn-note").inner_text()
    assert "H: occurs twice" in said
    assert "loss: occurs twice" in said
    assert "‘Z9’: there is no such result." in said
    assert page.locator("#Z1-0").input_value() == "1.35"
    many = ", ".join(f'"q{i}": 1' for i in range(50_000))
    load(page, tmp_path / "many.json", content.replace('"sheet": {', f'"sheet": {{{many}, '))
    page.get_by_text("And 49995 more like these.").wait_for()
    load(page, tmp_path / "plain.json", content)
    page.wait_for_function("() => document.querySelector('.nn-note').textContent === 'Loaded.'")


NEVER_READ = "Blob.prototype.text = () => { throw new Error('it was read'); }"


def test_a_file_is_refused_by_its_size_before_it_is_read(visit, tmp_path):  # noqa: F811
    page = visit(SHEET, before=NEVER_READ)
    load(page, tmp_path / "large.json", to_json(the_assignment()).ljust(LARGEST_FILE + 1))
    page.get_by_text("large.json: expected at most 1000000 bytes, got 1000001").wait_for()
    load(page, tmp_path / "small.json", to_json(the_assignment()))
    page.get_by_text("small.json: it was read").wait_for()


def test_two_tabs_follow_each_other_and_a_stale_one_saves_all(visit, address):  # noqa: F811
    first = visit(SHEET)
    second = first.context.new_page()
    second.goto(address + SHEET)
    second.wait_for_function("() => document.querySelector('#Z1-0')")
    first.locator("#Z1-0").fill("1.35")
    second.wait_for_function("() => document.querySelector('#Z1-0').value === '1.35'")
    second.locator("#Z1-1").fill("0.35")
    first.wait_for_function("() => document.querySelector('#Z1-1').value === '0.35'")
    with first.expect_download() as download:
        first.get_by_role("button", name="Save").click()
    assert {"1.35", "0.35"} <= set(download.value.path().read_text(encoding="utf8").split('"'))


def test_tabs_that_do_not_follow_are_seen(visit, address):  # noqa: F811
    page = visit(SHEET, before=DEAF)
    second = page.context.new_page()
    second.goto(address + SHEET)
    second.locator("#Z1-0").fill("1.35")
    second.wait_for_timeout(300)
    assert page.locator("#Z1-0").input_value() == ""


def test_enter_goes_on_to_the_next_field(visit):  # noqa: F811
    page = visit(SHEET)
    page.locator("#Z1-0").focus()
    for text in Z1:
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    assert values(lines(page))[:3] == Z1
    assert page.evaluate("document.activeElement.id") == "sin_Z1-0"


@pytest.mark.parametrize("asked", ["b2=-12,12", "b2=-10,-9.5", "x=100,-100,100,100&learning_rate=0"])
def test_a_loss_without_a_value_is_not_said_to_stop_the_step(asked, visit):  # noqa: F811
    page = visit(f"{LIVE}?{asked}")
    said = page.locator("nn-live > [role=status]").first
    assert "ln(0.0000), which has no value. The step does not need it." in said.inner_text()
    page.get_by_role("button", name="Take one step").click()
    assert "Steps taken: 1." in page.locator("nn-live .nn-stage > .nn-said").first.inner_text()


OTHER_LOSS = "output=sigmoid&loss=binary+cross-entropy&sizes=1,1,1,1&b2=-15&y=1"


@pytest.mark.parametrize(("asked", "name"), [("b2=-12,12", "loss"), (OTHER_LOSS, "losses")])
def test_a_result_without_a_value_is_named_in_a_whole_sentence(asked, name, visit):  # noqa: F811
    said = visit(f"{LIVE}?{asked}").locator("nn-live > [role=status]").first.inner_text()
    assert said.startswith(f"The result “{QUANTITIES[name].meaning}” would be −ln(0.0000), which has no value.")


@pytest.mark.parametrize("asked", ["b2=-12,-12", "b2=-13,-13.5", "b2=-30,-30", "b2=-13,-20"])
def test_a_network_without_a_result_says_why_and_so_does_its_button(asked, visit):  # noqa: F811
    page = visit(f"{LIVE}?{asked}")
    said = page.locator("nn-live > [role=status]").first
    assert "has no value. This page stops there." in said.inner_text()
    page.get_by_role("button", name="Take one step").click()
    assert said.inner_text().startswith("No step can be taken.")


def test_another_right_class_reaches_the_address_and_comes_back(visit, address):  # noqa: F811
    page = visit(LIVE)
    stood = page.locator("#nn-target").input_value()
    page.locator("#nn-target").select_option(str(1 - int(stood)))
    assert "y=" in page.url
    page.reload()
    page.wait_for_function("() => document.querySelector('#nn-target')")
    assert page.locator("#nn-target").input_value() == str(1 - int(stood))


def test_where_dialogs_are_forbidden_clearing_works_and_printing_says_so(visit, address):  # noqa: F811
    page = visit(SHEET)
    page.evaluate(
        """(src) => {
      const frame = Object.assign(document.createElement("iframe"), { src, width: 900, height: 900 });
      frame.sandbox = "allow-scripts allow-same-origin";
      document.body.replaceChildren(frame);
    }""",
        address + SHEET,
    )
    frame = page.frame_locator("iframe")
    frame.locator("#Z1-0").fill("1.35")
    frame.get_by_role("button", name="Clear").click()
    frame.get_by_role("button", name="Clear them").click()
    assert frame.locator("#Z1-0").input_value() == ""
    frame.get_by_role("button", name="Print").click()
    frame.get_by_text("Nothing was printed").wait_for()


@pytest.mark.parametrize("body", [None, "throw new Error('no')", "let = ;"], ids=["missing", "throws", "unreadable"])
def test_a_script_that_fails_says_so_on_the_page(body, new_page, address):
    page = new_page(1280)
    page.route("**/live.js*", lambda route: route.abort() if body is None else route.fulfill(body=body))
    page.goto(address + TURNS)
    page.locator("nn-turn .nn-fails").first.wait_for()
    assert "does not work here" in page.locator("nn-turn").first.inner_text()


def test_opened_as_a_file_the_fields_work(new_page):
    page = new_page(1280)
    page.goto((SITE / TURNS).as_uri())
    write(turn(page, "Z1"), Z1)
    turn(page, "Z1").get_by_role("button", name="Check").click()
    assert "Everything is right" in turn(page, "Z1").inner_text()


def test_what_fails_later_is_said_too(visit):  # noqa: F811
    page = visit(SHEET)
    page.evaluate("window.dispatchEvent(new ErrorEvent('error', { filename: `${location.origin}/_static/live.js` }))")
    assert "Something failed here" in page.locator("nn-sheet > .nn-fails").inner_text()


WRONG_TURNS = {
    "unknown step": ('<nn-turn steps="Z3">\n</nn-turn>', "Z3", True),
    "no box": ('<nn-turn steps="Z1">\n</nn-turn>', "expected an admonition", False),
    "no step": ('<nn-turn steps="">\n</nn-turn>', "expected the names of steps", True),
}


@pytest.mark.parametrize("name", WRONG_TURNS)
def test_wrong_fields_in_a_chapter_are_a_warning_at_their_place(name):
    markup, said, has_box = WRONG_TURNS[name]
    raw = nodes.raw("", markup, format="html")
    parent = nodes.admonition() if has_box else nodes.section()
    parent += raw
    assert said in live._complaint(raw)
    right = nodes.raw("", '<nn-turn steps="Z1">\n</nn-turn>', format="html")
    nodes.admonition().append(right)
    assert live._complaint(right) == ""
