"""What a page says of the whole book, collected while the site is built."""

import inspect
from pathlib import Path

from docutils import nodes
from gates.all_gates import GATES
from gates.counts import counts
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

logger = logging.getLogger(__name__)


class Number(nodes.Inline, nodes.Element):
    """Stands where a count comes in once every page is read."""


class Exercises(nodes.General, nodes.Element):
    """Stands where the list of exercises comes in once every page is read."""


class CountRole(SphinxRole):
    """{count}`results` is the number of results."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        number = Number(name=self.text)
        self.set_source_info(number)
        return [number], []


class GateDirective(SphinxDirective):
    """A gate by its title, with what the page says of it and its place in the code."""

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
        docstring = inspect.getdoc(gate) or ""
        explained += nodes.paragraph("", "", code, nodes.Text(f": {docstring}"))
        term = nodes.term("", title[0].upper() + title[1:])
        return [
            nodes.definition_list(
                "", nodes.definition_list_item("", term, explained), classes=["gate"]
            )
        ]


class ExercisesDirective(SphinxDirective):
    """The exercises of all chapters, in the book's order."""

    def run(self) -> list[nodes.Node]:
        return [Exercises()]


def every_gate_is_explained(app: Sphinx, env: BuildEnvironment) -> None:
    explained = {
        title for page in env.metadata.values() for title in page.get("gates", [])
    }
    for title in GATES:
        if title not in explained:
            logger.warning("no page explains the gate %r", title)


def fill_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if list(doctree.findall(Number)):
        numbers = all_counts(app)
        for number in list(doctree.findall(Number)):
            name = number["name"]
            if name not in numbers:
                logger.warning("nothing counts %r", name, location=number)
            number.replace_self(nodes.Text(f"{numbers.get(name, 0):,}"))
    for place in list(doctree.findall(Exercises)):
        place.replace_self(exercises(app, docname))


def all_counts(app: Sphinx) -> dict[str, int]:
    doctrees = [app.env.get_doctree(docname) for docname in app.env.found_docs]
    return {
        **counts(Path(app.srcdir)),
        "gates": len(GATES),
        "exercises": len(registered(app.env)),
        "pages": len(doctrees),
        "formulas": sum(
            isinstance(node, nodes.math | nodes.math_block) and is_shown(node)
            for tree in doctrees
            for node in tree.findall()
        ),
    }


def is_shown(formula: nodes.Element) -> bool:
    """Not where an output comes in two forms: the page takes the HTML."""
    form = formula.parent
    return form.get("mime_type") != "text/latex" or not any(
        other["mime_type"] == "text/html" for other in form.parent
    )


def registered(env: BuildEnvironment) -> dict[str, nodes.Element]:
    """Each exercise under its label."""
    return {
        label: entry["node"]
        for label, entry in getattr(env, "sphinx_exercise_registry", {}).items()
        if entry["type"].startswith("exercise")
    }


def exercises(app: Sphinx, docname: str) -> nodes.definition_list:
    """Under the title of each chapter its exercises, each with a link."""
    env = app.env
    listed = nodes.definition_list()
    for chapter in env.toctree_includes[app.config.root_doc]:
        found = {
            label: node
            for label, node in registered(env).items()
            if node["docname"] == chapter
        }
        if not found:
            continue
        items = nodes.bullet_list()
        address = app.builder.get_relative_uri(docname, chapter)
        for label, node in found.items():
            number = env.toc_fignumbers[chapter]["exercise"][label][0]
            subtitle = node.children[0].children[1].astext()
            link = nodes.reference(
                "", f"{number}. {subtitle}", refuri=f"{address}#{label}", internal=True
            )
            items += nodes.list_item("", nodes.paragraph("", "", link))
        term = nodes.term("", env.titles[chapter].astext())
        listed += nodes.definition_list_item("", term, nodes.definition("", items))
    return listed


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_role("count", CountRole())
    app.add_directive("gate", GateDirective)
    app.add_directive("exercises", ExercisesDirective)
    app.connect("env-check-consistency", every_gate_is_explained)
    app.connect("doctree-resolved", fill_in)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
