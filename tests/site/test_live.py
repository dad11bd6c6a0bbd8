"""What answers back, in a real browser: fields that mark, the sheet, the network, f and the rate; and canaries."""

import gzip
import random
import re

import numpy as np
import pytest

from extensions.live import SCRIPT
from nnlib import assignment, backward, cross_entropy, f, f_prime, forward, sgd_step
from tests.copies import SITE
from tests.full import FULL
from tests.live.node import texts
from tests.live.test_marking import in_python, sheets_of
from tests.live.test_network import KINDS, edited, worked
from tests.site.test_browser import AXE, THIN_OUT, violations
from tests.workbook.marking.share import fresh
from workbook import load, mark, the_assignment
from workbook.marking.pupil import sheet_with
from workbook.marking.reading import Sheet, printed
from workbook.marking.slips import DEGREES, NO_BIAS
from workbook.show import rounded
from workbook.steps import steps

TURNS, SHEET, LIVE = "book/forward.html", "book/sheet.html", "book/live.html"
LIMIT = 60 * 1024


@pytest.fixture
def visit(new_page, address):
    """Open a page whose elements are ready. What goes wrong in their modules is in `complaints`."""

    def open_page(name, width=1280, before="", **options):
        page = new_page(width, **options)
        page.complaints = []
        page.on("pageerror", lambda error: "/live.js" in error.stack and page.complaints.append(error.stack))
        page.on("dialog", lambda dialog: dialog.accept())
        page.add_init_script(before or "")
        page.goto(address + name)
        page.wait_for_function("() => !document.querySelector('main :is(:not(:defined), [aria-busy])')")
        return page

    return open_page


def turn(page, steps):
    return page.locator(f"nn-turn[steps='{steps}']")


def write(place, numbers):
    fields = place.locator("input[type=text]")
    for i, number in enumerate(numbers):
        fields.nth(i).fill(number)


def written(sheet, *names):
    return [text for entry, text in sheet.entries.items() if entry.name in names]


def test_a_first_minute(visit):
    """A reader finds the first field, has the calculator in degrees, learns so, and puts it right: by keyboard."""
    page = visit(TURNS)
    wrong = written(sheet_with(DEGREES, "sin_Z1", the_assignment()), "sin_Z1", "H")
    right = written(printed(the_assignment().solution, 4), "sin_Z1", "H")
    place = turn(page, "sin_Z1 H")
    worked_lines = page.locator("details.nn-worked").nth(1)
    place.locator("input").first.focus()
    for number in wrong:
        page.keyboard.type(number)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = place.locator("[role=status]")
    assert "0 right, 3 follows, 3 wrong here, 0 missing." in said.inner_text()
    assert f"{DEGREES.name}: {DEGREES.advice}" in said.inner_text()
    assert said.inner_text().count(DEGREES.name) == 1
    assert worked_lines.get_attribute("open") is None
    place.locator("input").first.focus()
    for number in right:
        page.keyboard.press("Control+A")
        page.keyboard.type(number)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Everything is right" in said.inner_text()
    assert worked_lines.get_attribute("open") is not None


def test_nothing_is_checked_until_something_is_written(visit):
    page = visit(TURNS)
    turn(page, "Z1").get_by_role("button", name="Check").click()
    assert "Type your numbers into the fields first" in turn(page, "Z1").inner_text()


def test_what_is_not_a_number_is_said_at_its_field_and_stays(visit):
    page = visit(TURNS)
    write(turn(page, "Z1"), ["1,35", "<img src=x onerror=alert(1)>", "1.35.0"])
    turn(page, "Z1").get_by_role("button", name="Check").click()
    said = turn(page, "Z1").inner_text()
    assert "‘<img src=x onerror=alert(1)>’ cannot be read as a number" in said
    assert "‘1.35.0’ cannot be read as one number" in said
    assert "1 right" in said
    assert turn(page, "Z1").locator("input").nth(1).input_value() == "<img src=x onerror=alert(1)>"
    assert turn(page, "Z1").locator("img").count() == 0
    assert turn(page, "Z1").locator("[aria-invalid]").count() == 2


