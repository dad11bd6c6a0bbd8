"""Figures stand in the page itself and take its colours, from `workbook.palette`."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from workbook.palette import style_sheet

STYLE = """
html[data-theme] { --nn-paper: var(--pst-color-background); }
svg.nn-figure { display: block; width: 100%; max-width: 45rem; height: auto; }
div.math { overflow-x: auto; overflow-y: hidden; }
"""


def put_svgs_into_the_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format != "html":
        return
    for image in list(doctree.findall(nodes.image)):
        if image["uri"].endswith(".svg"):
            svg = (Path(app.srcdir) / image["uri"]).read_text(encoding="utf8")
            image.replace_self(nodes.raw("", svg, format="html"))


def add_colours(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    context["metatags"] = (
        context.get("metatags", "") + f"<style>{style_sheet()}{STYLE}</style>"
    )


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-resolved", put_svgs_into_the_page)
    app.connect("html-page-context", add_colours)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
