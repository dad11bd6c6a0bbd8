"""What a page tells of itself and who can open it: with the address and the repository not known, and known."""

import os
import re
from functools import cache
from urllib.parse import urlsplit
from xml.etree import ElementTree

import nbformat
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

from extensions.metadata import site_address
from gates.needs import downloaded, install
from tests import copies
from tests.book.small import build_few
from tests.copies import ROOT, SITE, copy_of_the_project, replace

OWN_ADDRESS = os.environ.get("SITE_URL", "")
OWN_ADDRESS = OWN_ADDRESS and OWN_ADDRESS.rstrip("/") + "/"
"""What the whole site was built for."""

ADDRESS = "https://example.org/course/"
REPOSITORY = "https://github.com/someone/something"
SERVICES = "a[href*='mybinder.org'], a[href*='colab.research']"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A site whose address and repository are known, and whose Pyodide is its own."""
    copy = copy_of_the_project(tmp_path_factory.mktemp("published"))
    replace(copy / "_config.yml", 'url: ""', f"url: {REPOSITORY}")
    return build_few(copy, SITE_URL=ADDRESS, JUPYTERLITE_PYODIDE_URL="here")


@pytest.fixture
def address_of(monkeypatch):
    """What the book takes for its address when SITE_URL is as given."""

    def address_of(given):
        monkeypatch.setenv("SITE_URL", given)
        return site_address()

    return address_of


@cache
def pages(site):
    """Each page for readers, read."""
    return {
        str(path.relative_to(site)): BeautifulSoup(path.read_text(encoding="utf8"), "html.parser")
        for path in copies.pages(site)
    }


def undescribed(site):
    found = {name: page.select('meta[name="description"]') for name, page in pages(site).items()}
    return [name for name, tags in found.items() if len(tags) != 1 or len(tags[0]["content"]) < 20]


def addresses(site):
    """Where pages say that they are, and what a preview shows."""
    return [
        tag.get("content") or tag.get("href")
        for page in pages(site).values()
        for tag in page.select('meta[property="og:url"], meta[property="og:image"], link[rel="canonical"]')
    ]


def test_every_page_has_a_description():
    assert undescribed(SITE) == []


def test_a_page_without_description_is_seen(tmp_path):
    (tmp_path / "bare.html").write_text("<title>Bare</title>", encoding="utf8")
    assert undescribed(tmp_path) == ["bare.html"]


def test_a_site_claims_the_address_for_which_it_was_built_or_none():
    assert all(OWN_ADDRESS and address.startswith(OWN_ADDRESS) for address in addresses(SITE))
    assert bool(addresses(SITE)) == (SITE / "sitemap.xml").exists() == bool(OWN_ADDRESS)


@pytest.mark.parametrize("given", ["", ADDRESS, ADDRESS[:-1], "https://example.org"])
def test_an_address_ends_in_a_slash(given, address_of):
    assert address_of(given) == (given and given.rstrip("/") + "/")


@pytest.mark.parametrize(
    "given", ["example.org/course", "/course/", "https:///course/", "file:///course/", "httpx://a/"]
)
def test_what_is_not_an_address_is_refused(given, address_of):
    with pytest.raises(
        ExtensionError, match=re.escape(f"SITE_URL: expected an address such as {ADDRESS}, got {given!r}")
    ):
        address_of(given)


def test_with_an_address_there_are_a_sitemap_and_previews(published):
    listed = {entry.text for entry in ElementTree.parse(published / "sitemap.xml").iter() if entry.text}
    chapters = {f"{ADDRESS}{name}" for name in pages(published) if name.startswith("book/")}
    assert chapters <= listed
    assert len(addresses(published)) >= 3 * len(chapters)
    assert all(address.startswith(ADDRESS) for address in addresses(published))
    images = {address for address in addresses(published) if address.endswith(".png")}
    assert all((published / image.removeprefix(ADDRESS)).is_file() for image in images)
    assert len(images) >= len(chapters)


OWN_ROOT = urlsplit(OWN_ADDRESS).path or "/"


@pytest.mark.parametrize(("site", "root"), [(SITE, OWN_ROOT), (None, "/course/")], ids=["this site", "with an address"])
def test_the_page_for_what_is_not_found_leads_home_from_any_depth(site, root, published):
    page = pages(site or published)["404.html"]
    assert [link["href"] for link in page.select("main a")] == [root, f"{root}search.html"]


def links(page, selector):
    return {link["href"]: link["title"] for link in page.select(selector)}


def test_without_a_repository_there_is_no_service():
    assert [name for name, page in pages(SITE).items() if page.select(SERVICES)] == []


def test_with_a_repository_there_are_both(published):
    binder, colab = links(pages(published)["book/forward.html"], SERVICES).items()
    assert binder[0] == "https://mybinder.org/v2/gh/someone/something/main?urlpath=lab/tree/book/forward.ipynb"
    assert colab[0] == "https://colab.research.google.com/github/someone/something/blob/main/book/forward.ipynb"
    assert colab[1].endswith(f"Run this there first: {install(f'git+{REPOSITORY}', ROOT)}")


def test_with_an_address_a_chapter_that_is_downloaded_installs_the_project_from_the_site(published):
    (wheel,) = published.glob("*.whl")
    text = (published / "_sources/book/forward.ipynb").read_text(encoding="utf8")
    assert text == downloaded(ROOT / "book/forward.ipynb", ROOT, f"{ADDRESS}{wheel.name}")
    cell, *others = nbformat.reads(text, as_version=4).cells
    assert cell.source.splitlines()[-1] == f'%pip install "one-small-network[chapters] @ {ADDRESS}{wheel.name}"'
    assert others == nbformat.read(ROOT / "book/forward.ipynb", as_version=4).cells[1:]


def test_the_button_says_that_python_comes_from_another_host_and_only_where_it_does(published):
    (said,) = links(pages(SITE)["book/forward.html"], ".btn-run-button").values()
    (unsaid,) = links(pages(published)["book/forward.html"], ".btn-run-button").values()
    assert ("cdn.jsdelivr.net" in said) == ("JUPYTERLITE_PYODIDE_URL" not in os.environ)
    assert "cdn.jsdelivr.net" not in unsaid
