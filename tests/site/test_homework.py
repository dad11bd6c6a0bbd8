"""Your own homework in a real browser: chosen, copied, worked on the sheet, seen live, handed on; and canaries."""

import re

import pytest

from tests.site.test_browser import AXE, violations
from tests.site.test_live import PASTE, visit  # noqa: F401
from workbook import load, mark, problem
from workbook.course.address import page_address
from workbook.marking.marks import symbol_of
from workbook.marking.published import published
from workbook.marking.reading import Sheet
from workbook.networks import Network

HOMEWORK, INDEX = "book/homework.html", "book/index.html"
VERDICTS = "() => [...document.querySelectorAll('nn-sheet .nn-lines .nn-verdict')].map((each) => each.innerText)"
WRITE_ALL = """
(texts) => document.querySelectorAll("nn-sheet .nn-lines input").forEach((input, i) => {
  input.value = texts[i];
  input.dispatchEvent(new Event("input", { bubbles: true }));
})
"""


TEXTS = """(symbols) => symbols.map((each) => each.textContent.replace("′", "'"))"""


def words(verdicts):
    return [text.partition(" ")[2] for text in verdicts]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_student_finds_the_exercise_of_the_web_and_has_the_first_number_marked(visit, width):  # noqa: F811
    page = visit(INDEX, width=width)
    page.get_by_role("link", name="Your own homework").last.click()
    page.get_by_label("A published exercise").select_option("mazur")
    assert "mattmazur.com" in page.locator(".nn-source").inner_text()
    page.get_by_role("link", name="Work through it on the sheet").click()
    page.locator("#Z1-0").fill("0.3775")
    page.keyboard.press("Tab")
    assert page.locator("#Z1-0-verdict").inner_text() == "✓ right"


def test_a_network_is_chosen_and_a_matrix_copied_as_it_is_written(visit):  # noqa: F811
    page = visit(HOMEWORK)
    for label, choice in [("Inputs", "2"), ("Hidden units", "2"), ("Examples", "2"), ("Outputs", "1")]:
        page.get_by_label(label, exact=True).select_option(choice)
    assert page.get_by_label("Outputs").input_value() == "2"
    assert "A softmax needs two classes or more" in page.locator("nn-homework > [role=status]").inner_text()
    page.get_by_label("Output and loss").select_option(label="tanh with half squares")
    page.get_by_label("Outputs").select_option("1")
    page.get_by_label("Hidden activation").select_option(label="tanh")
    page.get_by_label("Each row of weights holds").select_option("true")
    first = page.locator("fieldset").first.locator("input").first
    first.evaluate(PASTE, "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}")
    if (answer := page.get_by_role("button", name="Overwrite")).count():
        answer.click()
    assert "W1=1%2C3%2C2%2C4" in page.url
    assert "sizes=2%2C2%2C1%2C2" in page.url
    page.get_by_role("link", name="See it live").click()
    page.wait_for_function("() => document.querySelector('nn-live table.nn-results')")
    assert page.locator("nn-live .nn-drawing g[data-entry^='W1']").all_text_contents() == ["1", "3", "2", "4"]


def test_the_sheet_says_which_network_it_is_in_the_words_of_its_choices(visit):  # noqa: F811
    page = visit(HOMEWORK)
    page.get_by_label("A published exercise").select_option("mazur")
    labels = ["Hidden activation", "Output and loss", "Loss for several examples", "Biases", "Decimals"]
    chosen = [page.get_by_label(label).locator("option:checked").inner_text() for label in labels]
    page.get_by_role("link", name="Work through it on the sheet").click()
    said = page.locator("nn-sheet h3 + p").inner_text()
    assert said == " ".join(f"{label}: {own}." for label, own in zip(labels, chosen, strict=True))


def test_an_exercise_is_saved_and_python_reads_it(visit, tmp_path):  # noqa: F811
    page = visit(HOMEWORK)
    page.get_by_label("A published exercise").select_option("rinterested-tanh")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save").click()
    saving.value.save_as(tmp_path / "sheet.json")
    made, expected = load(tmp_path / "sheet.json").problem, published()["rinterested-tanh"].problem
    assert (made.tables, made.places, made.network) == (expected.tables, expected.places, expected.network)


@pytest.mark.parametrize("name", published())
def test_what_is_in_print_is_marked_on_the_page_as_in_python(visit, name):  # noqa: F811
    exercise = published()[name]
    made = exercise.problem
    page = visit(HOMEWORK)
    page.get_by_label("A published exercise").select_option(name)
    page.get_by_role("link", name="Work through it on the sheet").click()
    page.wait_for_function("() => document.querySelector('nn-sheet .nn-lines input')")
    sheet = Sheet({entry: text for entry, text in exercise.printed.items() if entry in made.record})
    page.evaluate(WRITE_ALL, [sheet.entries.get(entry, "") for entry in made.record])
    page.get_by_role("button", name="Check").click()
    verdicts = [each.verdict.word for each in mark(made, sheet).entries.values()]
    assert words(page.evaluate(VERDICTS)) == ["" if word == "missing" else word for word in verdicts]


def test_an_address_that_cannot_be_worked_is_said(visit):  # noqa: F811
    page = visit("book/sheet.html?b2=900,-900")
    assert "cannot be written down" in page.locator("nn-sheet > [role=status]").inner_text()
    assert page.locator("nn-sheet h3").inner_text() == "The assignment"
    page = visit("book/sheet.html?sizes=9,9,9,9")
    assert "In the address, sizes could not be read" in page.locator("nn-sheet > [role=status]").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["homework", "live", "sheet"])
def test_another_network_has_no_faults_of_access(visit, name, theme):  # noqa: F811
    page = visit(f"book/{name}.html?sizes=6,6,6,1", width=390, color_scheme=theme)
    page.evaluate(AXE)
    assert violations(page) == []


def test_an_exercise_that_is_handed_on_with_another_number_is_seen(visit):  # noqa: F811
    page = visit(HOMEWORK)
    page.get_by_label("A published exercise").select_option("mazur")
    page.locator("fieldset input").first.fill("0.16")
    page.get_by_role("link", name="Work through it on the sheet").click()
    page.locator("#Z1-0").fill("0.3775")
    page.keyboard.press("Tab")
    assert page.locator("#Z1-0-verdict").inner_text() == "✗ wrong here"


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 2, 1, 2), (1, 1, 2)])
def test_each_result_has_the_symbol_that_python_gives_it(visit, sizes):  # noqa: F811
    made = problem(0, sizes, network=Network("tanh", "sigmoid", "half squares"))
    page = visit(page_address("", made).replace("sheet", "live"))
    symbols = [re.sub("<.*?>", "", symbol_of(entry, made.all_shapes[entry.name][1])) for entry in made.record]
    shown = page.locator("nn-live .nn-ask .nn-symbol").evaluate_all(TEXTS)
    assert shown == symbols
    assert len(set(symbols)) == len(symbols)


def test_a_number_that_cannot_be_read_is_not_passed_on(visit):  # noqa: F811
    page = visit(HOMEWORK)
    field = page.locator("fieldset input").first
    field.fill("abc")
    page.get_by_role("link", name="See it live").click()
    assert HOMEWORK in page.url
    assert page.locator("nn-homework > [role=status]").inner_text() == "First change the number that cannot be read."
    assert field.evaluate("(e) => e === document.activeElement")
    field.fill("0.5")
    page.get_by_role("link", name="See it live").click()
    page.wait_for_url("**/live.html?*")
