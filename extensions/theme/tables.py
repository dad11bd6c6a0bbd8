"""In a table of numbers a minus sign is one, not a hyphen."""

import re
from typing import Any

from sphinx.application import Sphinx

HYPHEN = re.compile(r"(<td[^>]*>(?:<p>)?)-(?=[\d.])")


def with_minus_signs(html: str) -> str:
    """The page, with a minus sign in each cell that begins with a negative number."""
    return HYPHEN.sub("\\1−", html)


def mend(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if "body" in context:
        context["body"] = with_minus_signs(context["body"])


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", mend)
