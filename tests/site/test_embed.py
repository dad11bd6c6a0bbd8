"""Each element alone, in an iframe on another page: sandboxed, light and dark, with its address; and canaries."""

import re

import pytest

from tests.copies import SITE
from tests.site.conftest import served
from tests.site.test_browser import AXE, violations

NAMES = sorted(path.stem for path in (SITE / "embed").glob("*.html"))
KINDS = ("activation", "homework", "live", "rate", "sheet", "turn-Z1")
LINE = '<iframe src="{}embed/{}" title="An element" width="100%" height="900" sandbox="allow-scripts"></iframe>'
"""What an author writes."""


@pytest.fixture
def framed(new_page, address, tmp_path):
    """Show an element in an iframe of another host's page. What goes wrong is in `complaints`."""

    def show(name, line=LINE, **options):
        page = new_page(1000, **options)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        (tmp_path / "slides.html").write_text(f"<!DOCTYPE html>{line.format(address, name)}", encoding="utf8")
        with served(tmp_path) as elsewhere:
            page.goto(f"{elsewhere}slides.html")
            frame = page.frames[1]
            frame.wait_for_function("() => document.querySelector('main') && !document.querySelector(':not(:defined)')")
        return page, frame

    return show


def test_every_element_has_a_page():
    in_the_book = {
        kind for path in SITE.glob("book/*.html") for kind in re.findall(r"<nn-(\w+)", path.read_text(encoding="utf8"))
    }
    assert {name.split("-")[0] for name in NAMES} == in_the_book
    assert set(KINDS) <= set(NAMES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS)
def test_an_element_works_in_a_sandbox(framed, name, scheme):
    page, frame = framed(f"{name}.html", color_scheme=scheme)
    assert frame.evaluate("document.documentElement.dataset.theme") == scheme
    assert frame.evaluate("origin") == "null"
    field = frame.locator("input:visible, select:visible").first
    field.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    frame.evaluate(AXE)
    assert violations(frame) == []
    assert frame.locator(".nn-fails, .bd-sidebar, .bd-header").count() == 0
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []


def test_an_address_holds_a_problem(framed):
    page, frame = framed("sheet.html?problem=35")
    assert frame.get_by_label("Problem, 0").first.input_value() == "35"
    page, frame = framed("live.html?x=3,-1,0.5,2")
    assert frame.locator("input").evaluate_all("all => all.some((each) => each.value === '3')")
    assert page.complaints == []


def test_a_number_is_marked(framed):
    page, frame = framed("turn-Z1.html")
    frame.locator("input").first.fill("1.35")
    frame.get_by_role("button", name="Check").click()
    assert frame.locator(".nn-verdict").first.inner_text() == "✓ right"
    frame.get_by_role("button", name="Clear").click()
    frame.get_by_role("button", name="Clear them").click()
    assert frame.locator(".nn-verdict").first.inner_text() == ""
    frame.locator("input").first.fill("1.36")
    frame.get_by_role("button", name="Check").click()
    assert "wrong here" in frame.locator(".nn-verdict").first.inner_text()
    assert page.complaints == []


def test_links_of_an_element_lead_to_another(framed):
    for name in NAMES:
        for link in re.findall(r'href="([^"#?:]+)', (SITE / f"embed/{name}.html").read_text(encoding="utf8")):
            assert (SITE / "embed" / link).exists(), (name, link)
    _, frame = framed("homework.html")
    frame.get_by_role("link", name="Work through it on the sheet").click()
    frame.locator("nn-sheet input").first.wait_for()


def test_what_throws_in_a_sandbox_is_seen(framed):
    line = '<iframe srcdoc="<main></main><script>localStorage.length</script>" sandbox="allow-scripts"></iframe>'
    page, _ = framed("", line)
    assert page.complaints != []
