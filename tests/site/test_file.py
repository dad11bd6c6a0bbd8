"""Opened as files the pages work, or say what needs a server; without scripts, what is missing; and canaries."""

import os
import shutil

import pytest

from tests.copies import SITE, pages
from tests.full import FULL
from tests.site.test_firefox import Firefox
from tests.site.test_firefox import broken as with_another_text

PAGES = [str(path.relative_to(SITE)) for path in pages(SITE) if path.name != "404.html"]  # that needs a host
ELEMENTS = ["book/forward.html", "book/live.html", "book/sgd.html", "book/sheet.html", "book/homework.html"]
WITHOUT_FIREFOX = not (os.environ.get("FIREFOX", "firefox") or os.environ.get("CI"))
"""`make test` says so in its last line."""

BROWSERS = ["chromium"] if WITHOUT_FIREFOX else ["chromium", "firefox"]
KINDS = "nn-turn, nn-sheet, nn-live, nn-homework, nn-activation, nn-rate"

FAULTS = f"""
(() => {{
  document.querySelectorAll("details").forEach((fold) => {{ fold.open = true; }});
  const said = document.querySelector(".bd-article-container > .nn-missing");
  const works = (each) => each.matches(":defined") && each.innerText.trim();
  const dead = [...document.querySelectorAll("{KINDS}")].filter((each) => !works(each));
  const fonts = [...document.fonts].filter(({{ status }}) => status === "error");
  return [
    ...(said?.innerText.includes("opened this page as a file") ? [] : ["the page does not say that it is a file"]),
    ...(document.querySelector('a[href*="lite/notebooks"]') ? ["a chapter is offered to run"] : []),
    ...(document.querySelector(".nn-fails") ? ["an element says that it fails"] : []),
    ...dead.map(({{ localName }}) => `${{localName}} does not work`),
    ...fonts.map(({{ family }}) => `no font ${{family}}`),
  ];
}})()
"""
COPIED = """
(() => {
  document.querySelector("button.copybtn").click();
  return new Promise((done) => setTimeout(() => done(document.querySelector("button.copybtn").dataset.tooltip), 300));
})()
"""
RESULTS = "document.querySelector('.search-summary')?.innerText.includes('found')"
LINKS = "[...document.querySelectorAll('#search-results a')].map((link) => link.href)"


class Chromium:
    """It does the tasks that the driver of Firefox does."""

    def __init__(self, page):
        self.page, self.complaints = page, []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def visit(self, address):
        self.page.goto(address)

    def run(self, script):
        return self.page.evaluate(script)

    def wait(self, script):
        self.page.wait_for_function(script)


class FirefoxPage:
    def __init__(self, firefox):
        self.firefox, self.complaints = firefox, []

    def ask(self, task, **rest):
        answer = self.firefox.ask(task, **rest)
        self.complaints = answer["complaints"]
        return answer["found"]

    def visit(self, address):
        self.ask("go", address=address)

    def run(self, script):
        return self.ask("run", script=script)

    def wait(self, script):
        self.ask("wait", script=script)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    started = Firefox(tmp_path_factory.mktemp("home"))
    yield started
    started.close()


@pytest.fixture(params=BROWSERS)
def opened(request):
    """A page, and in its `complaints` what went wrong on it."""
    if request.param == "chromium":
        page = request.getfixturevalue("new_page")(1280)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        return Chromium(page)
    firefox = request.getfixturevalue("firefox")
    firefox("open", width=1280)
    return FirefoxPage(firefox)


def faults(page, name, site=SITE):
    page.visit((site / name).as_uri())
    page.wait("document.readyState === 'complete'")
    page.run("document.fonts.ready.then(() => 1)")
    return [*page.run(FAULTS), *page.complaints]


@pytest.mark.parametrize("name", PAGES if FULL else [*ELEMENTS, "book/glossary.html", "genindex.html", "search.html"])
def test_a_page_works_or_says_so(name, opened):
    assert faults(opened, name) == []


def test_code_is_copied(opened):
    faults(opened, "book/forward.html")
    assert opened.run(COPIED) == "Copied!"


