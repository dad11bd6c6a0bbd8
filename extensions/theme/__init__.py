"""Where the pages differ from what sphinx-book-theme and other extensions would make of them."""

from sphinx.application import Sphinx

from extensions.theme import accessibility, assets, buttons, tables, typeface


def setup(app: Sphinx) -> None:
    for part in (buttons, assets, typeface, tables, accessibility):
        part.setup(app)