PASTE = """
(input, text) => {
  const data = new DataTransfer();
  data.setData("text", text);
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}
"""


def test_a_pasted_column_fills_the_fields(visit):
    page = visit(TURNS)
    fields = turn(page, "Z1").locator("input")
    fields.first.evaluate(PASTE, "1.35\n0.35\n0.6\n9\n")
    assert [field.input_value() for field in fields.all()] == ["1.35", "0.35", "0.6"]


def test_answers_stay_go_along_to_the_sheet_and_can_be_cleared(visit, address):
    page = visit(TURNS)
    write(turn(page, "Z1"), ["1.35", "0.35", "0.6"])
    page.goto(address + SHEET)
    page.wait_for_function("() => document.querySelector('#Z1-0')?.value === '1.35'")
    assert "3 right, 0 follows, 0 wrong here" in page.locator("nn-sheet > [role=status]").inner_text()
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Clear them").click()
    assert page.locator("#Z1-0").input_value() == ""
    page.goto(address + TURNS)
    page.wait_for_function("() => document.querySelector('nn-turn input')")
    assert turn(page, "Z1").locator("input").first.input_value() == ""


FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)
FULL_UP = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
SPOILT = "Storage.prototype.getItem = () => '[{]'"


def test_two_pages_keep_what_either_has(visit, address):
    first = visit(TURNS)
    second = first.context.new_page()
    second.goto(address + SHEET)
    second.wait_for_function("() => document.querySelector('#Z1-0')")
    write(turn(first, "Z1"), ["1.35"])
    second.wait_for_function("() => Object.values(localStorage).join().includes('1.35')")
    second.locator("#sin_Z1-0").fill("0.9757")
    second.reload()
    second.wait_for_function("() => document.querySelector('#Z1-0')?.value === '1.35'")
    assert second.locator("#sin_Z1-0").input_value() == "0.9757"


@pytest.mark.parametrize("before", [FORBIDDEN, FULL_UP], ids=["forbidden", "full"])
def test_where_nothing_can_be_kept_it_is_said_and_marked_all_the_same(before, visit):
    page = visit(TURNS, before=before)
    write(turn(page, "Z1"), ["1.35", "0.35", "0.6"])
    turn(page, "Z1").get_by_role("button", name="Check").click()
    assert "Everything is right" in turn(page, "Z1").inner_text()
    assert "This browser does not keep your numbers" in turn(page, "Z1").inner_text()
    assert page.complaints == []


def test_spoilt_answers_are_forgotten(visit):
    page = visit(TURNS, before=SPOILT)
    assert turn(page, "Z1").locator("input").first.input_value() == ""
    assert page.complaints == []


FILL_THE_SHEET = """
(texts) => {
  const inputs = [...document.querySelectorAll("nn-sheet .nn-lines input")];
  inputs.forEach((input, i) => {
    input.value = texts[i];
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  inputs[0].dispatchEvent(new Event("change", { bubbles: true }));
  const words = [...document.querySelectorAll("nn-sheet .nn-lines .nn-verdict")].map((verdict) => verdict.innerText);
  const said = [...document.querySelectorAll("nn-sheet .nn-words p")].map((line) => line.innerText);
  return [words, said];
}
"""
SIGNS = {"right": "✓ right", "follows": "↳ follows", "wrong here": "✗ wrong here", "missing": ""}


