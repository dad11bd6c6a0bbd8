"""With the keyboard alone a reader reaches and works everything, and sees where they are; and canaries."""

import pytest

from tests.full import FULL
from tests.site.test_browser import UNFOLD

KINDS = [
    "book/index.html",
    "book/sgd.html",
    "book/live.html",
    "book/sheet.html",
    "book/homework.html",
    "book/api.html",
    "search.html",
    "genindex.html",
    "404.html",
]
WIDTHS = (390, 1280)
WALKS = [(name, width) for i, name in enumerate(KINDS) for width in (WIDTHS if FULL else WIDTHS[i % 2 :][:1])]
"""Each kind of page at either width; without FULL=1 at one of them, in turn."""

WORKABLE = """
() => {
  const kinds = "a[href], button, input, summary, [tabindex='0']";
  const all = [...document.querySelectorAll(kinds)].filter((element) => {
    const shown = element.checkVisibility({ contentVisibilityAuto: false, visibilityProperty: true });
    const byArrow = element.type === "radio" && !element.checked;
    return shown && element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && !byArrow;
  });
  all.forEach((element, i) => { element.dataset.stop = i; });
  return all.map((element) => element.outerHTML.slice(0, 150));
}
"""
WHERE = """
async () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isSeen = () => {
    const { outlineStyle, outlineWidth, boxShadow, opacity } = getComputedStyle(element);
    const ring = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    const box = element.getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return ring && inView && box.width > 0 && Number(opacity) > 0;
  };
  const frame = () => new Promise(requestAnimationFrame);
  const covers = () => [...element.getClientRects()].flatMap(({ left, top, width, height }) =>
    [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]]
      .map(([x, y]) => document.elementFromPoint(left + x * width, top + y * height))
      .filter((other) => other && !other.contains(element) && !element.parentElement.contains(other)));
  if (window.walkedTo !== scrollY) await frame().then(frame).then(frame);
  window.walkedTo = scrollY;
  for (let count = 0; !isSeen() && count < 30; count += 1) await frame();
  const by = covers()[0]?.outerHTML.slice(0, 80);
  return { stop: element.dataset.stop, seen: isSeen(), by, html: element.outerHTML.slice(0, 150) };
}
"""
"""What is in one box with an element belongs to it, such as a button on its code.

A list at the side may still be scrolling there, so it is given half a second.
When the page scrolls, that list unfolds another section, frames later: anyone who presses Tab sooner is in what folds.
"""


@pytest.fixture
def visit(new_page, address):
    def open_page(name, width=1280):
        page = new_page(width)
        page.goto(address + name, wait_until="load")
        page.wait_for_function("() => !document.querySelector('main :not(:defined)')")
        return page

    return open_page


def walk(page):
    """Press Tab until all has been visited: what was not reached, and where the focus was covered or not seen."""
    waiting = dict(enumerate(page.evaluate(WORKABLE)))
    unseen, stops = [], 0
    limit = 2 * len(waiting) + 10
    while waiting and stops < limit:
        stops += 1
        page.keyboard.press("Tab")
        if place := page.evaluate(WHERE):
            unseen += [f"focus not seen: {place['html']}"] * (not place["seen"])
            unseen += [f"focus covered by {place['by']}: {place['html']}"] * bool(place["by"])
            waiting.pop(int(place["stop"] or -1), None)
    return unseen + [f"not reached: {html}" for html in waiting.values()]


@pytest.mark.parametrize(("name", "width"), WALKS)
def test_tab_reaches_everything_and_shows_where_it_is(name, width, visit):
    assert walk(visit(name, width)) == []


NO_RING = """
const rule = ":is(#stronger, :focus) { outline: none !important; box-shadow: none !important }";
document.head.insertAdjacentHTML("beforeend", `<style>${rule}</style>`);
"""
COVER = """
const line = "<p style='position: fixed; inset: auto 0 0; height: 60vh; background: red'>a line</p>";
document.body.insertAdjacentHTML("beforeend", line);
"""
NO_STOP = "document.querySelector('main a[href]').addEventListener('focus', (event) => event.target.blur())"


@pytest.mark.parametrize(
    ("breakage", "complaint"),
    [(NO_RING, "focus not seen"), (NO_STOP, "not reached"), (COVER, "focus covered by <p")],
    ids=["no ring", "no stop", "cover"],
)
def test_what_cannot_be_reached_or_seen_is_found(breakage, complaint, visit):
    page = visit("404.html")
    page.evaluate(breakage)
    assert any(complaint in said for said in walk(page))


def test_a_long_line_covers_no_field(visit):
    page = visit("book/sheet.html", width=320)
    page.evaluate("document.querySelector('nn-sheet > .nn-said').innerText = 'Words and more words. '.repeat(20)")
    assert walk(page) == []


NO_ROOM = "html { scroll-padding-bottom: 0 !important } nn-sheet > .nn-said { min-height: 4rem }"


def test_a_line_over_the_fields_is_seen(visit):
    page = visit("book/sheet.html")
    page.add_style_tag(content=NO_ROOM)
    assert any('focus covered by <div class="nn-said' in said and "<input" in said for said in walk(page))


def press_on(page, selector, key="Enter"):
    """Tab to a place, and press a key there."""
    place = page.locator(selector).locator("visible=true").first
    while not place.evaluate("(element) => element === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press(key)


def test_the_first_stop_skips_to_the_text(visit):
    page = visit("book/sgd.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


def test_a_search_finds_a_chapter(visit):
    page = visit("book/sgd.html")
    press_on(page, ".search-button__button")
    page.keyboard.type("softmax")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="The forward pass").first.wait_for()


def test_the_theme_changes_and_stays(visit, address):
    page = visit("book/glossary.html")
    seen = {page.evaluate("document.documentElement.dataset.theme")}
    for _ in range(3):
        press_on(page, ".theme-switch-button")
        seen.add(page.evaluate("document.documentElement.dataset.theme"))
    assert seen == {"light", "dark"}
    chosen = page.evaluate("document.documentElement.dataset.mode")
    page.goto(address + "book/notation.html")
    assert page.evaluate("document.documentElement.dataset.mode") == chosen


def test_a_phones_contents_open_lead_on_and_close(visit):
    page = visit("book/sgd.html", width=390)
    press_on(page, ".primary-toggle")
    page.locator("#pst-primary-sidebar-modal").wait_for()
    page.keyboard.press("Escape")
    page.locator("#pst-primary-sidebar-modal").wait_for(state="hidden")
    press_on(page, ".primary-toggle")
    press_on(page, "#pst-primary-sidebar-modal a:has-text('Glossary')")
    page.wait_for_url("**/glossary.html")


def test_code_unfolds_and_a_wide_formula_scrolls(visit):
    page = visit("book/forward.html", width=390)
    press_on(page, "details > summary")
    assert page.locator("details[open]").count() == 1
    page.evaluate(UNFOLD)
    wide = page.locator(".katex-display[tabindex='0']:visible").first
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(element) => element.scrollLeft > 0", arg=wide.element_handle())
