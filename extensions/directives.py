"""The book's own roles and directives: what a page says about the whole book, collected while the site is built."""

import inspect
import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx_exercise.nodes import exercise_enumerable_node

from extensions.maths import is_formula
from gates.all_gates import GATES
from gates.counts import counts

logger = logging.getLogger(__name__)


class CountRole(SphinxRole):
    """{count}`results` is the number of results. It comes in once every page is read."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        number = nodes.inline("", "", count=self.text)
        self.set_source_info(number)
        return [number], []


class BrowsersRole(SphinxRole):
    """{browsers}`oldest` names the oldest browsers that package.json promises."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.Text(oldest_browsers(Path(self.env.srcdir)))], []


def oldest_browsers(root: Path) -> str:
    promised = json.loads((root / "package.json").read_text("utf8"))["browserslist"]
    versions = dict(each.split(" >= ") for each in promised)
    *names, last = [f"{name.capitalize()} {versions[name]}" for name in ("chrome", "firefox", "safari")]
    return f"{', '.join(names)} and {last}"


class GateDirective(SphinxDirective):
    """A gate by its title, with what the page says about it and its place in the code."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        title = self.arguments[0]
        if title not in GATES:
            raise self.error(f"there is no gate {title!r}")
        self.env.metadata[self.env.docname].setdefault("gates", []).append(title)
        gate = GATES[title]
        explained = nodes.definition()
        self.state.nested_parse(self.content, self.content_offset, explained)
        code = nodes.literal("", f"{gate.__module__}.{gate.__name__}")
        explained += nodes.paragraph("", "", code, nodes.Text(f": {inspect.getdoc(gate)}"))
        item = nodes.definition_list_item("", nodes.term("", title[0].upper() + title[1:]), explained)
        return [nodes.definition_list("", item, classes=["gate"])]


def every_gate_is_explained(app: Sphinx, env: BuildEnvironment) -> None:
    explained = {title for page in env.metadata.values() for title in page.get("gates", [])}
    for title in GATES:
        if title not in explained:
            logger.warning("no page explains the gate %r", title)


class ExercisesDirective(SphinxDirective):
    """The exercises of all chapters, in the book's order."""

    def run(self) -> list[nodes.Node]:
        return [nodes.definition_list("", exercises=True)]


def note(app: Sphinx, doctree: nodes.document) -> None:
    """What other pages say about each page that is read."""
    page = app.env.metadata[app.env.docname]
    page["formulas"] = sum(map(is_shown, doctree.findall(is_formula)))
    # Private, sphinx-exercise 1.2.1: where exercises are no longer counted, see what its directive puts on a page.
    found = doctree.findall(exercise_enumerable_node)
    page["exercises"] = {node["label"]: next(node.findall(nodes.subtitle)).astext() for node in found}


def is_shown(formula: nodes.Element) -> bool:
    """Not where an output comes in two forms: the page takes the HTML."""
    # Private, MyST-NB 1.4.0: where formulas are counted twice, see what its nodes of outputs say of their kind.
    form = formula.parent
    return form.get("mime_type") != "text/latex" or not any(other["mime_type"] == "text/html" for other in form.parent)


def fill_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    places = [node for node in doctree.findall(nodes.inline) if "count" in node]
    numbers = all_counts(app) if places else {}
    for place in places:
        if place["count"] not in numbers:
            logger.warning("nothing counts %r", place["count"], location=place)
        place.replace_self(nodes.Text(f"{numbers.get(place['count'], 0):,}"))
    for place in doctree.findall(nodes.definition_list):
        if "exercises" in place:
            place += exercises(app, docname)


def all_counts(app: Sphinx) -> dict[str, int]:
    pages = app.env.metadata.values()
    return {
        **counts(Path(app.srcdir)),
        "gates": len(GATES),
        "pages": len(pages),
        "exercises": sum(len(page["exercises"]) for page in pages),
        "formulas": sum(page["formulas"] for page in pages),
    }


def exercises(app: Sphinx, docname: str) -> list[nodes.Node]:
    """Under the title of each chapter its exercises, each with a link."""
    env = app.env
    listed = []
    for chapter in env.toctree_includes[app.config.root_doc]:
        items = nodes.bullet_list()
        address = app.builder.get_relative_uri(docname, chapter)
        for label, title in env.metadata[chapter]["exercises"].items():
            # Private, Sphinx 7.4.7: where the numbers are missing, ask how its own {numref} finds them.
            number = env.toc_fignumbers[chapter]["exercise"][label][0]
            link = nodes.reference("", f"{number}. {title}", refuri=f"{address}#{label}", internal=True)
            items += nodes.list_item("", nodes.paragraph("", "", link))
        if len(items):
            term = nodes.term("", env.titles[chapter].astext())
            listed.append(nodes.definition_list_item("", term, nodes.definition("", items)))
    return listed


def setup(app: Sphinx) -> None:
    app.add_role("count", CountRole())
    app.add_role("browsers", BrowsersRole())
    app.add_directive("gate", GateDirective)
    app.add_directive("exercises", ExercisesDirective)
    app.connect("doctree-read", note)
    app.connect("env-check-consistency", every_gate_is_explained)
    app.connect("doctree-resolved", fill_in)