@pytest.mark.parametrize("seed", range(20 if FULL else 2))
def test_whole_sheets_are_marked_in_the_fields_as_in_python(seed, visit):
    made = fresh(seed)
    page = visit(f"{SHEET}?problem={seed}")
    assert page.get_by_role("heading", name=f"Problem {seed}").is_visible()
    sheets = random.Random(seed).sample(sheets_of(made, seed), 8)
    for sheet, marks in zip(sheets, in_python(made, sheets), strict=True):
        words, said = page.evaluate(FILL_THE_SHEET, [sheet.entries.get(entry, "") for entry in made.record])
        assert words == [SIGNS[verdict] for verdict, _ in marks]
        explanations = list(dict.fromkeys((e.name, why) for e, (_, why) in zip(made.record, marks, strict=True) if why))
        assert len(said) == len(explanations)
        assert all(line.endswith(why) for line, (_, why) in zip(said, explanations, strict=True))
    assert page.complaints == []


def test_a_sheet_is_saved_for_python_and_taken_back(visit, tmp_path):
    page = visit(f"{SHEET}?problem=5")
    made = fresh(5)
    sheet = sheet_with(NO_BIAS, "Z1", made)
    page.evaluate(FILL_THE_SHEET, list(sheet.entries.values()))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").click()
    download.value.save_as(tmp_path / "sheet.json")
    work = load(tmp_path / "sheet.json")
    assert (work.problem.tables, dict(work.sheet.entries)) == (made.tables, dict(sheet.entries))
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Clear them").click()
    page.locator("#nn-problem").fill("")
    page.locator("#nn-problem").press("Enter")
    assert page.get_by_role("heading", name="The assignment").is_visible()
    page.locator(".nn-controls input[type=file]").set_input_files(tmp_path / "sheet.json")
    page.get_by_role("heading", name="Problem 5").wait_for()
    fields = page.locator("nn-sheet .nn-lines input").all()
    assert [field.input_value() for field in fields] == list(sheet.entries.values())
    assert NO_BIAS.advice in page.locator("nn-sheet").inner_text()
    (tmp_path / "sheet.json").write_text("no file", encoding="utf8")
    page.locator(".nn-controls input[type=file]").set_input_files(tmp_path / "sheet.json")
    page.get_by_text("sheet.json: not a JSON file").wait_for()
    assert [field.input_value() for field in fields] == list(sheet.entries.values())


def test_the_first_steps_are_worked_on_demand_and_the_address_says_so(visit):
    page = visit(f"{SHEET}?problem=7&worked=2")
    solution = printed(fresh(7).solution, 4)
    fields = page.locator("nn-sheet .nn-lines input").all()
    assert [field.input_value() for field in fields[:6]] == written(solution, "Z1", "sin_Z1")
    assert [field.is_editable() for field in fields[:7]] == [False] * 6 + [True]
    page.locator("#nn-worked").fill("0")
    page.locator("#nn-worked").press("Enter")
    assert page.url.endswith("?problem=7")
    assert page.locator("#Z1-0").input_value() == ""


@pytest.mark.parametrize("asked", ["problem=1e9", "problem=-1", "problem=<script>alert(1)</script>", "worked=99"])
def test_an_address_without_sense_opens_the_assignment(asked, visit):
    page = visit(f"{SHEET}?{asked}")
    assert page.get_by_role("heading", name="The assignment").is_visible()
    assert "The address asks for" in page.locator("nn-sheet > [role=status]").inner_text()
    assert page.locator("nn-sheet script").count() == 0
    assert page.complaints == []


EDIT = """
(cases) => {
  const live = document.querySelector("nn-live");
  const minus = (text) => text.replaceAll("−", "-");
  return cases.map((texts) => {
    live.querySelector("select").value = texts.at(-3) === "1" ? 0 : 1;
    live.querySelector("select").dispatchEvent(new Event("change"));
    [...texts.slice(0, -3), texts.at(-1)].forEach((text, i) => {
      const input = live.givens.inputs.filter((each) => each)[i];
      if (input.value !== text) {
        input.value = text;
        input.dispatchEvent(new Event("input"));
      }
    });
    const values = [...live.querySelectorAll(".nn-value")].map((cell) => minus(cell.innerText));
    const drawn = [...live.querySelectorAll("[data-entry]")].map((spot) => minus(spot.textContent));
    return { values, drawn, loss: minus(live.shown.innerText) };
  });
}
"""
ON_THE_DRAWING = ("W1", "W2", "x", "H", "y_hat", "b1", "b2")


