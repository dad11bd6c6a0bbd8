"""Pages stay light: what a reader's browser loads for a page, compressed as a host sends it."""

import gzip

from tests.site.conftest import served
from tests.site.test_browser import PAGES, SITE

WEIGHT = 350 * 1024  # bytes
REQUESTS = 40
PACKED = (".woff2", ".png")
"""What is compressed already."""


def load(browser, address, name):
    """The bytes that a page loads, by address."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    answers = []
    page = context.new_page()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address + name, wait_until="load")
    page.evaluate("document.fonts.ready")
    weights = {}
    for answer in answers:
        if answer.url.startswith(address) and answer.status == 200:
            body = answer.body()
            weights[answer.url] = len(body if answer.url.endswith(PACKED) else gzip.compress(body))
    context.close()
    return weights


def complaints(weights):
    total = sum(weights.values())
    heaviest = max(weights, key=weights.get)
    return [f"{total // 1024} KiB, most of it {heaviest}"] * (total > WEIGHT) + [f"{len(weights)} requests"] * (
        len(weights) > REQUESTS
    )


def test_every_page_is_within_the_budget(browser):
    with served(SITE) as address:
        assert {name: said for name in PAGES if (said := complaints(load(browser, address, name)))} == {}


def test_a_heavy_page_and_one_of_many_parts_are_seen(browser, tmp_path):
    (tmp_path / "heavy.png").write_bytes(bytes(WEIGHT))
    parts = "".join(f'<img src="heavy.png?{i}" alt="">' for i in range(REQUESTS))
    (tmp_path / "heavy.html").write_text('<img src="heavy.png" alt="">', encoding="utf8")
    (tmp_path / "many.html").write_text(parts, encoding="utf8")
    with served(tmp_path) as address:
        assert "KiB, most of it" in complaints(load(browser, address, "heavy.html"))[0]
        assert f"{REQUESTS + 1} requests" in complaints(load(browser, address, "many.html"))
