"""Maths is set by KaTeX while the site is built; bad TeX is a warning at its place.

Anything that reads a page as text (the search, previews) gets a formula's symbols, not its TeX.
"""

import json
import re
import shutil
import subprocess
import sys
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from extensions.colours import coloured
from extensions.spacing import spaced

KATEX = Path("node_modules/katex/dist")
TYPESETTER = Path(__file__).with_name("typeset.cjs")
HEIGHT = re.compile(r'class="katex-strut" style="height:([\d.]+)em')
"""How high a formula is, for a browser that has not laid it out yet."""

MATHML = re.compile(r"<math.*?(?=<annotation)", re.DOTALL)
TAG = re.compile(r"<[^>]*>")

PUNCTUATION = re.compile(r"[.,;:!?)’”]+")
PART, FEW_PARTS = 'class="katex-base"', 2
"""A formula in a text is short that has at most two parts, between which a line may end."""

NODE = Path(sys.executable).with_name("node")

logger = logging.getLogger(__name__)


class Typesetter:
    """One node process for the whole build, fed line by line."""

    def __init__(self, katex: Path) -> None:
        command = [NODE, TYPESETTER, katex.absolute()]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf8")

    def html(self, tex: str, display: bool) -> str:
        """The formula in colour and with spacing, as HTML and as MathML that quotes it as it was written.

        Raises: ValueError if KaTeX refuses it.
        """
        in_colour = spaced(coloured(tex)) if display else coloured(tex)
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"tex": in_colour, "display": display}) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return str(answer["html"]).replace(escape(in_colour), escape(tex))

    def html_of(self, node: nodes.Element) -> str:
        try:
            return self.html(node.astext(), isinstance(node, nodes.math_block))
        except ValueError as error:
            logger.warning("maths: %s", error, location=node)
            return ""

    def close(self) -> None:
        """By force: if a process was forked meanwhile (sphinx-sitemap does that), the end of the pipe is never seen."""
        self.process.kill()
        self.process.communicate()


def is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def as_read(html: str) -> str:
    """The symbols and numbers of a formula, in their order."""
    mathml = " ".join(MATHML.findall(html)).replace("</mtd>", " ")
    return unescape(TAG.sub("", mathml))


def set_all(typesetter: Typesetter, app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in list(doctree.findall(is_formula)):
        node["html"] = typesetter.html_of(node)
        node.children = [nodes.Text(as_read(node["html"]))]
    for node in list(doctree.findall(nodes.math)):
        keep_with_punctuation(node)


def keep_with_punctuation(node: nodes.math) -> None:
    """No line begins with the comma that follows a short formula."""
    after = node.next_node(descend=False, siblings=True)
    found = PUNCTUATION.match(after.astext()) if isinstance(after, nodes.Text) else None
    if found and node["html"].count(PART) <= FEW_PARTS:
        rest = nodes.Text(after.astext()[found.end() :])
        after.parent.replace(after, rest)
        node.replace_self(nodes.inline("", "", node.deepcopy(), nodes.Text(found[0]), classes=["nn-keep"]))


def write_inline(typesetter: Typesetter, translator: Any, node: nodes.math) -> None:
    """A title in a list of contents is not part of any page, so it is set here."""
    translator.body.append(node.get("html") or typesetter.html_of(node))
    raise nodes.SkipNode


def write_block(translator: Any, node: nodes.math_block) -> None:
    height = max(map(float, HEIGHT.findall(node["html"])), default=1)
    translator.body.append(translator.starttag(node, "div", CLASS="math", style=f"--height: {height}"))
    translator.body.append(node["html"])
    # Private, Sphinx 7.4.7: if numbers of equations are missing, see how sphinx.ext.mathjax writes them.
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def add_files(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if doctree is not None and any(doctree.findall(is_formula)):
        app.add_css_file("katex/katex.min.css")
        app.add_js_file("copying.js", loading_method="defer")
    if pagename == "search":
        app.add_js_file("excerpts.js", loading_method="defer")


def finish(typesetter: Typesetter, app: Sphinx, error: Exception | None) -> None:
    typesetter.close()
    source, target = Path(app.srcdir) / KATEX, Path(app.outdir) / "_static/katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for path in [source / "katex.min.css", *source.glob("fonts/*.woff2")]:
        shutil.copy(path, target / path.relative_to(source))


def setup(app: Sphinx) -> None:
    typesetter = Typesetter(Path(app.srcdir) / KATEX)
    app.add_html_math_renderer("katex", (partial(write_inline, typesetter), None), (write_block, None))
    app.connect("doctree-resolved", partial(set_all, typesetter), priority=900)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", partial(finish, typesetter))