@pytest.mark.parametrize("kind", KINDS)
def test_each_number_of_the_live_network_follows_each_edit(kind, visit):
    page = visit(f"{LIVE}?kind={kind}")
    for seed in range(200 if FULL else 4):
        edits = edited(fresh(seed), kind, random.Random(seed))
        expected = [(made, numbers) for made in edits if (numbers := worked(made, kind))]
        found = page.evaluate(EDIT, [texts(made) for made, _ in expected])
        for (made, (*values, after)), shown in zip(expected, found, strict=True):
            assert shown["values"] == values, made.tables
            numbers = dict(zip(made.record, values, strict=True)) | dict(zip(made.givens, texts(made), strict=True))
            assert shown["loss"].startswith(
                f"Loss {next(numbers[e] for e in numbers if e.name == 'loss')}, after the step {after}."
            )
            drawn = [text.rpartition("=")[2].strip() for text in shown["drawn"]]
            results = steps(made.on(KINDS[kind]))
            for e in made.record:
                if e.name in ON_THE_DRAWING:  # which has room for four decimals
                    numbers[e] = f"{np.round(float(results[e.name][e.row, e.column]), 4) + 0:.4f}"
            assert drawn == [numbers[e] for name in ON_THE_DRAWING for e in numbers if e.name == name]
    assert page.complaints == []


def test_the_network_is_worked_with_the_keyboard(visit):
    page = visit(LIVE)
    first = page.get_by_label("b1,1")
    first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("-1.25")
    page.keyboard.press("Tab")
    assert "b1=-1.25%2C-0.1%2C0.05" in page.url
    place = page.locator(".nn-place")
    assert "1 of 25" in place.inner_text()
    page.get_by_role("button", name="Next", exact=True).press("Enter")
    assert "2 of 25" in place.inner_text()
    page.get_by_role("button", name="Back", exact=True).press("Enter")
    page.get_by_role("button", name="Back", exact=True).press("Enter")
    assert "25 of 25" in place.inner_text()
    page.get_by_role("button", name="Gradients").press("Enter")
    shown = page.locator("[data-entry='W2 0']").text_content()
    values = dict(zip(map(str, the_assignment().record), page.locator(".nn-value").all_text_contents(), strict=True))
    assert shown == next(value for entry, value in values.items() if "'dW2'" in entry)
    page.get_by_label("four decimals").press("ArrowDown")
    assert "kind=machine" in page.url
    page.get_by_role("button", name="Reset").press("Enter")
    assert first.input_value() == "0.1"
    assert page.url.endswith("?kind=machine")


def test_steps_are_taken_and_run_until_nothing_changes(visit):
    page = visit(f"{LIVE}?learning_rate=0.05")
    before = page.locator("nn-live .nn-said").first.inner_text()
    page.get_by_role("button", name="Take one step").click()
    after = page.locator("nn-live .nn-said").first.inner_text()
    assert after.split()[1].strip(",") == before.split()[-1].strip(".")
    assert "Steps taken: 1." in after
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text(re.compile(r"Steps taken: ([3-9]|\d\d)")).wait_for()  # a busy machine may show no 3
    page.get_by_role("button", name="Stop").click()
    page.get_by_label("α").fill("0")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("The step changed nothing").wait_for()
    page.get_by_role("button", name="Run", exact=True).wait_for()


def test_a_pasted_row_fills_the_networks_fields(visit):
    page = visit(LIVE)
    page.get_by_label("W1,2,1").evaluate(PASTE, "1\t2\t3")
    assert [page.get_by_label(f"W1,2,{j}").input_value() for j in range(1, 5)] == ["1", "2", "3", "-0.2"]
    assert page.locator("td.nn-how").nth(1).inner_text().startswith("(1)(1) + (2)(−1) + (3)(0.5)")


