"""Pages stay light: what a reader's browser loads for a page, compressed as a host sends it."""

import gzip

from tests.site.conftest import served
from tests.site.test_browser import PAGES, SITE

WEIGHT = 350 * 1024  # bytes
REQUESTS = 40
PACKED = (".woff2", ".png")
"""What is compressed already."""


def loads(browser, address, names):
    """For each page the bytes that it loads, by address."""
    weights = {}
    for name in names:
        context = browser.new_context(viewport={"width": 390, "height": 900})
        answers = []
        page = context.new_page()
        page.on("response", lambda answer, answers=answers: answers.append(answer))
        page.goto(address + name, wait_until="load")
        page.evaluate("document.fonts.ready")
        own = {answer.url: answer for answer in answers if answer.url.startswith(address) and answer.status == 200}
        for url in own.keys() - weights.keys():
            body = own[url].body()
            weights[url] = len(body if url.endswith(PACKED) else gzip.compress(body))
        context.close()
        yield name, {url: weights[url] for url in own}


def complaints(weights):
    total = sum(weights.values())
    heaviest = max(weights, key=weights.get)
    return [f"{total // 1024} KiB, most of it {heaviest}"] * (total > WEIGHT) + [f"{len(weights)} requests"] * (
        len(weights) > REQUESTS
    )


def test_every_page_is_within_the_budget(browser):
    with served(SITE) as address:
        assert {name: said for name, load in loads(browser, address, PAGES) if (said := complaints(load))} == {}


def test_a_heavy_page_and_one_of_many_parts_are_seen(browser, tmp_path):
    (tmp_path / "heavy.png").write_bytes(bytes(WEIGHT))
    parts = "".join(f'<img src="heavy.png?{i}" alt="">' for i in range(REQUESTS))
    (tmp_path / "heavy.html").write_text('<img src="heavy.png" alt="">', encoding="utf8")
    (tmp_path / "many.html").write_text(parts, encoding="utf8")
    with served(tmp_path) as address:
        (_, heavy), (_, many) = loads(browser, address, ["heavy.html", "many.html"])
        assert "KiB, most of it" in complaints(heavy)[0]
        assert f"{REQUESTS + 1} requests" in complaints(many)
