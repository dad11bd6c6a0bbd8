"""The page to keep: each step's formula, its lines on the sheet and a check; and the slips, with where they show.

Formulas are taken from the chapters, lines from the table of quantities, slips from the list of slips.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from nnlib import assignment
from workbook.marking.expressions import Sizes, Structure
from workbook.marking.slips import PATTERNS, Slip
from workbook.marking.slips_at import slips_at
from workbook.quantities import QUANTITIES, RESULTS, value, work_through

logger = logging.getLogger(__name__)


class KeepDirective(SphinxDirective):
    """The steps, in the order in which they are worked. Its content is a check for each, under its equation's label."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        read = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, read)
        checks = {
            item[0].astext(): item[1].children
            for item in read.findall(nodes.definition_list_item)  # a term, and what is said about it
        }
        wanted = list(dict.fromkeys(QUANTITIES[name].label for name in RESULTS))
        if list(checks) != wanted:
            raise self.error(f"keep: expected a check for each of {', '.join(wanted)}; got {', '.join(checks)}")
        return [
            nodes.container("", lines(label), equation(), *said, classes=["nn-keep-step"], step=label)
            for label, said in checks.items()
        ]


class SlipsDirective(SphinxDirective):
    """The slips that marking names, each under the equation of the step where it shows first."""

    def run(self) -> list[nodes.Node]:
        return [nodes.definition_list("", classes=["nn-keep-slips"], slips=True)]


def note(app: Sphinx, doctree: nodes.document) -> None:
    """The equations of each page that is read, as they were written."""
    equations = {node["label"]: node.astext() for node in doctree.findall(nodes.math_block) if node.get("label")}
    app.env.metadata[app.env.docname]["equations"] = equations


def fill_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in doctree.findall(nodes.container):
        if "step" in place:
            label = place["step"]
            own_lines, formula, *said = place.children
            formula += nodes.Text(written(app, label))
            place.children = []
            place += [nodes.container("", own_lines, link(app, docname, label)), formula]
            place += nodes.container("", *said, classes=["nn-keep-check"])
    for listed in doctree.findall(nodes.definition_list):
        if "slips" in listed:
            listed += [item(app, docname, label, slips) for label, slips in slips_by_label().items()]


def equation() -> nodes.math_block:
    """A place for an equation, which is filled once all chapters have been read."""
    return nodes.math_block("", "", number=None, label=None, nowrap=False)


def chapter_of(app: Sphinx, label: str) -> str | None:
    """The page that has the equation."""
    return next((name for name, page in app.env.metadata.items() if label in page.get("equations", {})), None)


def written(app: Sphinx, label: str) -> str:
    """The equation, without the full stop that ends its sentence."""
    chapter = chapter_of(app, label)
    if chapter is None:
        logger.warning("no chapter has the equation %r", label)
        return ""
    return str(app.env.metadata[chapter]["equations"][label]).rstrip(" .,\n")


def lines(label: str) -> nodes.paragraph:
    """The lines of the sheet that the equation gives, with the shape that each has there."""
    shapes = {name: np.shape(array) for name, array in on_paper().items() if QUANTITIES[name].label == label}
    line = nodes.paragraph(classes=["nn-keep-lines"])
    for name, shape in shapes.items():
        size = r" \times ".join(map(str, shape)) or "1"
        both = nodes.math("", QUANTITIES[name].symbol.tex()), nodes.Text(" "), nodes.math("", size)
        line += [nodes.inline("", "", *both, classes=["nn-keep"]), nodes.Text(" ")]
    return line


def on_paper() -> dict[str, Any]:
    worked = work_through(assignment.givens())
    return {name: value(name, worked) for name in RESULTS}


def link(app: Sphinx, docname: str, label: str) -> nodes.paragraph:
    """Where the equation is derived: its chapter, and the number that it has there."""
    linked = nodes.paragraph(classes=["nn-keep-link"])
    domain, chapter = app.env.get_domain("math"), chapter_of(app, label)
    found = domain.resolve_xref(app.env, docname, app.builder, "eq", label, pending_xref(), nodes.Element())
    if found is not None and chapter is not None:
        found.insert(0, nodes.Text(f"{app.env.titles[chapter].astext()} "))
        linked += found
    return linked


def slips_by_label() -> dict[str, list[Slip]]:
    """Each slip once; those without a step of their own under no label."""
    K, D = np.shape(assignment.givens().params.W1)
    C, _ = np.shape(assignment.givens().params.W2)
    seen: set[Slip] = set()
    found: dict[str, list[Slip]] = {QUANTITIES[name].label: [] for name in RESULTS}
    for slip, label in _where(Structure(Sizes(D, K, C), ())):
        if slip not in seen:
            found[label].append(slip)
            seen.add(slip)
    anywhere = [slip for slip in PATTERNS if slip.advice and slip not in seen]
    return {label: slips for label, slips in found.items() if slips} | {"": anywhere}


def _where(structure: Structure) -> Iterator[tuple[Slip, str]]:
    for each in slips_at(structure):
        yield each.slip, QUANTITIES[each.step].label


def item(app: Sphinx, docname: str, label: str, slips: list[Slip]) -> nodes.definition_list_item:
    names = nodes.bullet_list()
    for slip in slips:
        named = nodes.strong("", slip.name)
        names += nodes.list_item("", nodes.paragraph("", "", named, nodes.Text(f": {slip.advice}")))
    term = nodes.term("", "", *link(app, docname, label).children) if label else nodes.term("", "Anywhere")
    return nodes.definition_list_item("", term, nodes.definition("", names))


def setup(app: Sphinx) -> None:
    app.add_directive("keep", KeepDirective)
    app.add_directive("slips", SlipsDirective)
    app.connect("doctree-read", note)
    app.connect("doctree-resolved", fill_in)
