"""Buttons that run a chapter: in the reader's browser, and where its repository is."""

import os
from html import escape
from pathlib import Path
from typing import Any

from gates.needs import install
from sphinx.application import Sphinx
from sphinx.config import Config

RUN = "Run this chapter in your browser"
FROM_ELSEWHERE = " (loads Python from cdn.jsdelivr.net)"
FIRST = "Open in Colab. Run there first: "


def leave_out_services(app: Sphinx, config: Config) -> None:
    """Services fetch a chapter from its repository, and Colab from GitHub alone."""
    options = config.html_theme_options
    if not options.get("repository_url"):
        options.pop("launch_buttons", None)
    elif "github.com" not in options["repository_url"]:
        options["launch_buttons"]["colab_url"] = ""


def add_button(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    source = app.env.doc2path(pagename, base=False) if doctree is not None else ""
    if str(source).endswith(".ipynb"):
        notebook = str(source).rpartition("/")[2]
        address = context["pathto"]("lite/notebooks/index.html", resource=True)
        own_python = os.environ.get("JUPYTERLITE_PYODIDE_URL")
        context["header_buttons"].insert(
            0,
            {
                "type": "link",
                "url": f"{address}?path={notebook}",
                "tooltip": RUN if own_python else RUN + FROM_ELSEWHERE,
                "icon": "fas fa-play",
                "label": "run-button",
            },
        )


def tell_how_to_install(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Binder installs the book's packages by itself, Colab does not."""
    for group in context["header_buttons"]:
        for button in group.get("buttons", []):
            if button.get("text") == "Colab":
                repository = app.config.html_theme_options["repository_url"]
                line = install(f"git+{repository}", Path(app.srcdir))
                button["tooltip"] = escape(FIRST + line)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("config-inited", leave_out_services)
    app.connect("html-page-context", add_button, priority=600)
    app.connect("html-page-context", tell_how_to_install, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
