"""The whole book as a PDF: among the downloads once it was printed, and not before."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


def add_download(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    printed = [path.name for path in Path(app.outdir).glob("*.pdf")]
    for group in context["header_buttons"]:
        if printed and group["label"] == "download-buttons":
            group["buttons"].append(
                {
                    "type": "link",
                    "url": context["pathto"](printed[0], resource=True),
                    "text": "The whole book, .pdf",
                    "tooltip": "The whole book, to print",
                    "icon": "fas fa-file-pdf",
                    "label": "whole-book",
                }
            )


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", add_download, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
