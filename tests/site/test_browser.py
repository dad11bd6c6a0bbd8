"""Each page in a real browser, light and dark, wide and narrow, with its menus open too; and canaries."""

from itertools import chain

import pytest

from tests.copies import ROOT, SITE, pages
from tests.full import FULL
from tests.site.test_budget import over_budget
from workbook.figures.palette import PALETTE

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf8")
PAGES = [str(path.relative_to(SITE)) for path in pages(SITE)]
NARROWEST, NARROW, WIDE = 320, 390, 1280
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), *[(NARROW, "dark")] * FULL]
LEAST_TEXT = 9  # px, in a figure on a phone
EACH_KIND = ["book/again.html", "book/glossary.html"]
WITH_MENUS = [name for name in PAGES if name not in ("404.html", "search.html")] if FULL else EACH_KIND

MENUS = {
    ".search-button__button": "#pst-search-dialog",
    ".dropdown-download-buttons > button": ".dropdown-download-buttons > .dropdown-menu",
    ".primary-toggle": "#pst-primary-sidebar-modal",
    ".secondary-toggle": "#pst-secondary-sidebar-modal",
}
"""What each button opens. On a wide screen the sidebars stand open."""


@pytest.fixture
def visit(new_page, address):
    """Open a page, and list in `complaints` what goes wrong on it."""

    def open_page(name, width=WIDE, theme="light", javascript=True):
        page = new_page(width, color_scheme=theme, java_script_enabled=javascript)
        page.complaints = []
        page.on("console", lambda m: m.type in ("error", "warning") and page.complaints.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
        page.on("request", lambda r: r.url.startswith((address, "data:")) or page.complaints.append(f"asks {r.url}"))
        page.on("response", lambda r: r.status >= 400 and page.complaints.append(f"{r.status}: {r.url}"))
        page.goto(address + name, wait_until="load")
        if javascript:
            page.wait_for_function(ALL_REACHED)
            page.evaluate(AXE)
        return page

    return open_page


ALL_REACHED = """
[...document.querySelectorAll(".katex-display")]
  .every((box) => box.scrollWidth <= box.clientWidth || box.tabIndex === 0)
"""
IN_THEME = "(theme) => [theme, undefined].includes(document.documentElement.dataset.theme)"
WITH_WCAG_22 = """
([part, isFull]) => {
  const rules = Object.fromEntries(axe.getRules(["wcag22aa"]).map(({ ruleId }) => [ruleId, { enabled: true }]));
  const onColours = ["color-contrast", "link-in-text-block"];
  const isDark = document.documentElement.dataset.theme === "dark";
  const isNarrow = innerWidth < 400 && !isDark && !part;
  if (isNarrow && !isFull) onColours.forEach((ruleId) => { rules[ruleId] = { enabled: false }; });
  const runOnly = isDark && !isFull ? onColours : undefined;
  return axe.run(part ?? document, { rules, runOnly, resultTypes: ["violations"] });
}
"""
"""All rules that axe runs unasked, and those of WCAG 2.2 AA, which it does not; in the dark, those on colours.

Between light and dark nothing but colours changes, and no colour hangs on the width. So a rule on anything else in the
dark, and one on colours in a narrow window, would say the same twice: they are asked again only with FULL=1.
"""

UNFOLD = """
document.querySelectorAll(".solution .toggle-button-hidden").forEach((button) => button.click());
document.querySelectorAll("details").forEach((folded) => { folded.open = true; });
document.head.insertAdjacentHTML("beforeend", "<style>* { content-visibility: visible !important }</style>");
"""
"""All that a reader can open is open, and what is far away is laid out at once, not part by part under axe's eyes."""

THIN_OUT = """
{
  const ground = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    const isClear = backgroundColor === "rgba(0, 0, 0, 0)" && element.parentElement;
    return isClear ? ground(element.parentElement) : backgroundColor;
  };
  const seen = new Set();
  const more = [...document.querySelectorAll(".katex, .highlight pre")].filter((whole) => {
    const colours = `${getComputedStyle(whole).color} on ${ground(whole)}`;
    const parts = whole.querySelectorAll(whole.matches(".katex") ? "[class*=nn-]" : "[class]");
    const kinds = ["", ...[...parts].map(({ className }) => className)].map((name) => `${name}: ${colours}`);
    const isSeen = kinds.every((kind) => seen.has(kind));
    kinds.forEach((kind) => seen.add(kind));
    return isSeen;
  });
  more.forEach((whole) => { whole.textContent = "f"; });
}
"""
"""Formulas and code are most of a page, and much the same: of those with the same colours axe sees the first."""

SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""WCAG 1.4.12, Text spacing."""

WIDTH = "document.documentElement.scrollWidth"
SPACED = f"""
(style) => {{
  const added = Object.assign(document.createElement("style"), {{ textContent: style }});
  document.head.append(added);
  const width = {WIDTH};
  added.remove();
  return width;
}}
"""
SMALLEST_TEXT = """
Math.min(...[...document.querySelectorAll("svg.nn-figure text")].map((text) => {
  const { a, b } = text.getScreenCTM();
  return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
}))
"""


def violations(page, part=None):
    found = page.evaluate(WITH_WCAG_22, [part, FULL])["violations"]
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in found]


def resized(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(ALL_REACHED)


def reflowed(page):
    """How wide a page is in the narrowest window, as it comes and with wider spacing of its text (WCAG 1.4.10)."""
    resized(page, NARROWEST)
    page.evaluate("document.fonts.ready")
    return page.evaluate(WIDTH), page.evaluate(SPACED, SPACING)


def outsized(page):
    """What is too wide or too small at some width."""
    for width in reflowed(page):
        if width > NARROWEST:
            yield f"the page is {width} wide in {NARROWEST}"
    for window in (NARROW, WIDE):
        resized(page, window)
        width, text = page.evaluate(WIDTH), page.evaluate(SMALLEST_TEXT)
        if width > window:
            yield f"the page is {width} wide in {window}"
        if text < LEAST_TEXT:
            yield f"text in a figure is {text:.1f} px high"


def looks(page):
    """What is wrong with the page, with all unfolded, wide and narrow, in the light and in the dark."""
    page.evaluate(UNFOLD)
    found = list(outsized(page))
    if not FULL:
        page.evaluate(THIN_OUT)
    for width, theme in LOOKS:
        resized(page, width)
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(IN_THEME, arg=theme)
        yield found + violations(page)
        found = []


def menus(page):
    """What is wrong with the page as it opens, and with each menu when it is open."""
    yield violations(page)
    for button, menu in MENUS.items():
        shown = page.locator(button).locator("visible=true")
        if shown.count() and (page.viewport_size["width"] == NARROW or "sidebar" not in menu):
            shown.first.click()
            page.locator(menu).wait_for()
            yield violations(page, menu)
            page.keyboard.press("Escape")
            page.mouse.move(0, 0)
            page.locator(menu).wait_for(state="hidden")


def test_there_are_pages():
    assert {"book/index.html", "book/forward.html", "search.html", "genindex.html"} <= set(PAGES)


def test_the_first_address_leads_to_the_landing_page(visit, address):
    page = visit("index.html")
    page.wait_for_url(address + "book/index.html")


@pytest.fixture
def count(record_property):
    """Take down what was found, for the summary at the end."""

    def taken_down(page, found):
        record_property("looks with axe", len(found))
        record_property("axe violations", sum(map(len, found)))
        record_property("requests to other hosts", sum(said.startswith("asks ") for said in page.complaints))
        return sum(found, page.complaints)

    return taken_down


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_to_complain_about(name, visit, count):
    page = visit(name)
    assert count(page, list(looks(page))) == []
    assert over_budget(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", WITH_MENUS)
def test_open_menus_have_nothing_to_complain_about(name, width, theme, visit, count):
    page = visit(name, width, theme)
    page.evaluate(THIN_OUT)
    found = list(menus(page))
    assert len(found) >= (3 if name.startswith("book/") else 2)  # an index has nothing to download
    assert count(page, found) == []


NO_NAME = "document.querySelector('main').insertAdjacentHTML('beforeend', `<svg role='img'></svg>`)"
PALE = "document.querySelector('main p').style.color = '#bbb'"
PALE_IN_THE_DARK = """
document.head.insertAdjacentHTML("beforeend", "<style>[data-theme=dark] main p { color: #444 !important }</style>")
"""
TINY = "document.head.insertAdjacentHTML('beforeend', `<style>svg.nn-figure { max-width: 200px }</style>`)"
TOO_WIDE = "document.body.insertAdjacentHTML('beforeend', `<p style='width: 3000px'>wide</p>`)"
SMALL = """
document.querySelector("main").insertAdjacentHTML("beforeend", "<p><button>a</button><button>b</button></p>");
document.querySelectorAll("main p button").forEach((b) => { b.style.cssText = "all: unset; font-size: 5px"; });
"""
UNNAMED_SEARCH = "document.querySelectorAll('input').forEach((i) => { i.ariaLabel = i.placeholder = ''; })"
PALE_SOLUTION = "document.querySelectorAll('.solution p').forEach((p) => { p.style.color = '#bbb'; })"
LOUD = "console.error('broken')"
FOREIGN = "fetch('http://localhost:9/').catch(() => {})"


@pytest.mark.parametrize(
    ("breakage", "complaint"),
    [
        pytest.param(NO_NAME, "svg-img-alt", id="no name"),
        pytest.param(PALE, "color-contrast", id="pale"),
        pytest.param(PALE_IN_THE_DARK, "color-contrast", id="pale in the dark"),
        pytest.param(TINY, "text in a figure is", id="tiny"),
        pytest.param(TOO_WIDE, "the page is 3", id="wide"),
        pytest.param(SMALL, "target-size", id="small"),
        pytest.param(UNNAMED_SEARCH, "label: <input", id="unnamed search"),
        pytest.param(PALE_SOLUTION, "color-contrast", id="pale solution"),
        pytest.param(LOUD, "console: broken", id="loud"),
        pytest.param(FOREIGN, "asks http://localhost:9/", id="foreign"),
    ],
)
def test_what_is_wrong_is_seen(breakage, complaint, visit):
    page = visit("book/again.html" if "solution" in breakage or "figure" in breakage else "book/glossary.html")
    page.evaluate(breakage)
    looked_at = chain(menus(page), looks(page))
    assert any(complaint in said for found in looked_at for said in [*found, *page.complaints])


def test_solutions_are_folded_and_the_keyboard_unfolds_them(visit):
    page = visit("book/forward.html")
    code = page.locator(".solution div.highlight").first
    assert not code.is_visible()
    page.locator(".solution .toggle-button").first.press("Enter")
    assert code.is_visible()


@pytest.mark.parametrize("name", ["book/forward.html", "book/sgd.html"])
def test_without_scripts_maths_and_figures_show(name, visit):
    page = visit(name, javascript=False)
    for kind in (".katex-html", "svg.nn-figure"):
        boxes = [element.bounding_box() for element in page.query_selector_all(kind)[:20]]
        assert boxes
        assert all(box and box["width"] > 5 and box["height"] > 5 for box in boxes)


COLOURS_OF_W1 = """
[".katex-html .nn-W1 .mathnormal", ".katex-html .nn-W1 .mord", ".highlight .nn-W1"]
  .map((place) => getComputedStyle(document.querySelector(place)).color)
  .concat([...document.querySelectorAll("svg.nn-figure text")]
    .filter((text) => text.textContent === "W1")
    .map((text) => getComputedStyle(text).fill))
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_quantity_has_one_colour_in_formulas_code_and_figures(theme, visit):
    page = visit("book/forward.html", theme=theme)
    wanted = getattr(PALETTE["W1"], theme)
    rgb = ", ".join(str(int(wanted[i : i + 2], 16)) for i in (1, 3, 5))
    assert page.evaluate(COLOURS_OF_W1) == [f"rgb({rgb})"] * 4
