"""Each element of the pages on a page of its own, `embed/<name>.html`, which another site shows in an iframe."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from sphinx.application import Sphinx

ELEMENT = re.compile(r"(?:<noscript>(?:(?!</noscript>).)*</noscript>)?<nn-(\w+)([^>]*)>.*?</nn-\1>", re.DOTALL)
STEPS = re.compile(r'steps="([^"]*)"')

Elements = dict[str, tuple[str, str]]


def collect(
    elements: Elements, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Remember the elements of a page, each with what it says if scripts do not run, under the page's title."""
    if doctree is None:
        return
    for found in ELEMENT.finditer(context["body"]):
        steps = STEPS.search(found[2])
        words = steps[1].split() if steps else re.findall(r"[\w-]+", found[2])
        title = app.env.titles[pagename].astext()
        elements["-".join([found[1], *words])] = f"{title}: {' '.join(words)}" if words else title, found[0]


def pages(elements: Elements, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    for name, (title, element) in elements.items():
        yield f"embed/{name}", {"name": title, "element": element}, "embed.html"


def setup(app: Sphinx) -> None:
    elements: Elements = {}
    # After all that changes a page's text.
    app.connect("html-page-context", partial(collect, elements), priority=950)
    app.connect("html-collect-pages", partial(pages, elements))
