"""Every work that is listed is cited, and every citation has its work."""

import re

from gates.chapters import chapters
from tests.book.test_exercises import text
from tests.copies import ROOT


def works(bibliography):
    return set(re.findall(r"^@\w+\{(\w+),", bibliography, re.MULTILINE))


def cited():
    pages = [*map(text, chapters(ROOT)), *(path.read_text(encoding="utf8") for path in ROOT.glob("book/*.md"))]
    return set(re.findall(r"\{cite\}`(\w+)`", "\n".join(pages)))


def test_works_and_citations_are_the_same():
    bibliography = (ROOT / "book/references.bib").read_text(encoding="utf8")
    assert works(bibliography) == cited()
    assert works(bibliography + "@book{nobody2000,\n}") != cited()
