"""The whole book as one PDF, printed by Chromium from the pages of the site: python -m tools.pdf SITE

Chromium numbers the pages but cannot say which page a heading is on. So the book is printed, searched for its headings,
and printed again with their page numbers in its table of contents.
"""

import io
import os
import sys
from pathlib import Path
from posixpath import dirname, join, normpath

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from gates.chapters import pages

NAME = "book.pdf"

FRAME = """<!DOCTYPE html>
<html lang="en" data-theme="light"><head><meta charset="utf-8"><title></title>
<link rel="stylesheet" href="_static/site.css">
<style>
article > section { break-before: page }
article > section:first-child { break-before: auto }
nav ol { margin: 0; padding: 0; list-style: none }
nav a { display: flex; justify-content: space-between; gap: 1rem; text-decoration: none; color: inherit }
nav > ol > li { margin-top: 0.6rem; font-weight: 600 }
nav ol ol { padding-left: 1.5rem; font-weight: 400 }
</style></head>
<body><main><article class="bd-article"></article></main></body></html>"""


def whole(site: Path, names: list[str]) -> BeautifulSoup:
    """All pages in one document, with a table of contents after the first."""
    book = BeautifulSoup(FRAME, "html.parser")
    article = _only(book, "article")
    for name in names:
        page = BeautifulSoup((site / f"{name}.html").read_text(encoding="utf8"), "html.parser")
        text = _only(page, "article")
        _move(text, name, names)
        article.extend(list(text.find_all("section", recursive=False)))
    _only(book, "title").string = _only(article, "h1").get_text().rstrip("#")
    _only(article, "section").insert_after(contents(book))
    return book


def contents(book: BeautifulSoup) -> Tag:
    """The headings of chapters and sections, each with a place for its page number."""
    nav = BeautifulSoup("<section><nav aria-label='Contents'><h1>Contents</h1><ol></ol></nav></section>", "html.parser")
    chapters = _only(nav, "ol")
    for heading in book.select("article h1, article h2"):
        section = heading.find_parent("section")
        assert section is not None
        heading["id"] = f"{section['id']}--heading"  # a section may begin at the foot of the previous page
        entry = BeautifulSoup(f'<li><a href="#{heading["id"]}"><span></span><span></span></a></li>', "html.parser")
        _only(entry, "span").string = heading.get_text().rstrip("#")
        if heading.name == "h1":
            chapters.append(entry)
            chapters.find_all("li", recursive=False)[-1].append(nav.new_tag("ol"))
        else:
            chapters.find_all("ol")[-1].append(entry)
    return _only(nav, "section")


def printed(site: Path, names: list[str]) -> bytes:
    """The PDF, printed again until the page numbers in its table of contents are right."""
    book = whole(site, names)
    place = site / "whole-book.html"
    numbers: dict[str, int] = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        page = chromium.new_page()
        while True:
            place.write_text(str(book), encoding="utf8")
            page.goto(place.absolute().as_uri(), wait_until="networkidle")
            pdf = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
            found = page_numbers(pdf)
            if found == numbers:
                break
            numbers = found
            for link in book.select("nav a"):
                link.find_all("span")[1].string = str(numbers[str(link["href"])[1:]])
        chromium.close()
    place.unlink()
    return pdf


def page_numbers(pdf: bytes) -> dict[str, int]:
    """The page number of each place that a link leads to."""
    reader = PdfReader(io.BytesIO(pdf))
    found = {name: reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()}
    return {name.removeprefix("/"): number + 1 for name, number in found.items() if number is not None}


def _move(text: Tag, name: str, names: list[str]) -> None:
    """Give each place a name that is unique in the whole book, and make the links lead to it."""
    for element in text.find_all(id=True):
        if not element.find_parent("svg"):
            element["id"] = f"{name}--{element['id']}"
    for link in text.select("a[href]"):
        path, _, fragment = str(link["href"]).partition("#")
        page = path.partition("?")[0].removesuffix(".html")
        target = normpath(join(dirname(name), page)) if page else name
        if target in names:
            link["href"] = f"#{target}--{fragment}" if fragment else f"#{target}"
    _only(text, "section").insert(0, BeautifulSoup(f'<span id="{name}"></span>', "html.parser"))


def _only(tag: Tag, selector: str) -> Tag:
    found = tag.select_one(selector)
    assert found is not None, selector
    return found


if __name__ == "__main__":
    site = Path(sys.argv[1])
    (site / NAME).write_bytes(printed(site, pages()))
