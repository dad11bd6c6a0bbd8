"""Names are what is shown (WCAG 2.5.3) and stand for one thing; roles are right."""

from typing import Any

from sphinx.application import Sphinx

WRONG_NAME = ' aria-label="Toggle hidden content"'
"""On the summary of a folded cell, which reads "Show code cell source"."""

SHARED_NAMES = ' id="exercise-content"', ' id="solution-content"'
"""On every exercise of a page, and on every solution."""

WRONG_ROLES = ' role="list"', ' role="doc-biblioentry"'
"""The role says that the works are items of a list, and they are not."""


def mend(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if "body" in context:
        for attribute in (WRONG_NAME, *SHARED_NAMES, *WRONG_ROLES):
            context["body"] = context["body"].replace(attribute, "")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", mend)