NOT_TO_BE_WORKED = {
    "": "nothing is written here",
    "0.5.5": "cannot be read as one number",
    "1/3": "cannot be read as a number",
    "1e9": "from −100 to 100",
    "0.12345678901234": "at most 12 characters",
    "<b>1</b>": "cannot be read as a number",
}


def test_what_cannot_be_worked_is_said_at_the_field_and_the_network_stays(visit):
    page = visit(LIVE)
    values = page.locator(".nn-value").all_inner_texts()
    for text, word in NOT_TO_BE_WORKED.items():
        page.get_by_label("b1,1").fill(text)
        assert word in page.locator(".nn-cell:has([aria-invalid])").inner_text()
        assert page.get_by_label("b1,1").input_value() == text
        assert page.locator(".nn-value").all_inner_texts() == values
    page.get_by_label("b1,1").fill("-0")
    assert page.locator("[aria-invalid]").count() == 0


def test_an_address_leads_to_its_numbers_and_never_runs(visit):
    page = visit(f"{LIVE}?x=2,-1,0.5,1&b1=<script>alert(1)</script>,0,0&W2=9&kind=nonsense")
    assert [page.get_by_label(f"x{i}").input_value() for i in range(1, 5)] == ["2", "-1", "0.5", "1"]
    page.get_by_text("In the address, b1, W2 could not be read").wait_for()
    assert page.locator("nn-live script").count() == 0
    assert page.complaints == []


def test_beyond_its_range_the_page_says_so(visit):
    page = visit(f"{LIVE}?b2=60,0")
    assert "A logit is outside the range" in page.locator("nn-live > [role=status]").first.inner_text()
    assert page.locator(".nn-value").last.inner_text() == "–"


def moved(page, element, to):
    page.locator(f"{element} input").fill(str(to))
    return page.locator(f"{element} output").inner_text().replace("−", "-")


def test_the_point_on_f_and_its_slope_are_nnlibs(visit):
    page = visit("book/forward.html")
    exact = np.array([-6.5, -1.35, 0.05, 2.4])
    for z, height, slope in zip(exact, f(exact), f_prime(exact), strict=True):
        said = moved(page, "nn-activation", z)
        assert said == f"z = {z:.2f}, f(z) = {rounded(height, 4)}, f′(z) = {rounded(slope, 4)}"
    kink = moved(page, "nn-activation", 0)
    assert "1.0000 on the left and 2.0000 on the right" in kink
    assert "by convention" in kink


@pytest.mark.parametrize("name", [TURNS, "book/hidden_layer.html"])
def test_no_slider_opens_on_a_result(name, visit):
    said = visit(name).locator("nn-activation output").inner_text()
    steps = the_assignment().solution
    results = {f"{number:.4f}" for entry, number in steps.items() if entry.name in ("H", "f_prime")}
    assert "f(z) = " in said
    assert not [result for result in results if result in said.replace("−", "-")]


def test_what_the_gradient_promises_and_what_happens_are_nnlibs(visit):
    page = visit("book/sgd.html")
    page.locator("details:has(> nn-rate) > summary").click()
    params, x, y, _ = assignment.givens(float)
    trace = forward(params, x)
    gradients = backward(params, trace, y).gradients
    for rate in (0, 0.025, 0.4, 1.5):
        promised = cross_entropy(trace, y) - rate * sum((slope**2).sum() for slope in gradients)
        happens = cross_entropy(forward(sgd_step(params, gradients, rate), x), y)
        said = moved(page, "nn-rate", rate)
        assert f"predicts a loss of {rounded(promised, 6)}; the loss becomes {rounded(happens, 6)}." in said


