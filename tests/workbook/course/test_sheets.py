"""Sheets and keys, as another program reads the PDF: pages, numbers, sizes of letters, tags."""

import io
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from gates.by_hand import worksheet as by_hand
from gates.paper import SHEET
from workbook import problem, the_assignment, worked
from workbook.course.handed_out import HandedOut, Student
from workbook.course.typeset import key, pdf, worksheet
from workbook.networks import Network

SIGMOID = Network("sigmoid", "sigmoid", "half squares")
ASSIGNMENT = HandedOut(Student("s4711", "Ada"), the_assignment())
OTHERS = {
    "2-2-2 with sigmoids": problem(3, (2, 2, 2), 4, SIGMOID),
    "four examples": problem(2, (2, 3, 2, 4)),
    "6-6-6": problem(3, (6, 6, 6)),
    "no biases, 8 places": problem(1, (3, 2, 1), 8, Network("tanh", "linear", "squares", "sum", "none")),
}
SIZES = {"a4": (210, 297), "letter": (215.9, 279.4)}
DECIMAL = re.compile(r"[-\N{MINUS SIGN}]?\d+\.\d+")


def read(*students, title="Sheet"):
    """The pages of a PDF: its text, where it stands and how high its letters are."""
    reader = PdfReader(io.BytesIO(pdf(title, students)))
    pages = []
    for page in reader.pages:
        letters = []

        def note(text, cm, tm, font, size, letters=letters):
            if text.strip():
                letters.append((tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5], size * abs(tm[3] * cm[3])))

        pages.append(SimpleNamespace(text=page.extract_text(visitor_text=note), letters=letters, box=page.mediabox))
    return reader, pages


def decimals(text):
    return Counter(number.replace("\N{MINUS SIGN}", "-") for number in DECIMAL.findall(text))


@pytest.mark.parametrize("size", SIZES)
def test_the_assignments_sheet_is_one_page(size):
    _, (page,) = read(worksheet(ASSIGNMENT, size))
    width, height = (float(side) * 25.4 / 72 for side in (page.box.width, page.box.height))
    assert (width, height) == pytest.approx(SIZES[size], abs=0.1)
    assert "s4711" in page.text
    assert "Ada" in page.text
    xs, ys, heights = zip(*page.letters, strict=True)
    assert min(xs) > 30
    assert max(xs) < float(page.box.width) - 30
    assert min(ys) > 20
    assert max(ys) < float(page.box.height) - 20
    assert min(heights) >= 5
    assert sum(height >= 9 for height in heights) > 0.7 * len(heights)


def test_a_sheet_has_the_givens_and_no_results():
    _, (page,) = read(worksheet(ASSIGNMENT, "a4"))
    written = [text for table in the_assignment().tables.values() for row in table for text in row if "." in text]
    assert decimals(page.text) == Counter(written)
    assert "Worked" not in page.text


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("size", SIZES)
def test_other_networks_have_a_sheet_of_two_pages_at_most(name, size):
    _, pages = read(worksheet(HandedOut(Student("x"), OTHERS[name]), size))
    assert len(pages) == 1 + (name in ("6-6-6", "four examples") and len(pages) == 2)
    for page in pages:
        assert max(x for x, _, _ in page.letters) < float(page.box.width) - 30
        assert min(y for _, y, _ in page.letters) > 20


def grid(made):
    """The numbers of a key's grid."""
    text = "\n".join(page.text for page in read(key(HandedOut(Student("x"), made), "a4"))[1])
    return decimals(text[text.index("Results\n") : text.index("Worked\n")])


@pytest.mark.parametrize("made", [problem(5), problem(7, (2, 3, 4), 6)])
def test_a_key_has_the_results_that_another_computation_finds(made):
    assert grid(made) == Counter(by_hand(made.tables, made.places).values())


@pytest.mark.parametrize("name", OTHERS)
def test_a_key_has_the_solutions_results(name):
    made = OTHERS[name]
    assert grid(made) == Counter(f"{number:.{made.places}f}" for number in made.solution.values())


def test_the_assignments_key_has_the_papers_digits():
    digits = Counter(number for rows in SHEET.values() for row in rows for number in row)
    assert digits <= grid(the_assignment())


@pytest.mark.parametrize("made", [the_assignment(), *OTHERS.values()], ids=lambda made: made.name)
def test_a_key_is_worked_as_the_package_works_it(made):
    """Every number of every worked line, in the order in which it stands."""
    lines = key(HandedOut(Student("x"), made), "a4").partition("worked: ")[2]
    own = re.findall(DECIMAL, "\n".join(re.findall(r", \[(.*?)\]\),", lines)).replace("\N{MINUS SIGN}", "-"))
    assert own == re.findall(DECIMAL, repr(worked(made)).replace("[0.5em]", ""))


@pytest.mark.parametrize("count", [0, 1, 3, 25])
def test_the_first_steps_are_worked_where_it_is_wished(count):
    made = the_assignment()
    text = "".join(page.text for page in read(worksheet(ASSIGNMENT, "a4", count))[1])
    given = Counter(text for table in made.tables.values() for row in table for text in row if "." in text)
    closed = [f"{made.solution[entry]:.4f}" for step in made.steps[:count] for entry in step]
    assert decimals(text.partition("Worked\n")[0]) - given == Counter(closed) - given
    assert ("Worked\n" in text) == bool(count)


def test_sheets_together_are_the_sheets_one_by_one():
    students = [HandedOut(Student(f"s{n}"), problem(n)) for n in range(3)]
    sheets = [worksheet(each, "a4") for each in students]
    together = ["".join(page.text.split()) for page in read(*sheets)[1]]
    assert together == ["".join(page.text.split()) for sheet in sheets for page in read(sheet)[1]]
    assert pdf("Sheets", sheets) == pdf("Sheets", sheets)


def test_the_pdf_is_tagged_with_title_language_and_words_for_each_symbol():
    reader, _ = read(key(ASSIGNMENT, "a4"), title="Key of s4711")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Key of s4711"
    assert "<pdfuaid:part>1<" in reader.xmp_metadata.stream.get_data().decode()
    found = list(elements(root["/StructTreeRoot"]))
    kinds = Counter(each["/S"] for each in found)
    assert kinds["/H1"] == 3
    formulas = [each["/Alt"] for each in found if each["/S"] == "/Formula"]
    assert len(formulas) == kinds["/Formula"]
    assert "W_1 = 0.1 -0.2 0.3 0.4; 0.5 -0.3 0.1 -0.2; 0.4 0.2 -0.5 0.3" in formulas
    assert {"∂L/∂W_2", "∂L/∂W_2,1,3", "e^Z_2", "f'(Z_1)"} <= set(formulas)


def elements(node):
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if hasattr(child, "get") and "/S" in child:
            yield child
            yield from elements(child)


@pytest.mark.parametrize("name", ['a#b$c\\ "d" _e_ *f* [g] @h <i> // /*', "=1+1", "#panic()", "Ζωή Иван"])
def test_whatever_a_student_is_called_is_text(name):
    _, (page,) = read(worksheet(HandedOut(Student(name, name), the_assignment()), "a4"), title=name)
    assert page.text.count(name) == 2


def test_a_name_without_a_font_is_printed_as_far_as_can_be():
    reader, (page,) = read(worksheet(HandedOut(Student("s1", "\U0001d173漢字\u1234"), the_assignment()), "a4"))
    assert "s1" in page.text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
