"""Sheets and keys, as another program reads the PDF: pages, numbers, sizes of letters, tags."""

import io
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from gates.by_hand import worksheet as by_hand
from gates.paper import SHEET
from nnlib.activations import ACTIVATIONS
from nnlib.outputs import OUTPUTS
from workbook import problem, the_assignment, worked
from workbook.course.address import page_address
from workbook.course.handed_out import HandedOut, Student
from workbook.course.typeset import key, pdf, worksheet
from workbook.formulas import forward_formulas
from workbook.networks import Network

SIGMOID = Network("sigmoid", "sigmoid", "half squares")
ASSIGNMENT = HandedOut(Student("s4711", "Ada"), the_assignment())
OTHERS = {
    "2-2-2 with sigmoids": problem(3, (2, 2, 2), 4, SIGMOID),
    "four examples": problem(2, (2, 3, 2, 4)),
    "6-6-6": problem(3, (6, 6, 6)),
    "one output": problem(3, (3, 2, 1), 4, Network("relu", "sigmoid", "binary cross-entropy")),
    "no biases, 8 places": problem(1, (3, 2, 1), 8, Network("tanh", "linear", "squares", "sum", "none")),
}
ROOM = "Room for working"
SIZES = {"a4": (210, 297), "letter": (215.9, 279.4)}
DECIMAL = re.compile(r"[-\N{MINUS SIGN}]?\d+\.\d+")


def read(student, title="Sheet"):
    """The pages of a PDF: its text, where it stands and how high its letters are."""
    reader = PdfReader(io.BytesIO(pdf(title, student)))
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
@pytest.mark.parametrize("site", ["", "https://example.org/course/"])
def test_the_assignments_sheet_is_one_page_and_then_there_is_room_for_working(size, site):
    _, (page, room) = read(worksheet(ASSIGNMENT, size, site=site))
    assert ROOM not in page.text
    assert room.text.split("page 2")[1].strip() == ROOM
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
    _, (page, _) = read(worksheet(ASSIGNMENT, "a4"))
    written = [text for table in the_assignment().tables.values() for row in table for text in row if "." in text]
    assert decimals(page.text) == Counter(written)
    assert "Worked" not in page.text


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("size", SIZES)
def test_other_networks_have_a_sheet_of_two_pages_at_most(name, size):
    _, pages = read(worksheet(HandedOut(Student("x"), OTHERS[name]), size, site="https://example.org/"))
    assert len([page for page in pages if "=" in page.text]) <= 1 + (name in ("6-6-6", "four examples"))
    assert "=" not in pages[-1].text.partition(ROOM)[2]
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
    assert "/Figure" not in kinds
    formulas = [each["/Alt"] for each in found if each["/S"] == "/Formula"]
    assert len(formulas) == kinds["/Formula"]
    assert "W_1 = 0.1 -0.2 0.3 0.4; 0.5 -0.3 0.1 -0.2; 0.4 0.2 -0.5 0.3" in formulas
    assert {"∂L/∂W_2", "∂L/∂W_2,1,3", "e^Z_2", "f'(Z_1)"} <= set(formulas)


def alternatives(student):
    """What a screen reader says for each formula."""
    root = read(student)[0].trailer["/Root"]["/StructTreeRoot"]
    return [each["/Alt"] for each in elements(root) if each["/S"] == "/Formula"]


@pytest.mark.parametrize("name", OTHERS)
def test_a_sheet_has_the_formulas_of_its_network(name):
    made = OTHERS[name]
    written = repr(forward_formulas(made.network)).replace("&", "").splitlines()
    own = [line.removesuffix(r" \\[0.5em]") for line in written if line.startswith(("H", r"\hat{y}", "L"))]
    said = alternatives(worksheet(HandedOut(Student("x"), made), "a4"))
    assert said[len(made.tables) :][: len(own)] == own
    assert len(own) == 3


def test_formulas_are_set_as_maths():
    _, (page, _) = read(worksheet(ASSIGNMENT, "a4"))
    assert "max(𝑍1,0)+sin(𝑍1)" in "".join(page.text.split())


def test_every_networks_formulas_can_be_set():
    """By Typst itself, which refuses a name that it does not know."""
    for hidden in ACTIVATIONS:
        for pair in OUTPUTS:
            made = problem(2, (1, 2, 2), 4, Network(hidden, *pair))
            assert pdf("All", worksheet(HandedOut(Student("x"), made), "a4")).startswith(b"%PDF")


@pytest.mark.parametrize("made", [the_assignment(), *OTHERS.values()], ids=lambda made: made.name)
def test_angles_are_in_radians_where_there_is_a_sine(made):
    text = read(worksheet(HandedOut(Student("x"), made), "a4"))[1][0].text
    assert ("Angles in radians" in text) == (made.network.hidden == "relu + sin")
    assert "rounded at each operation, half away from zero" in " ".join(text.split())


@pytest.mark.parametrize("made", [the_assignment(), *OTHERS.values()], ids=lambda made: made.name)
def test_no_two_boxes_have_one_name(made):
    names = re.findall(r'alt: "([^"]*)"\), \(\(none', worksheet(HandedOut(Student("x"), made), "a4"))
    assert len(names) == len(set(names)) == len(made.steps)


@pytest.mark.parametrize("name", ["one output", "2-2-2 with sigmoids"])
def test_what_each_output_adds_is_not_called_as_the_loss(name):
    said = alternatives(worksheet(HandedOut(Student("x"), OTHERS[name]), "a4"))
    assert (said.count("L"), said.count("L_i")) == (1, 1)


def links(reader):
    return {each.get_object()["/A"]["/URI"] for page in reader.pages for each in page.get("/Annots", [])}


@pytest.mark.parametrize("made", [the_assignment(), *OTHERS.values()], ids=lambda made: made.name)
def test_a_site_that_is_known_is_on_the_sheet_with_a_code(made):
    site = "https://example.org/course/"
    given = HandedOut(Student("../x", "Ada"), made)
    reader, pages = read(worksheet(given, "a4", site=site))
    assert links(reader) == {page_address(site, made), f"{site}book/sheet.html"}
    text = "".join(page.text for page in pages)
    assert f"{site}book/sheet.html" in text
    assert "choose the file x-d6b96a97d1.json" in text
    assert [each["/S"] for each in elements(reader.trailer["/Root"]["/StructTreeRoot"])].count("/Figure") == 1
    without = read(worksheet(given, "a4"))
    assert not links(without[0])
    assert "http" not in "".join(page.text for page in without[1])


def elements(node):
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if hasattr(child, "get") and "/S" in child:
            yield child
            yield from elements(child)


@pytest.mark.parametrize("name", ['a#b$c\\ "d" _e_ *f* [g] @h <i> // /*', "=1+1", "#panic()", "Ζωή Иван"])
def test_whatever_a_student_is_called_is_text(name):
    _, (page, _) = read(worksheet(HandedOut(Student(name, name), the_assignment()), "a4"), title=name)
    assert page.text.count(name) == 2


def test_a_name_without_a_font_is_printed_as_far_as_can_be():
    reader, (page, _) = read(worksheet(HandedOut(Student("s1", "\U0001d173漢字\u1234"), the_assignment()), "a4"))
    assert "s1" in page.text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
