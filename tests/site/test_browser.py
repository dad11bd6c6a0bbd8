"""Each page in a real browser, light and dark, wide and narrow; and canaries."""

import os

import pytest

from tests.copies import ROOT
from tests.site.conftest import served

SITE = ROOT / "_build/html"
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf8")
WITHOUT_THEME = "404.html"
REDIRECT = SITE / "index.html"
PAGES = sorted(
    str(p.relative_to(SITE)) for p in SITE.rglob("*.html") if not {"_static", "lite"} & set(p.parts) and p != REDIRECT
)
EVERY_VIEW = [(theme, width) for theme in ("light", "dark") for width in (390, 1280)]
VIEWS = EVERY_VIEW if os.environ.get("FULL") else [("light", 1280), ("dark", 390)]


@pytest.fixture(scope="module")
def address():
    with served(SITE) as address:
        yield address


@pytest.fixture
def look(browser, address):
    """Open a page, break it if asked, and list what is wrong with it."""
    contexts = []

    def open_page(name, theme="light", width=1280, javascript=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type in ("error", "warning") and page.complaints.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
        page.on("request", lambda r: r.url.startswith((address, "data:")) or page.complaints.append(f"asks {r.url}"))
        page.on("response", lambda r: r.status >= 400 and page.complaints.append(f"{r.status}: {r.url}"))
        page.goto(address + name, wait_until="load")
        if javascript:
            page.wait_for_function(ALL_REACHED)
        return page

    def complaints(name, theme="light", width=1280, breakage=None):
        page = open_page(name, theme, width)
        if breakage:
            page.evaluate(breakage)
        if name != WITHOUT_THEME:
            assert page.evaluate("document.documentElement.dataset.theme") == theme
        if (needs := page.evaluate("document.documentElement.scrollWidth")) > width:
            page.complaints.append(f"the page is {needs} wide")
        page.evaluate(AXE)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        for violation in page.evaluate("options => axe.run(options)", options)["violations"]:
            page.complaints.append(f"{violation['id']}: {violation['nodes'][0]['html'][:200]}")
        page.complaints += page.evaluate(DEAD_FRAGMENTS)
        return page.complaints

    complaints.open_page = open_page
    yield complaints
    for context in contexts:
        context.close()


ALL_REACHED = """
[...document.querySelectorAll(".katex-display")]
  .every((box) => box.scrollWidth <= box.clientWidth || box.tabIndex === 0)
"""
DEAD_FRAGMENTS = """
[...document.querySelectorAll('a[href^="#"]')]
  .map((link) => decodeURIComponent(link.getAttribute("href").slice(1)))
  .filter((id) => id && !document.getElementById(id))
  .map((id) => `leads nowhere: #${id}`)
"""


def test_there_are_pages():
    assert {"book/index.html", "book/forward.html", "search.html", "genindex.html"} <= set(PAGES)


def test_the_first_address_leads_to_the_landing_page(look, address):
    page = look.open_page("index.html")
    page.wait_for_url(address + "book/index.html")


@pytest.mark.parametrize(("theme", "width"), VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_to_complain_about(name, theme, width, look):
    assert look(name, theme, width) == []


NO_NAME = """
const figure = document.querySelector("svg.nn-figure");
figure.removeAttribute("aria-label");
figure.querySelector("title").remove();
"""
PALE = "document.querySelector('main p').style.color = '#bbb'"
WIDE = "document.body.insertAdjacentHTML('beforeend', `<p style='width: 3000px'>wide</p>`)"
LOUD = "console.error('broken')"
FOREIGN = "fetch('http://localhost:9/').catch(() => {})"
DEAD_END = "document.querySelector('main').insertAdjacentHTML('beforeend', `<a href='#no'>no</a>`)"


@pytest.mark.parametrize(
    ("breakage", "complaint"),
    [
        (NO_NAME, "svg-img-alt"),
        (PALE, "color-contrast"),
        (WIDE, "the page is"),
        (LOUD, "console: broken"),
        (FOREIGN, "asks http://localhost:9/"),
        (DEAD_END, "leads nowhere: #no"),
    ],
    ids=["no name", "pale", "wide", "loud", "foreign", "dead end"],
)
def test_what_is_wrong_is_seen(breakage, complaint, look):
    assert any(complaint in said for said in look("book/forward.html", breakage=breakage))


UNFOLD = """
document.querySelectorAll(".solution .toggle-button").forEach((button) => button.click());
new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
"""


@pytest.mark.parametrize(("theme", "width"), VIEWS)
@pytest.mark.parametrize("name", ["book/forward.html", "book/backpropagation.html", "book/sgd.html"])
def test_unfolded_solutions_have_nothing_to_complain_about(name, theme, width, look):
    assert look(name, theme, width, UNFOLD) == []


def test_solutions_are_folded_and_the_keyboard_unfolds_them(look):
    page = look.open_page("book/forward.html")
    code = page.locator(".solution div.highlight").first
    assert not code.is_visible()
    page.locator(".solution .toggle-button").first.press("Enter")
    assert code.is_visible()


@pytest.mark.parametrize("name", ["book/forward.html", "book/sgd.html"])
def test_without_scripts_maths_and_figures_show(name, look):
    page = look.open_page(name, javascript=False)
    for kind in (".katex-html", "svg.nn-figure"):
        boxes = [element.bounding_box() for element in page.query_selector_all(kind)[:20]]
        assert boxes
        assert all(box and box["width"] > 5 and box["height"] > 5 for box in boxes)
