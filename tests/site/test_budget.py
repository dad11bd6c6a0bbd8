"""Pages stay light: what a reader's browser loads for a page, compressed as a host sends it. See test_browser.py."""

import gzip
from functools import cache
from urllib.parse import urlsplit

from tests.copies import SITE
from tests.site.conftest import served

WEIGHT = 350 * 1024  # bytes
REQUESTS = 40
PACKED = (".woff2", ".png")
"""What is compressed already."""

ICON = '<link rel="icon" href="data:,">'
LOADED = "[location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]"


@cache
def weight(file):
    """The bytes that a host sends."""
    body = file.read_bytes()
    return len(body if file.suffix in PACKED else gzip.compress(body))


def over_budget(page, site=SITE):
    """What is too much in what the page has loaded from a site's folder."""
    weights = {url: weight(site / urlsplit(url).path.lstrip("/")) for url in page.evaluate(LOADED)}
    total, heaviest = sum(weights.values()), max(weights, key=weights.get)
    return [f"{total // 1024} KiB, most of it {heaviest}"] * (total > WEIGHT) + [f"{len(weights)} requests"] * (
        len(weights) > REQUESTS
    )


def test_a_heavy_page_and_one_of_many_parts_are_seen(new_page, tmp_path):
    (tmp_path / "heavy.png").write_bytes(bytes(WEIGHT))
    parts = "".join(f'<img src="heavy.png?{i}" alt="">' for i in range(REQUESTS))
    (tmp_path / "heavy.html").write_text(f'{ICON}<img src="heavy.png" alt="">', encoding="utf8")
    (tmp_path / "many.html").write_text(ICON + parts, encoding="utf8")
    page = new_page(390)
    with served(tmp_path) as address:
        page.goto(address + "heavy.html")
        assert "KiB, most of it" in over_budget(page, tmp_path)[0]
        page.goto(address + "many.html")
        assert f"{REQUESTS + 1} requests" in over_budget(page, tmp_path)
