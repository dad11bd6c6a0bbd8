"""What the pages get otherwise than sphinx-book-theme, and other extensions, would have it."""

from sphinx.application import Sphinx

from extensions.theme import accessibility, assets, buttons, tables, typeface


def setup(app: Sphinx) -> None:
    for part in (buttons, assets, typeface, tables, accessibility):
        part.setup(app)
