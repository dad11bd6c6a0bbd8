"""PDFs as one, as another program reads them: each page is as it was, and each tag finds its own content."""

import io
import subprocess
import sys

import pytest
from pypdf import PdfReader

from tests.copies import ROOT
from tests.workbook.course.test_sheets import elements
from workbook import problem, the_assignment
from workbook.course.handed_out import HandedOut, Student
from workbook.course.join import joined
from workbook.course.typeset import key, pdf, worksheet

MOST_MEGABYTES = 400
"""For a class of 120, whose course may take a gigabyte in all."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """A key of several pages, and sheets with links."""
    folder = tmp_path_factory.mktemp("parts")
    students = {f"Ünal {n}": HandedOut(Student(f"s{n}"), problem(n, (2, 2, 2))) for n in range(2)}
    contents = {name: pdf(name, worksheet(each, "a4", site="https://example.org/")) for name, each in students.items()}
    contents["=1+1"] = pdf("=1+1", key(HandedOut(Student("last"), the_assignment()), "letter"))
    for number, content in enumerate(contents.values()):
        (folder / f"{number}.pdf").write_bytes(content)
    return {name: folder / f"{number}.pdf" for number, name in enumerate(contents)}


@pytest.fixture(scope="module")
def whole(parts):
    return PdfReader(io.BytesIO(joined("Sheets", parts)))


def test_pages_are_those_of_the_parts_and_bookmarks_lead_to_them(parts, whole):
    pages = {name: PdfReader(path).pages for name, path in parts.items()}
    expected = [(page.extract_text(), page.mediabox) for its in pages.values() for page in its]
    assert [(page.extract_text(), page.mediabox) for page in whole.pages] == expected
    firsts = {name: sum(map(len, [*pages.values()][:n])) for n, name in enumerate(pages)}
    assert {each.title: whole.get_destination_page_number(each) for each in whole.outline} == firsts


def test_it_has_a_title_a_language_and_the_tags_of_all(parts, whole):
    root = whole.trailer["/Root"]
    assert whole.metadata.title == "Sheets"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    own = [each for path in parts.values() for each in elements(PdfReader(path).trailer["/Root"]["/StructTreeRoot"])]
    tags = [*elements(root["/StructTreeRoot"])]
    assert [(each["/S"], each.get("/Alt")) for each in tags] == [(each["/S"], each.get("/Alt")) for each in own]


def test_what_stands_on_a_page_finds_its_tags_there(whole):
    numbers = whole.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = {int(number): owner.get_object() for number, owner in zip(numbers[::2], numbers[1::2], strict=True)}
    assert [*owners] == [*range(len(owners))]
    used = []
    for page in whole.pages:
        used.append(page["/StructParents"])
        for owner in owners[page["/StructParents"]]:
            its = owner.get_object()
            assert its.raw_get("/Pg") == page.indirect_reference
        for link in page.get("/Annots", []):
            used.append(link["/StructParent"])
            assert owners[link["/StructParent"]]["/S"] == "/Link"
    assert sorted(used) == [*owners]


def test_the_same_parts_make_the_same_whole(parts):
    assert joined("Sheets", parts) == joined("Sheets", parts)


def test_a_class_takes_little_memory(tmp_path):
    """A process of its own joins 120 keys, and says how much memory it took at most.

    Linux counts the memory of the process that started it among `ru_maxrss`, and not in VmHWM.
    """
    (tmp_path / "key.pdf").write_bytes(pdf("Key", key(HandedOut(Student("s1"), the_assignment()), "a4")))
    program = f"""
import re, resource
from pathlib import Path
from workbook.course.join import joined
content = joined("Keys", {{str(n): Path({str(tmp_path / "key.pdf")!r}) for n in range(120)}})
status = Path("/proc/self/status")
on_linux = status.exists() and 1024 * int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1])
print(len(content), on_linux or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    size, most = map(int, run.stdout.split())
    assert size > 120
    assert most < MOST_MEGABYTES * 2**20
