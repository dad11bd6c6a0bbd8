"""A button on each chapter that runs it in the reader's browser, with JupyterLite."""

from typing import Any

from sphinx.application import Sphinx

TOOLTIP = "Run this chapter in your browser (loads Python from cdn.jsdelivr.net)"


def add_button(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    source = app.env.doc2path(pagename, base=False) if doctree is not None else ""
    if str(source).endswith(".ipynb"):
        notebook = str(source).rpartition("/")[2]
        address = context["pathto"]("lite/notebooks/index.html", resource=True)
        context["header_buttons"].insert(
            0,
            {
                "type": "link",
                "url": f"{address}?path={notebook}",
                "tooltip": TOOLTIP,
                "icon": "fas fa-play",
                "label": "run-button",
            },
        )


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", add_button, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
