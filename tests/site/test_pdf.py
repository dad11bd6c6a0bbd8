"""The whole book as one PDF: its contents say where things stand, its pages are numbered; and a canary."""

import io
import re
import subprocess
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from extensions.theme import buttons
from tests.copies import ROOT, SITE, pages
from tools import pdf

NAMES = ["book/index", "book/glossary", "book/bibliography"]
ENTRY = re.compile(r"^(.+?)\s*\n?(\d+)$", re.MULTILINE)


def words(text):
    return re.sub(r"\W", "", text)


def complaints(printed):
    """What is wrong with a PDF of these pages."""
    reader = PdfReader(io.BytesIO(printed))
    texts = [page.extract_text() for page in reader.pages]
    root = reader.trailer["/Root"]
    wrong = [f"page {i} is numbered otherwise" for i, text in enumerate(texts, 1) if str(i) not in text.split()]
    contents = next(text for text in texts if "Contents\n" in text)
    entries = ENTRY.findall(contents.partition("Contents\n")[2])
    for title, number in entries:
        if words(title) not in words(texts[int(number) - 1]):
            wrong.append(f"{title} is not on page {number}")
    wrong += [] if {"Glossary", "Bibliography"} <= {title for title, _ in entries} else ["chapters are left out"]
    wrong += [] if "/StructTreeRoot" in root and root["/MarkInfo"]["/Marked"] else ["it is not tagged"]
    return wrong + ([] if reader.outline and root["/Lang"] == "en" else ["no outline, or no language"])


def test_contents_and_pages_are_numbered_and_tagged(tmp_path):
    assert complaints(pdf.printed(SITE, NAMES)) == []
    assert not list(SITE.glob("whole-book*"))


def test_a_wrong_number_is_seen(monkeypatch):
    right = pdf.page_numbers
    monkeypatch.setattr(pdf, "page_numbers", lambda printed: dict.fromkeys(right(printed), 1))
    assert "Glossary is not on page 1" in complaints(pdf.printed(SITE, NAMES))


def test_every_page_of_the_book_is_in_it_and_links_stay_inside():
    names = pdf.pages(ROOT)
    book = pdf.whole(SITE, names)
    assert len(book.select("article h1")) == len(names) + 1
    ids = [element["id"] for element in book.find_all(id=True) if not element.find_parent("svg")]
    assert len(ids) == len(set(ids))
    inside = [link["href"] for link in book.select("article a[href]") if not link["href"].startswith("http")]
    assert {href for href in inside if href.startswith("#")} <= {f"#{place}" for place in ids}
    assert {href for href in inside if not href.startswith("#")} <= {"../genindex.html", "../py-modindex.html"}


@pytest.mark.parametrize("there", [True, False])
def test_the_link_stands_where_the_pdf_does(there, tmp_path):
    if there:
        (tmp_path / "book.pdf").touch()
    downloads = {"label": "download-buttons", "buttons": []}
    context = {"header_buttons": [downloads], "pathto": lambda name, resource: f"../{name}"}
    buttons.add(SimpleNamespace(outdir=tmp_path), "page", "page.html", context, None)
    assert [button["url"] for button in downloads["buttons"]] == ["../book.pdf"] * there


def test_the_site_links_to_it_only_once_it_is_printed():
    linked = [path for path in pages(SITE) if "book.pdf" in path.read_text(encoding="utf8")]
    assert bool(linked) == (SITE / "book.pdf").is_file()


def test_without_a_browser_make_says_so():
    run = subprocess.run(["make", "chromium", "CHROMIUM="], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "apt-get install chromium" in run.stderr
