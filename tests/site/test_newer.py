"""JupyterLite tells that a saved chapter has changed, and loses no copy; no address leads nowhere; and canaries."""

import json
import re
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import expect

from tests.copies import SITE
from tests.site.conftest import served

CHANGED, KEPT = "This chapter has changed", "Your own copy of this chapter"
PUSHED = "Keep my copy, open the new chapter"
MINE, NEW = "my own words", "the new words"
READY = "window.jupyterapp?.restored.then(() => window.jupyterapp.shell.currentWidget?.context.ready.then(() => true))"
EDIT_AND_SAVE = """
async (text) => {
  const { shell, commands } = window.jupyterapp;
  shell.currentWidget.content.model.sharedModel.cells[0].setSource(text);
  await commands.execute("docmanager:save");
}
"""
FIRST_CELL = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[0].source"
NAMES = "window.jupyterapp.serviceManager.contents.get('').then(({ content }) => content.map(({ name }) => name))"


PLACE = "some/sub/path"


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """A host that has the site in a folder, with chapters that can be replaced."""
    root = tmp_path_factory.mktemp("host")
    for path in [*SITE.iterdir(), *SITE.glob("lite/*"), *SITE.glob("lite/files/*")]:
        copy = root / PLACE / path.relative_to(SITE)
        if path in (SITE / "lite", SITE / "lite/files"):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(path)
    with served(root) as address:
        yield root / PLACE, urljoin(address, f"{PLACE}/")


class Reader:
    """One who opens a chapter in JupyterLite again and again."""

    def __init__(self, page, folder, address):
        self.page, self.folder, self.address, self.failed = page, folder, address, []
        page.on("response", lambda response: response.status >= 400 and self.failed.append(response.url))
        page.on("dialog", lambda dialog: dialog.accept())

    def open(self, name="sgd.ipynb"):
        self.page.goto(f"{self.address}lite/notebooks/index.html?path={name}")
        self.ready()

    def ready(self):
        self.page.wait_for_function(READY)

    def save(self, text):
        self.page.evaluate(EDIT_AND_SAVE, text)

    @property
    def notices(self):
        """What the page has said, once there was time to say it."""
        self.page.wait_for_timeout(1500)
        return self.page.locator(".Toastify__toast").all_inner_texts()

    def says(self, words):
        """Sees that the page says this, and nothing else, however long it takes."""
        expect(self.page.locator(".Toastify__toast")).to_have_text(re.compile(words))

    def press(self, label):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label).click()
        self.ready()

    @property
    def first_cell(self):
        return self.page.evaluate(FIRST_CELL)

    def ship(self, version, text):
        """From now on the site has another chapter."""
        notebook = json.loads((SITE / "lite/files/sgd.ipynb").read_text(encoding="utf8"))
        notebook["metadata"]["version"], notebook["cells"][0]["source"] = version, text
        self._put(json.dumps(notebook))

    def ship_as_it_is(self):
        self._put((SITE / "lite/files/sgd.ipynb").read_text(encoding="utf8"))

    def _put(self, text):
        file = self.folder / "lite/files/sgd.ipynb"
        file.unlink()
        file.write_text(text, encoding="utf8")


@pytest.fixture
def reader(new_page, host):
    made = Reader(new_page(1280, service_workers="block"), *host)
    yield made
    made.ship_as_it_is()


def a_saved_copy_is_left_alone(reader):
    reader.open()
    reader.save(MINE)
    reader.open()
    assert (reader.notices, reader.first_cell) == ([], MINE)


def a_newer_chapter_is_told(reader):
    reader.open()
    reader.save(MINE)
    reader.ship("2", NEW)
    reader.open()
    reader.says(CHANGED)
    assert reader.first_cell == MINE


def test_a_newer_chapter_is_opened_beside_each_copy_which_has_what_was_written_last(reader):
    reader.ship(None, "words from before there were versions")
    a_newer_chapter_is_told(reader)
    reader.page.evaluate(EDIT_AND_SAVE.replace("await commands", "//"), "not saved yet")
    reader.press(PUSHED)
    assert reader.first_cell == NEW
    reader.says(KEPT)
    reader.ship("3", "newer words")
    reader.open()
    reader.says(KEPT)
    assert reader.first_cell == "newer words"  # the new chapter was never saved
    reader.save("my second words")
    reader.ship("4", "the newest words")
    reader.open()
    reader.press(PUSHED)
    assert reader.first_cell == "the newest words"
    assert {"sgd (my copy).ipynb", "sgd (my copy 2).ipynb"} <= set(reader.page.evaluate(NAMES))
    reader.press("Open sgd (my copy 2).ipynb")
    assert unquote(reader.page.url).endswith("?path=sgd (my copy 2).ipynb")
    assert (reader.notices, reader.first_cell) == ([], "my second words")
    reader.open("sgd (my copy).ipynb")
    assert reader.first_cell == "not saved yet"


@pytest.mark.parametrize(
    ("file", "old", "new", "story"),
    [
        ("newer.js", "!== current.metadata.version", "!== 0", a_saved_copy_is_left_alone),
        ("notebooks/index.html", "newer.js", "older.js", a_newer_chapter_is_told),
    ],
    ids=["says it always", "is not loaded"],
)
def test_a_script_that_does_not_tell_is_seen(file, old, new, story, reader):
    text = (SITE / "lite" / file).read_text(encoding="utf8")
    assert old in text
    reader.page.route(f"**/lite/{file}*", lambda route: route.fulfill(body=text.replace(old, new)))
    with pytest.raises(AssertionError):
        story(reader)


@pytest.mark.parametrize("name", ["lite/", "lite/index.html", "lite/tree", "lite/tree/"])
def test_every_address_leads_to_a_chapter(name, reader):
    reader.page.goto(reader.address + name, wait_until="commit")
    reader.page.wait_for_url(
        "**/some/sub/path/lite/notebooks/index.html?path=index.ipynb", wait_until="domcontentloaded"
    )
    assert "cells" in (SITE / "lite/files/index.ipynb").read_text(encoding="utf8")
    assert reader.failed == []


def test_an_address_that_leads_nowhere_is_seen(reader):
    body = '<meta http-equiv="refresh" content="0; url=lab/index.html">'
    reader.page.route("**/lite/index.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    reader.page.goto(reader.address + "lite/index.html")
    reader.page.wait_for_url("**/lab/index.html")
    assert [url.removeprefix(reader.address) for url in reader.failed] == ["lite/lab/index.html"]


def said_without(reader, forbidden):
    reader.page.add_init_script(forbidden)
    reader.page.goto(f"{reader.address}lite/notebooks/index.html?path=sgd.ipynb")
    reader.page.wait_for_timeout(1500)
    return reader.page.locator("body").inner_text()


FORBIDDEN = """
for (const name of ["localStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""


def test_without_storage_its_page_says_what_is_missing(reader):
    assert "blocks the storage" in said_without(reader, FORBIDDEN)


def test_a_page_that_stays_empty_without_storage_is_seen(reader):
    reader.page.route("**/lite/needs.js", lambda route: route.fulfill(body=""))
    assert "blocks the storage" not in said_without(reader, FORBIDDEN)