def search(page, site=SITE):
    """What is found, with whatever a search asks for in vain."""
    page.visit((site / "search.html").as_uri() + "?q=softmax")
    page.wait(RESULTS)
    page.run("new Promise((done) => setTimeout(() => done(1), 500))")
    return page.run(LINKS)


def test_the_search_finds_without_excerpts(opened):
    assert any("book/forward.html" in link for link in search(opened))
    assert opened.complaints == []


def test_the_address_of_the_network_follows(opened):
    faults(opened, "book/live.html")
    opened.run(
        "(() => { const field = document.querySelector('nn-live .nn-cell input'); field.value = '1.25';"
        "field.dispatchEvent(new Event('input', { bubbles: true }));"
        "field.dispatchEvent(new Event('change', { bubbles: true })); })()"
    )
    opened.wait("location.search.startsWith('?W1=1.25')")


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(SITE, tmp_path / "html", ignore=shutil.ignore_patterns("lite"))


@pytest.mark.parametrize(
    ("files", "old", "new", "complaint"),
    [
        ("book/forward.html", "opened.js", "unopened.js", "the page does not say that it is a file"),
        ("_static/opened.js", "link.remove()", "link", "a chapter is offered to run"),
        ("book/forward.html", "live.js", "dead.js", "nn-turn does not work"),
        ("_static/site.css", "KaTeX_Main-Regular", "KaTeX_Lost", "no font KaTeX_Main"),
    ],
    ids=["no word", "offered", "dead elements", "no font"],
)
def test_what_is_broken_is_seen(files, old, new, complaint, opened, copy):
    with_another_text(copy, files, old, new)
    assert complaint in [each.replace('"', "") for each in faults(opened, "book/forward.html", copy)]


def test_a_search_that_asks_in_vain_is_seen(opened, copy):
    with_another_text(copy, "_static/opened.js", "SHOW_SEARCH_SUMMARY = false", "SHOW_SEARCH_SUMMARY = true")
    search(opened, copy)
    assert opened.complaints != []


def test_a_chapter_that_is_opened_as_a_file_says_what_it_needs(opened):
    opened.visit((SITE / "lite/notebooks/index.html").as_uri() + "?path=sgd.ipynb")
    opened.wait("document.body")
    assert "it needs a server" in opened.run("document.body.innerText")


def test_a_chapter_that_stays_empty_is_seen(opened, copy):
    shutil.copytree(SITE / "lite/notebooks", copy / "lite/notebooks")
    opened.visit((copy / "lite/notebooks/index.html").as_uri() + "?path=sgd.ipynb")
    assert "it needs a server" not in opened.run("document.body.innerText")


SAID = f"""
document.querySelectorAll("details").forEach((fold) => {{ fold.open = true; }});
[...document.querySelectorAll("{KINDS}")].map((element) => {{
  const said = element.previousElementSibling;
  return said?.localName === "noscript" && said.getBoundingClientRect().height > 10 ? said.innerText : "";
}})
"""


def missing_words(new_page, name, site=SITE):
    """How many elements stand on a page, and how many have no word when scripts are off."""
    page = new_page(1280, java_script_enabled=False)
    page.goto((site / name).as_uri())
    said = page.evaluate(SAID)
    return len(said), sum("If JavaScript is on" not in words for words in said)


@pytest.mark.parametrize("name", ELEMENTS)
def test_without_scripts_each_element_says_what_it_would_be(name, new_page):
    elements, silent = missing_words(new_page, name)
    assert elements
    assert silent == 0


def test_an_element_that_says_nothing_is_seen(new_page, copy):
    with_another_text(copy, "book/forward.html", "If JavaScript is on, a slider", "A slider")
    assert missing_words(new_page, "book/forward.html", copy)[1] == 1


def test_a_page_from_a_server_says_nothing_of_files(new_page, address):
    page = new_page(1280)
    page.goto(address + "book/forward.html")
    assert page.locator(".nn-missing:visible").count() == 0
    assert page.locator('a[href*="lite/notebooks"]').count() > 0
