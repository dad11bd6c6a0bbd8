"""What a page tells of itself, without an address and with one."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests import copies
from tests.book.small import build_few
from tests.copies import SITE, copy_of_the_project

ADDRESS = "https://example.org/course/"


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


@pytest.fixture(scope="module")
def with_address(tmp_path_factory):
    return build_few(copy_of_the_project(tmp_path_factory.mktemp("addressed")), SITE_URL=ADDRESS)


def test_every_page_has_a_description():
    assert undescribed(SITE) == []


def test_a_page_without_description_is_seen(tmp_path):
    (tmp_path / "bare.html").write_text("<title>Bare</title>", encoding="utf8")
    assert undescribed(tmp_path) == ["bare.html"]


def test_without_an_address_none_is_claimed():
    assert addresses(SITE) == []
    assert not (SITE / "sitemap.xml").exists()


def test_with_an_address_there_are_a_sitemap_and_previews(with_address):
    listed = {entry.text for entry in ElementTree.parse(with_address / "sitemap.xml").iter() if entry.text}
    chapters = {f"{ADDRESS}{name}" for name in pages(with_address) if name.startswith("book/")}
    assert chapters <= listed
    assert len(addresses(with_address)) >= 3 * len(chapters)
    assert all(address.startswith(ADDRESS) for address in addresses(with_address))
    images = {address for address in addresses(with_address) if address.endswith(".png")}
    assert all((with_address / image.removeprefix(ADDRESS)).is_file() for image in images)
    assert len(images) >= len(chapters)


@pytest.mark.parametrize(("site", "root"), [(SITE, "/"), (None, "/course/")], ids=["without", "with an address"])
def test_the_page_for_what_is_not_found_leads_home_from_any_depth(site, root, with_address):
    page = pages(site or with_address)["404.html"]
    assert [link["href"] for link in page.select("main a")] == [root, f"{root}search.html"]
