"""What is named otherwise than it is shown gets its right name (WCAG 2.5.3)."""

from typing import Any

from sphinx.application import Sphinx

WRONG_NAME = ' aria-label="Toggle hidden content"'
"""On the summary of a folded cell, which reads "Show code cell source"."""


def mend(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if "body" in context:
        context["body"] = context["body"].replace(WRONG_NAME, "")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