SHIFTS = """
() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})
"""
WHERE_THINGS_STAND = """
() => {
  document.querySelectorAll("div.math").forEach((formula) => { formula.style.contentVisibility = "visible"; });
  return [...document.querySelectorAll("h2, .admonition, nn-turn, nn-activation, nn-rate")].map((e) => e.offsetTop);
}
"""


@pytest.fixture
def places(visit, new_page, address):
    """Where things stand before the scripts arrive, and after, wide and narrow."""

    def measured(name, style="/**/"):
        before = new_page(1280)
        before.route("**/live.js*", lambda route: route.abort())
        before.goto(address + name)
        after = visit(name)
        for page in (before, after):
            page.add_style_tag(content=f"{style} .nn-fails {{ display: none }}")
            page.evaluate("document.fonts.ready")
            stand = []
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                stand.append(page.evaluate(WHERE_THINGS_STAND))
            yield stand

    return measured


@pytest.mark.parametrize("name", [TURNS, "book/backpropagation.html", "book/sgd.html"])
def test_nothing_moves_when_the_scripts_arrive(name, places):
    before, after = places(name)
    assert before == after


def test_what_moves_is_seen(places):
    before, after = places(TURNS, "nn-turn { min-height: 0 !important }")
    assert before[1] != after[1]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", [TURNS, SHEET, LIVE])
def test_nothing_on_the_screen_moves_while_a_page_comes(name, width, visit):
    assert visit(name, width).evaluate(SHIFTS) < 0.01


def filled(page, name):
    """The page in use, with each verdict and a complaint on it."""
    if name == LIVE:
        page.get_by_label("b1,1").fill("1.5.1")
        more = page.get_by_role("button", name="More")
        if more.is_visible():  # on a narrow screen
            more.click()
        page.get_by_role("button", name="Gradients").click()
    elif name == SHEET:
        sheet = sheet_with(DEGREES, "sin_Z1", the_assignment())
        page.evaluate(FILL_THE_SHEET, ["1,3,5", *list(sheet.entries.values())[1:-3], "", "", ""])
    else:
        write(
            turn(page, "sin_Z1 H"), [*written(sheet_with(DEGREES, "sin_Z1", the_assignment()), "sin_Z1"), "?", "1.2.1"]
        )
        turn(page, "sin_Z1 H").get_by_role("button", name="Check").click()


@pytest.mark.parametrize("name", [TURNS, SHEET, LIVE])
def test_in_use_too_there_is_nothing_to_complain_about(name, visit):
    page = visit(name)
    filled(page, name)
    page.evaluate(AXE + THIN_OUT)
    assert page.locator("[aria-invalid]").count() >= 1
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
            assert violations(page, {TURNS: "nn-turn", SHEET: "nn-sheet", LIVE: "nn-live"}[name]) == []


def test_without_scripts_there_are_worked_lines_a_picture_and_an_empty_sheet(new_page, address):
    page = new_page(1280, java_script_enabled=False)
    page.goto(address + TURNS)
    page.locator("details.nn-worked > summary").first.click()
    assert page.locator("details.nn-worked .katex-html").first.is_visible()
    page.goto(address + LIVE)
    assert page.locator("nn-live svg.nn-figure").is_visible()
    page.goto(address + SHEET)
    assert page.locator("nn-sheet .katex-html").last.is_visible()


def test_the_scripts_are_small():
    script = (SITE / "_static" / SCRIPT).read_bytes()
    assert len(gzip.compress(script)) <= LIMIT


def test_a_mark_that_is_not_shown_is_seen(visit):
    page = visit(f"{SHEET}?problem=0")
    page.evaluate("customElements.get('nn-sheet').prototype.check = () => {}")
    made = fresh(0)
    sheet = Sheet(dict.fromkeys(made.record, "9"))
    words, _ = page.evaluate(FILL_THE_SHEET, list(sheet.entries.values()))
    assert words != [SIGNS[each.verdict.word] for each in mark(made, sheet).entries.values()]
