"""A chapter's notebook can be downloaded from the site itself, as it is but for what it says it needs; and a canary."""

import os
import re
from pathlib import Path

import pytest

from gates.chapters import chapters
from gates.needs import downloaded
from tests.copies import ROOT, SITE
from tests.full import FULL

CHAPTERS = chapters(ROOT)

OTHER = "document.querySelector('.btn-download-source-button').href = '../_sources/book/index.ipynb'"


def offered(chapter):
    """The file that the site offers: on a site with an address, the first cell installs from there."""
    address = os.environ.get("SITE_URL", "").rstrip("/")
    if not address:
        return chapter.read_bytes()
    (wheel,) = SITE.glob("*.whl")
    return downloaded(chapter, ROOT, f"{address}/{wheel.name}").encode()


@pytest.fixture
def faults(browser, address):
    """Press a chapter's button, and list what is wrong with what comes."""
    context = browser.new_context()
    downloads, wrong = [], []
    context.on("request", lambda request: request.url.startswith(address) or wrong.append(f"asks {request.url}"))
    context.on("page", lambda page: page.on("download", lambda download: downloads.append(download)))

    def press(chapter, breakage=""):
        page = context.new_page()
        page.goto(f"{address}book/{chapter.stem}.html")
        page.evaluate(breakage)
        page.get_by_role("button", name="Download this page").click()
        page.locator(".btn-download-source-button").click()
        while not downloads:
            page.wait_for_timeout(50)
        (download,) = downloads
        if download.suggested_filename != chapter.name:
            wrong.append(f"another name: {download.suggested_filename}")
        if Path(download.path()).read_bytes() != offered(chapter):
            wrong.append("another content")
        return wrong

    yield press
    context.close()


@pytest.mark.parametrize("chapter", CHAPTERS if FULL else CHAPTERS[:2], ids=lambda path: path.stem)
def test_the_button_downloads_the_notebook(chapter, faults):
    assert faults(chapter) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_every_button_leads_to_its_notebook(chapter):
    page = (SITE / f"book/{chapter.stem}.html").read_text(encoding="utf8")
    (file,) = re.findall(r'<a href="([^"]*)"[^>]*btn-download-source-button', page)
    assert (SITE / "book" / file).read_bytes() == offered(chapter)


def test_another_file_is_seen(faults):
    assert faults(ROOT / "book/forward.ipynb", OTHER) == ["another name: index.ipynb", "another content"]


def test_another_host_is_seen(faults):
    foreign = "fetch('http://localhost:9/').catch(() => {})"
    assert faults(ROOT / "book/forward.ipynb", foreign) == ["asks http://localhost:9/"]
