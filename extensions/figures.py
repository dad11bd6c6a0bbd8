"""Figures are part of the page itself, in the colours of `workbook.figures.palette`."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from workbook.figures.palette import style_sheet


def put_svgs_into_the_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for image in list(doctree.findall(nodes.image)):
        if image["uri"].endswith(".svg"):
            svg = (Path(app.srcdir) / image["uri"]).read_text(encoding="utf8")
            image.replace_self(nodes.raw("", svg, format="html"))


def write_palette(app: Sphinx, error: Exception | None) -> None:
    if app.builder.format == "html":
        (Path(app.outdir) / "_static/palette.css").write_text(style_sheet(), encoding="utf8")


def setup(app: Sphinx) -> None:
    app.add_css_file("palette.css")
    app.connect("doctree-resolved", put_svgs_into_the_page)
    app.connect("build-finished", write_palette)
