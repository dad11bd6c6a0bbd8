"""Maths is set by KaTeX while the site is built; bad TeX is a warning at its place.

What reads a page as text (the search, previews) gets a formula's symbols, not its TeX.
"""

import json
import re
import shutil
import subprocess
import sys
from html import escape, unescape
from pathlib import Path
from typing import Any

from colours import coloured
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

KATEX = Path("node_modules/katex/dist")
TYPESETTER = Path(__file__).with_name("typeset.cjs")
HEIGHT = re.compile(r'class="katex-strut" style="height:([\d.]+)em')
"""How high a formula is, for a browser that has not laid it out yet."""

MATHML = re.compile(r"<math.*?(?=<annotation)", re.DOTALL)
TAG = re.compile(r"<[^>]*>")

NODE = Path(sys.executable).with_name("node")

logger = logging.getLogger(__name__)


class Typesetter:
    """One node process for the whole build, fed line by line."""

    def __init__(self, katex: Path) -> None:
        self.process = subprocess.Popen(
            [NODE, TYPESETTER, katex.absolute()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf8",
        )

    def html(self, tex: str, display: bool) -> str:
        """The formula in colour, as HTML and MathML that quotes it as it was written.

        Raises: ValueError, when KaTeX refuses it.
        """
        in_colour = coloured(tex)
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"tex": in_colour, "display": display}) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return str(answer["html"]).replace(escape(in_colour), escape(tex))

    def close(self) -> None:
        self.process.communicate()


def is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def typeset(app: Sphinx, node: nodes.Element) -> str:
    try:
        display = isinstance(node, nodes.math_block)
        return str(app.typesetter.html(node.astext(), display))
    except ValueError as error:
        logger.warning("maths: %s", error, location=node)
        return ""


def as_read(html: str) -> str:
    """The symbols and numbers of a formula, in their order."""
    mathml = " ".join(MATHML.findall(html)).replace("</mtd>", " ")
    return unescape(TAG.sub("", mathml))


def set_all(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format == "html":
        for node in list(doctree.findall(is_formula)):
            node["html"] = typeset(app, node)
            node.children = [nodes.Text(as_read(node["html"]))]


def html_of(translator: Any, node: nodes.Element) -> str:
    """A title in a list of contents stands in no page, so it is set here."""
    return str(node.get("html") or typeset(translator.builder.app, node))


def visit_inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(html_of(translator, node))
    raise nodes.SkipNode


def visit_block(translator: Any, node: nodes.math_block) -> None:
    html = html_of(translator, node)
    height = max(map(float, HEIGHT.findall(html)), default=1)
    translator.body.append(
        translator.starttag(node, "div", CLASS="math", style=f"--height: {height}")
    )
    translator.body.append(html)
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def start(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.typesetter = Typesetter(Path(app.srcdir) / KATEX)


def add_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    if doctree is not None and any(doctree.findall(is_formula)):
        app.add_css_file("katex/katex.min.css")
        app.add_js_file("copying.js", loading_method="defer")
    if pagename == "search":
        app.add_js_file("excerpts.js", loading_method="defer")


def finish(app: Sphinx, error: Exception | None) -> None:
    if app.builder.format != "html":
        return
    app.typesetter.close()
    target = Path(app.outdir) / "_static/katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(app.srcdir) / KATEX / "katex.min.css", target)
    for font in (Path(app.srcdir) / KATEX / "fonts").glob("*.woff2"):
        shutil.copy(font, target / "fonts")


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_block, None))
    app.connect("builder-inited", start)
    app.connect("doctree-resolved", set_all, priority=900)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
