"""What the book adds to Sphinx and its theme, as one extension."""

import gc

from sphinx.application import Sphinx

from extensions import (
    assignments,
    colours,
    directives,
    docstrings,
    downloads,
    embed,
    figures,
    keep,
    live,
    maths,
    metadata,
    terms,
    theme,
)

PARTS = (
    assignments,
    theme,
    metadata,
    downloads,
    figures,
    live,
    colours,
    maths,
    docstrings,
    directives,
    terms,
    keep,
    embed,
)


def setup(app: Sphinx) -> dict[str, bool]:
    gc.set_threshold(50_000)  # a build keeps what it makes: looking for garbage more often takes a fifth of its time
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
