"""What answers back: pages load their elements' modules; worked lines are folded."""

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from workbook.marking.problems import the_assignment
from workbook.marking.program import program

MODULES = "_static/live"
ELEMENT = re.compile(r"<nn-(\w+)")
TURN = re.compile(r'<nn-turn steps="([^"]*)">')
FOLDED = '<details class="nn-worked"><summary>The worked lines</summary>'


def fold_worked_lines(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Behind a box with fields the cells are folded: no digit is seen too soon."""
    if app.builder.format != "html":
        return
    for raw in list(doctree.findall(nodes.raw)):
        if not TURN.search(raw.astext()):
            continue
        box = raw
        while not isinstance(box, nodes.Admonition):
            box = box.parent
        raw.children = [nodes.Text(TURN.sub(_with_room, raw.astext()))]
        behind = box.parent.index(box) + 1
        end = behind
        while end < len(box.parent) and "cell" in box.parent[end].get("classes", []):
            end += 1
        if end == behind:
            raise ValueError(f"{docname}: no cell stands behind {raw.astext()}")
        box.parent.insert(end, nodes.raw("", "</details>", format="html"))
        box.parent.insert(behind, nodes.raw("", FOLDED, format="html"))


def _with_room(turn: re.Match[str]) -> str:
    """The element with its lines of fields: one for a column, one for each row else."""
    shapes = [the_assignment().shapes[step] for step in turn[1].split()]
    lines = sum(rows if columns > 1 else 1 for rows, columns in shapes)
    return f'<nn-turn steps="{turn[1]}" style="--lines: {lines}">'


def load_modules(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    for name in sorted(set(ELEMENT.findall(context.get("body", "")))):
        app.add_js_file(f"live/{name}.js", type="module")


def write_program(app: Sphinx, error: Exception | None) -> None:
    if app.builder.format == "html" and not error:
        text = json.dumps(program(), separators=(",", ":"), ensure_ascii=False)
        module = Path(app.outdir) / MODULES / "program.js"
        module.write_text(f"export default {text};\n", encoding="utf8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-resolved", fold_worked_lines)
    app.connect("html-page-context", load_modules)
    app.connect("build-finished", write_program)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
