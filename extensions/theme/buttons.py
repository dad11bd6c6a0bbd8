"""Buttons that run a chapter, in the reader's browser and where its repository is, and one that gets the whole book."""

import os
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from gates.needs import install

RUN = "Run this chapter in your browser"
FROM_ELSEWHERE = " (loads Python from cdn.jsdelivr.net)"
FIRST = "Open in Colab. Run this there first: "


def leave_out_services(app: Sphinx, config: Config) -> None:
    """Services fetch a chapter from its repository, and Colab only from GitHub."""
    options = config.html_theme_options
    if not options.get("repository_url"):
        options.pop("launch_buttons", None)
    elif "github.com" not in options["repository_url"]:
        options["launch_buttons"]["colab_url"] = ""


def add(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    # Private, sphinx-book-theme 1.3.0: if a button is missing, see what its header_buttons/ puts into header_buttons.
    buttons, pathto = context["header_buttons"], context["pathto"]
    groups = {button["label"]: button.get("buttons", []) for button in buttons}
    for button in groups.get("launch-buttons", []):
        if button["text"] == "Colab":
            button["tooltip"] = escape(FIRST + line_for_colab(app))
    for printed in Path(app.outdir).glob("*.pdf"):
        groups.get("download-buttons", []).append(whole_book(pathto(printed.name, resource=True)))
    if context.get("page_source_suffix") == ".ipynb":
        address = pathto("lite/notebooks/index.html", resource=True)
        buttons.insert(0, run(f"{address}?path={Path(pagename).name}.ipynb"))


def line_for_colab(app: Sphinx) -> str:
    """Binder installs the book's packages by itself, Colab does not."""
    return install(f"git+{app.config.html_theme_options['repository_url']}", Path(app.srcdir))


def run(address: str) -> dict[str, str]:
    tooltip = RUN if os.environ.get("JUPYTERLITE_PYODIDE_URL") else RUN + FROM_ELSEWHERE
    return {"type": "link", "url": address, "tooltip": tooltip, "icon": "fas fa-play", "label": "run-button"}


def whole_book(address: str) -> dict[str, str]:
    """Among the downloads once it is printed, and not before."""
    said = {"text": "The whole book, .pdf", "tooltip": "The whole book, to print"}
    return {"type": "link", "url": address, **said, "icon": "fas fa-file-pdf", "label": "whole-book"}


def setup(app: Sphinx) -> None:
    app.connect("config-inited", leave_out_services)
    app.connect("html-page-context", add, priority=600)
