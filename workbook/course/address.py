"""The site's address, and a problem's address there, which contains its givens and nothing else: no seed, no name."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from workbook.marking.problems import Problem
from workbook.networks import ASSIGNMENT

PAGE = "book/sheet.html"
"""The page that marks a whole sheet."""


def site_address(given: str) -> str:
    """A site's address, ending in a slash; empty if none is given.

    Raises: ValueError if it is not an address.
    """
    parts = urlsplit(given)
    if given and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ValueError(f"expected an address such as https://example.org/course/, got {given!r}")
    return given and given.rstrip("/") + "/"


def page_address(site: str, problem: Problem) -> str:
    """The address at which the site opens this problem. The page reads it by `fromAddress` in `engine/address.js`.

    >>> from workbook import the_assignment
    >>> page_address("https://example.org/", the_assignment())[:53]
    'https://example.org/book/sheet.html?sizes=4,3,2,1&pla'
    """
    network = {name: part for name, part in problem.network._asdict().items() if part != ASSIGNMENT._asdict()[name]}
    counts = {"sizes": ",".join(map(str, problem.sizes)), "places": problem.places}
    givens = {name: ",".join(text for row in table for text in row) for name, table in problem.tables.items()}
    return f"{site}{PAGE}?{urlencode(network | counts | givens, safe=',')}"
