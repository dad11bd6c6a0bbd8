"""A book of one page, to break."""

import io

from sphinx.application import Sphinx

from tests.copies import ROOT


def build(folder, page, monkeypatch):
    """What Sphinx warns of when the page is built, with the project's own directives."""
    (folder / "index.md").write_text(page, encoding="utf8")
    (folder / "_toc.yml").write_text("root: index\nparts: []\n", encoding="utf8")
    monkeypatch.syspath_prepend(ROOT / "book/_ext")
    settings = {"extensions": ["myst_parser", "sphinx_exercise", "collected"], "root_doc": "index"}
    warnings = io.StringIO()
    app = Sphinx(folder, None, folder / "out", folder / "trees", "html", settings, None, warnings, freshenv=True)
    app.build()
    return warnings.getvalue()
