"""A server for a folder of pages, and a browser."""

import contextlib
import functools
import http.server
import os
import threading
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.copies import SITE

PATH = urlsplit(os.environ.get("SITE_URL", "")).path.strip("/")
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    NO_OTHER_HOST,
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    """The address under which the folder is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of the built site, under the path for which it was built."""
    root = tmp_path_factory.mktemp("host") / "root"
    place = root / PATH
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(SITE)
    with served(root) as address:
        yield urljoin(address, f"{PATH}/".lstrip("/"))


@pytest.fixture
def new_page(browser):
    """Make a page of a width, without motion, in a context of its own that the test's end closes."""
    contexts = []

    def make(width, **options):
        size = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=size, reduced_motion="reduce", **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        return page

    yield make
    for context in contexts:
        context.close()
