"""Every link from page to page, and to a place on a page, leads somewhere; and a canary."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from tests.copies import SITE, pages

MADE_BY_SCRIPTS = {"search-results"}
"""Places that a page has once its scripts ran."""


class Reader(HTMLParser):
    """Takes down a page's links and places."""

    def __init__(self, page):
        super().__init__()
        self.links, self.places = [], {""} | MADE_BY_SCRIPTS
        self.feed(page.read_text(encoding="utf8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.places.add(found.get("id"))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])


def dead_ends(site):
    read = {page: Reader(page) for page in pages(site)}
    found = []
    for page, reader in read.items():
        for link in reader.links:
            address = urlsplit(link)
            if not (address.scheme or link.startswith("/")):
                target = (page.parent / unquote(address.path)).resolve() if address.path else page
                there = target.is_file() or (target / "index.html").is_file()
                known = target not in read or unquote(address.fragment) in read[target].places
                found += [f"{page.relative_to(site)}: {link}"] * (not (there and known))
    return found


def test_every_link_leads_somewhere():
    assert dead_ends(SITE) == []


@pytest.mark.parametrize("link", ["no.html", "other.html#no", "#no", "../no/"])
def test_a_dead_end_is_seen(link, tmp_path):
    (tmp_path / "other.html").write_text('<h1 id="yes">Yes</h1>', encoding="utf8")
    links = "".join(f'<a href="{each}">x</a>' for each in ["other.html#yes", "#", "https://example.org", link])
    (tmp_path / "page.html").write_text(links, encoding="utf8")
    assert dead_ends(tmp_path) == [f"page.html: {link}"]
