"""The one style sheet looks like all that it is made of, in what a reader can open too; and a canary."""

import importlib.util
import re
from pathlib import Path

import pytest

from tests.copies import ROOT
from tests.full import FULL

SITE = ROOT / "_build/html"
PAGES = [
    "book/exercises.html",
    "book/glossary.html",
    "book/sgd.html",
    "book/live.html",
    "genindex.html",
    "search.html?q=loss",
]

WHOLE = (SITE / "_static/site.css").read_text(encoding="utf8").split("*/")[0].removeprefix("/*").split()
"""The theme's style sheets and the extensions', in their order."""

LOOK = """
(names) => {
  const similar = [".katex", "pre", "svg"].flatMap((kind) => [...document.querySelectorAll(kind)].slice(3));
  const elements = [...document.querySelectorAll("body, body *")]
    .filter((element) => !similar.some((one) => one.contains(element)));
  return elements.flatMap((element) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    const hidden = part && style.content === "none";
    const values = hidden ? [] : names.map((name) => style.getPropertyValue(name));
    return [`${element.tagName}.${element.getAttribute("class")}${part}`, values];
  }));
}
"""
DIFFERENCES = f"""
async ([sheets, breakage]) => {{
  const names = [...getComputedStyle(document.body)];
  const look = {LOOK};
  if (breakage) document.head.insertAdjacentHTML("beforeend", `<style>${{breakage}}</style>`);
  const before = look(names);
  if (breakage) document.head.lastElementChild.remove();
  const bundle = document.querySelector('link[href*="_static/site.css"]');
  const folder = bundle.href.split("_static/site.css")[0];
  const loaded = sheets.map((name) => {{
    const sheet = Object.assign(document.createElement("link"), {{ rel: "stylesheet", href: folder + name }});
    bundle.before(sheet);
    return new Promise((done, fail) => Object.assign(sheet, {{ onload: done, onerror: fail }}));
  }});
  await Promise.all(loaded);
  bundle.remove();
  document.body.getBoundingClientRect();
  await document.fonts.ready;
  return look(names).flatMap(([element, values], i) => {{
    const changed = names.filter((_, j) => values[j] !== before[i][1][j]);
    return changed.length || element !== before[i][0] ? [`${{element}}: ${{changed}}`] : [];
  }});
}}
"""


@pytest.fixture
def differences(new_page, address):
    """Open a page and what can be opened on it, and compare each element's style with what the whole sheets give."""

    def compare(name, theme="light", width=1280, breakage=""):
        page = new_page(width, color_scheme=theme)
        page.goto(address + name, wait_until="networkidle" if "search" in name else "load")
        page.wait_for_function("() => !document.querySelector('main :not(:defined)')")
        page.evaluate("document.fonts.ready")
        if width > 1000 and page.locator("[data-bs-toggle=tooltip]:visible").count():
            page.locator("[data-bs-toggle=tooltip]:visible").first.hover()
            page.locator(".tooltip.show").wait_for()
        else:
            page.evaluate("document.querySelector('#pst-search-dialog').showModal()")
        page.add_style_tag(content="* { content-visibility: visible !important }")
        page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished))")
        return page.evaluate(DIFFERENCES, [WHOLE, breakage])

    return compare


VIEWS = [("light", 1280), ("dark", 390)]
LOOKS = [(name, *view) for i, name in enumerate(PAGES) for view in (VIEWS if FULL else [VIEWS[i % 2]])]


@pytest.mark.parametrize(("name", "theme", "width"), LOOKS)
def test_no_rule_is_missed(name, theme, width, differences):
    assert differences(name, theme, width) == []


def test_a_missing_rule_is_seen(differences):
    assert any("color" in said for said in differences("book/glossary.html", breakage="dt { color: red !important }"))


def test_nothing_that_the_theme_loads_is_left_out():
    theme = Path(importlib.util.find_spec("pydata_sphinx_theme").origin).parent / "theme/pydata_sphinx_theme/static"
    macros = (theme / "webpack-macros.html").read_text(encoding="utf8")
    assert re.findall(r"_static/styles/([\w-]+\.css)", macros) == ["theme.css", "pydata-sphinx-theme.css"]
    first = re.sub(r"/\*.*?\*/", "", (theme / "styles/theme.css").read_text(encoding="utf8"), flags=re.DOTALL)
    assert first.split() == ["@import", '"../basic.css";']
    assert WHOLE[:2] == ["_static/basic.css", "_static/styles/pydata-sphinx-theme.css"]


HEIGHTS = """
() => {
  const heights = () => [...document.querySelectorAll("div.math")].map((box) => box.getBoundingClientRect().height);
  const expected = heights();
  document.head.insertAdjacentHTML("beforeend", "<style>* { content-visibility: visible !important }</style>");
  return heights().map((height, i) => [expected[i], height]);
}
"""


@pytest.mark.parametrize(("breakage", "fits"), [("", True), ("div.math { --height: 1 !important }", False)])
def test_formulas_far_away_take_the_place_that_they_will_need(breakage, fits, browser, address):
    page = browser.new_page()
    page.goto(address + "book/backpropagation.html", wait_until="load")
    if breakage:
        page.add_style_tag(content=breakage)
    pairs = page.evaluate(HEIGHTS)
    page.close()
    assert len(pairs) > 12
    assert all(abs(expected - height) < 20 for expected, height in pairs) == fits
