"""Books of few pages, to break."""

import io
import os
import subprocess

from sphinx.application import Sphinx

from tests.copies import ROOT


def build(folder, page):
    """What Sphinx warns of when the page is built, with the project's own directives."""
    (folder / "index.md").write_text(page, encoding="utf8")
    (folder / "_toc.yml").write_text("root: index\nparts: []\n", encoding="utf8")
    settings = {"extensions": ["myst_parser", "sphinx_exercise", "extensions.directives"], "root_doc": "index"}
    warnings = io.StringIO()
    app = Sphinx(folder, None, folder / "out", folder / "trees", "html", settings, None, warnings, freshenv=True)
    app.build()
    return warnings.getvalue()


FEW = """format: jb-book
root: book/index
parts:
  - caption: Chapters
    chapters:
      - file: book/forward
      - file: book/glossary
"""
"""A table of contents. Links to what it leaves out lead nowhere, so warnings are let pass."""


def build_few(folder, **environment):
    """The site of a copy of the project with few chapters, built as `make book` does."""
    (folder / "_toc.yml").write_text(FEW, encoding="utf8")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    command = [ROOT / ".venv/bin/python", ROOT / ".venv/bin/jupyter-book", "build", ".", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(folder), **environment}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return folder / "_build/html"
