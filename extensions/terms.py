"""A page links each word of the glossary where its text first uses it."""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

NO_TEXT = (
    *(nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.thead, nodes.term, nodes.raw),
    *(nodes.math, nodes.math_block, nodes.citation, addnodes.desc),
)
NO_TEXT_CLASSES = {"tip", "cell_output"}
"""The box at the top of a chapter, and what cells print."""


def link_first_uses(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Words that the author has linked already are left as they are."""
    places = places_of_terms(app.env)
    if not places or docname in {page for page, _ in places.values()}:
        return
    linked = {uri_of(link).rpartition("#")[2] for link in doctree.findall(nodes.reference)}
    left = {term: place for term, place in places.items() if place[1] not in linked}
    for text in list(doctree.findall(is_text)):
        parts = linked_parts(text, left, app, docname)
        if len(parts) > 1:
            text.parent.replace(text, parts)


def places_of_terms(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Each term in small letters, with the page and the anchor of its definition."""
    found = env.get_domain("std").get_objects()
    return {name.lower(): (page, anchor) for name, _, kind, page, anchor, _ in found if kind == "term"}


def uri_of(link: nodes.reference) -> str:
    return str(link.get("refuri", link.get("refid", "")))


def is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text) and not any(map(is_no_text, ancestors(node)))


def ancestors(node: nodes.Node) -> list[nodes.Element]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def is_no_text(node: nodes.Element) -> bool:
    return isinstance(node, NO_TEXT) or not NO_TEXT_CLASSES.isdisjoint(node.get("classes", []))


def linked_parts(text: nodes.Text, left: dict[str, tuple[str, str]], app: Sphinx, docname: str) -> list[nodes.Node]:
    """The text cut at each term that is still `left`, with a link in its place. Each is linked only once."""
    parts: list[nodes.Node] = []
    rest = text.astext()
    while left and (match := re.search(words(left), rest, re.IGNORECASE)):
        page, anchor = left.pop(match[1].lower())
        uri = f"{app.builder.get_relative_uri(docname, page)}#{anchor}"
        link = nodes.reference("", "", nodes.inline("", match[0], classes=["xref", "std", "std-term"]), refuri=uri)
        parts += [nodes.Text(rest[: match.start()]), link]
        rest = rest[match.end() :]
    return [*parts, nodes.Text(rest)]


def words(terms: dict[str, tuple[str, str]]) -> str:
    """Any of the terms, or its plural; the longest if several begin in the same way."""
    longest_first = sorted(terms, key=len, reverse=True)
    return rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?:s|es)?(?![\w-])"


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", link_first_uses)
