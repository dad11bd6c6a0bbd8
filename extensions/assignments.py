"""The book of the assignment: its title, and its pages without those that are left out, whose links become text."""

import json
import re
from functools import cache
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config

from gates.chapters import FIRST_PAGE, contents, pages
from nnlib import assignment

LABEL = re.compile(r"^\(([\w-]+)\)=$|^\$\$ \(([\w-]+)\)$|^:label: ([\w-]+)$", re.MULTILINE)
GLOSSARY = re.compile(r"^```\{glossary\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def choose_pages(app: Sphinx, config: Config) -> None:
    """Sphinx reads the table of contents that the assignment leaves."""
    path = Path(app.doctreedir).parent / "toc.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(contents(Path(app.srcdir)), sort_keys=False), encoding="utf8")
    config.external_toc_path = str(path)


def name_the_book(app: Sphinx, doctree: nodes.document) -> None:
    if app.env.docname == app.config.root_doc:
        title = next(doctree.findall(nodes.title))
        title.children = [nodes.Text(assignment.title)]


def unlink(app: Sphinx, doctree: nodes.document) -> None:
    """What leads to a page that is left out stays as text; what leads to another first page leads to this one."""
    absent, titles = left_out(Path(app.srcdir))
    for link in list(doctree.findall(pending_xref)):
        target = link["reftarget"]
        page = target if link.get("refdomain") == "doc" or link.get("reftype") == "doc" else absent.get(target.lower())
        if page == target and page in titles and Path(page).name in FIRST_PAGE.values():
            link["reftarget"] = app.config.root_doc
        elif page in titles:
            has_words = link.get("refexplicit") or link.get("reftype") == "term"
            link.replace_self(nodes.inline("", "", *link.children) if has_words else nodes.Text(titles[page]))


@cache
def left_out(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The page of each label that only pages left out have, and those pages' titles."""
    sources = {path.relative_to(root).with_suffix("").as_posix(): path for path in root.glob("book/*.[im]*")}
    texts = {name: _text(path) for name, path in sources.items() if path.suffix in (".ipynb", ".md")}
    own = set(pages(root))
    there = {label for name in own & texts.keys() for label in _labels(texts[name])}
    absent = {label: name for name in texts.keys() - own for label in _labels(texts[name]) if label not in there}
    titles = {name: re.findall(r"^# (.*)$", texts[name], re.MULTILINE)[0] for name in texts.keys() - own}
    return absent, titles


def _labels(text: str) -> set[str]:
    words = [line for found in GLOSSARY.findall(text) for line in found.splitlines() if line[:1].strip()]
    return {"".join(found).lower() for found in LABEL.findall(text)} | {word.lower() for word in words}


def _text(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf8")
    cells = json.loads(path.read_text(encoding="utf8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def setup(app: Sphinx) -> None:
    app.config.html_title = app.config.project = assignment.title
    app.connect("config-inited", choose_pages, priority=850)  # before sphinx-external-toc reads it
    app.connect("doctree-read", name_the_book, priority=400)  # before Sphinx takes its titles down
    app.connect("doctree-read", unlink)
