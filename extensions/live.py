"""The interactive parts: pages load the elements' script; worked lines are folded."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from workbook.marking.problems import the_assignment
from workbook.marking.program import program

SCRIPT = "live.js"
BUNDLER = "node_modules/esbuild-wasm/bin/esbuild"
NODE = Path(sys.executable).with_name("node")
ELEMENT = re.compile(r"<nn-(\w+)")
TURN = re.compile(r'<nn-turn steps="([^"]*)">')
logger = logging.getLogger(__name__)

WITHOUT_SCRIPTS = {
    "turn": "If JavaScript is on, you can type your numbers here and have each one marked.",
    "sheet": "If JavaScript is on, you can fill in the sheet here and have each number marked.",
    "live": "If JavaScript is on, you can change each number here and see how the results change.",
    "homework": "If JavaScript is on, you can select your network here and use its numbers on the sheet.",
    "activation": "If JavaScript is on, a slider here moves a point along the curve.",
    "rate": "If JavaScript is on, a slider here sets the learning rate of the step.",
}
"""What each element would be, said where it stands."""

FOLDED = '<details class="nn-worked"><summary>The working</summary>'


def fold_worked_lines(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Behind a box with fields the cells are folded: no digit is seen too soon."""
    if app.builder.format != "html":
        return
    for raw in list(doctree.findall(nodes.raw)):
        if not TURN.search(raw.astext()):
            continue
        if complaint := _complaint(raw):
            logger.warning("%s", complaint, location=raw)
            continue
        box = _box(raw)
        raw.children = [nodes.Text(TURN.sub(_with_room, raw.astext()))]
        behind = box.parent.index(box) + 1
        end = behind
        while end < len(box.parent) and "cell" in box.parent[end].get("classes", []):
            end += 1
        if end == behind:
            logger.warning("no cell stands behind %s", raw.astext(), location=raw)
            continue
        box.parent.insert(end, nodes.raw("", "</details>", format="html"))
        box.parent.insert(behind, nodes.raw("", FOLDED, format="html"))


def _complaint(raw: nodes.raw) -> str:
    """What is wrong with the requested fields, or an empty string."""
    steps = " ".join(TURN.findall(raw.astext())).split()
    shapes = the_assignment().shapes
    if unknown := [step for step in steps if step not in shapes]:
        return f"nn-turn: expected steps of {', '.join(shapes)}; got {unknown[0]!r}"
    if not steps:
        return "nn-turn: expected the names of steps, got none"
    if not _box(raw):
        return f"nn-turn: expected an admonition around it; got none: {raw.astext()}"
    return ""


def _box(raw: nodes.Node) -> Any:
    """The box around the fields."""
    while raw and not isinstance(raw, nodes.Admonition):
        raw = raw.parent
    return raw


def _with_room(turn: re.Match[str]) -> str:
    """The element with its lines of fields: one for a column, otherwise one for each row."""
    shapes = [the_assignment().shapes[step] for step in turn[1].split()]
    lines = sum(rows if columns > 1 else 1 for rows, columns in shapes)
    return f'<nn-turn steps="{turn[1]}" style="--lines: {lines}">'


def load_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    body = context.get("body", "")
    if ELEMENT.search(body):
        app.add_js_file(SCRIPT, loading_method="defer")
        context["body"] = ELEMENT.sub(_said_without_scripts, body)


def _said_without_scripts(element: re.Match[str]) -> str:
    words = WITHOUT_SCRIPTS[element[1]]
    return f'<noscript><p class="nn-missing">{words}</p></noscript>{element[0]}'


def write_script(app: Sphinx) -> None:
    """The modules as they are, and one script of all for every promised browser."""
    if app.builder.format != "html":
        return
    modules = Path(app.outdir) / "_static/live"
    shutil.copytree(Path(app.srcdir) / "book/_static/live", modules, dirs_exist_ok=True)
    (modules / "engine/program.js").write_text(as_module(program()), encoding="utf8")
    promised = json.loads((Path(app.srcdir) / "package.json").read_text("utf8"))
    targets = ",".join(targets_of(promised["browserslist"]))
    options = ["--bundle", "--minify", f"--target={targets}", "--log-level=warning"]
    command: list[str | Path] = [NODE, Path(app.srcdir) / BUNDLER, modules / "all.js", *options]
    bundler = subprocess.Popen([*command, f"--outfile={modules.parent / SCRIPT}"])

    def finish(app: Sphinx, env: BuildEnvironment) -> None:
        """Pages are read meanwhile; those that load the script need it for its version."""
        if bundler.wait():
            raise ExtensionError(f"{SCRIPT}: esbuild refuses the modules")

    app.connect("env-updated", finish)


def as_module(data: Any) -> str:
    """Data as a module. Browsers read JSON in a third of the time that they need for the same as a script."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("\\", r"\\").replace("'", r"\'")
    return f"export default JSON.parse('{text}');\n"


def targets_of(browsers: list[str]) -> list[str]:
    """The browsers of package.json, as esbuild names them."""
    return [each.replace(" >= ", "").replace("ios_saf", "ios") for each in browsers]


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", fold_worked_lines)
    app.connect("html-page-context", load_script)
    app.connect("builder-inited", write_script)
