"""The text's own typeface: every letter that a page shows is in it, and its licence is kept; and canaries."""

import io

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from extensions.theme.typeface import FACES, FAMILY, FOLDER, PACKAGE, REGULAR, cut, text_of
from tests.copies import ROOT, SITE, pages
from tests.site.test_budget import weight

FILES = ROOT / PACKAGE / "files"
SOURCES = {style: TTFont(FILES / f"source-serif-4-latin-standard-{style}.woff2") for style in ("normal", "italic")}
SHIFT = 0.01
WATCH = """
window.shift = 0;
const add = ({ value, hadRecentInput }) => { window.shift += hadRecentInput ? 0 : value; };
new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type: "layout-shift", buffered: true });
"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # bytes a second


def letters(font):
    return {chr(code) for code in font.getBestCmap()}


def lost(font, source, texts):
    """What the whole font has, a page shows, and the cut one lacks."""
    return {letter for text in texts for letter in text} & letters(source) - letters(font)


def embedded(printed):
    """The names of a PDF's fonts."""
    fonts = (page["/Resources"].get("/Font", {}) for page in PdfReader(io.BytesIO(printed)).pages)
    return {each.get_object().get("/BaseFont", "") for found in fonts for each in found.values()}


@pytest.mark.parametrize("face", FACES)
def test_every_letter_of_the_pages_is_in_it(face):
    texts = [text_of(path.read_text(encoding="utf8")) for path in pages(SITE)]
    assert lost(TTFont(SITE / face.file), SOURCES[face.style], texts) == set()
    assert weight(SITE / face.file) < 15_000


def test_a_letter_that_is_left_out_is_seen():
    font = cut(ROOT / PACKAGE, REGULAR, "abc")
    assert lost(font, SOURCES["normal"], ["abacus"]) == {"s", "u"}


def test_its_licence_is_beside_it_and_the_reserved_name_is_not_used():
    for face in FACES:
        names = TTFont(SITE / face.file)["name"].names
        assert "Reserved Font Name" in next(str(each) for each in names if each.nameID == 0)
        assert not [str(each) for each in names if each.nameID in (1, 3, 4, 6, 16, 25) and "Source" in str(each)]
    licence = (SITE / FOLDER / "OFL.txt").read_text(encoding="utf8")
    assert "Adobe" in licence.splitlines()[0]
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert f"{FOLDER}/OFL.txt" in (ROOT / "LICENSE-text").read_text(encoding="utf8")


@pytest.mark.parametrize(("breakage", "is_still"), [("", True), ("main { padding-top: 300px }", False)])
def test_nothing_shifts_when_it_comes_late(breakage, is_still, new_page, address):
    page = new_page(390)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(WATCH)
    page.goto(address + "book/backpropagation.html")
    if breakage:
        page.add_style_tag(content=breakage)
    page.wait_for_function(f"[...document.fonts].some((font) => font.family.includes('{FAMILY}'))")
    page.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 300)))")
    assert page.evaluate(f"document.fonts.check('1rem {FAMILY}')")
    assert (page.evaluate("shift") < SHIFT) == is_still


def test_a_page_that_is_printed_from_a_file_has_it(new_page):
    page = new_page(1280)
    page.goto((SITE / "book/glossary.html").as_uri(), wait_until="networkidle")
    assert any(FAMILY in name for name in embedded(page.pdf()))
    page.add_style_tag(content="* { font-family: serif !important }")
    assert not any(FAMILY in name for name in embedded(page.pdf()))
