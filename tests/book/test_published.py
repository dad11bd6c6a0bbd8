"""What a page tells of itself and who can open it: with the address and the repository not known, and known."""

from functools import cache
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests import copies
from tests.book.small import build_few
from tests.copies import SITE, copy_of_the_project, replace

ADDRESS = "https://example.org/course/"
REPOSITORY = "https://github.com/someone/something"
SERVICES = "a[href*='mybinder.org'], a[href*='colab.research']"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A site whose address and repository are known, and whose Pyodide is its own."""
    copy = copy_of_the_project(tmp_path_factory.mktemp("published"))
    replace(copy / "_config.yml", 'url: ""', f"url: {REPOSITORY}")
    return build_few(copy, SITE_URL=ADDRESS, JUPYTERLITE_PYODIDE_URL="here")


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


def test_without_an_address_none_is_claimed():
    assert addresses(SITE) == []
    assert not (SITE / "sitemap.xml").exists()


def test_with_an_address_there_are_a_sitemap_and_previews(published):
    listed = {entry.text for entry in ElementTree.parse(published / "sitemap.xml").iter() if entry.text}
    chapters = {f"{ADDRESS}{name}" for name in pages(published) if name.startswith("book/")}
    assert chapters <= listed
    assert len(addresses(published)) >= 3 * len(chapters)
    assert all(address.startswith(ADDRESS) for address in addresses(published))
    images = {address for address in addresses(published) if address.endswith(".png")}
    assert all((published / image.removeprefix(ADDRESS)).is_file() for image in images)
    assert len(images) >= len(chapters)


@pytest.mark.parametrize(("site", "root"), [(SITE, "/"), (None, "/course/")], ids=["without", "with an address"])
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
    assert colab[1].endswith(f"%pip install git+{REPOSITORY}")


def test_the_button_says_that_python_comes_from_another_host_and_only_where_it_does(published):
    (said,) = links(pages(SITE)["book/forward.html"], ".btn-run-button").values()
    (unsaid,) = links(pages(published)["book/forward.html"], ".btn-run-button").values()
    assert "cdn.jsdelivr.net" in said
    assert "cdn.jsdelivr.net" not in unsaid
