"""What a page says about itself, and what needs the site's own address.

SITE_URL=https://... make book
"""

import os
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from workbook.course import address
from workbook.figures.palette import PALETTE

OG_URL = re.compile(r'<meta property="og:url" [^>]*>\n?')


def site_address() -> str:
    """SITE_URL, ending in a slash; empty if it is not set."""
    try:
        return address.site_address(os.environ.get("SITE_URL", ""))
    except ValueError as complaint:
        raise ExtensionError(f"SITE_URL: {complaint}") from None


def not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A host shows it at any depth, so its links start at the root."""
    root = urlsplit(app.config.html_baseurl).path.rstrip("/") + "/"
    yield "404", {"site": root, "palette": PALETTE}, "404.html"


def describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """A description for pages without text, and no address if none is known."""
    context.setdefault("metatags", "")
    if doctree is None:
        text = escape(f"{context.get('title') or 'Search'}: {app.config.html_title}")
        context["metatags"] += f'<meta name="description" content="{text}" />\n'
    if not app.config.html_baseurl:
        context["metatags"] = OG_URL.sub("", context["metatags"])


def as_it_is(app: Sphinx, error: Exception | None) -> None:
    """A host that runs Jekyll would leave out _static."""
    (Path(app.outdir) / ".nojekyll").touch()


def setup(app: Sphinx) -> None:
    own = site_address()
    app.config.html_baseurl = app.config.ogp_site_url = own
    app.config.ogp_site_name = app.config.html_title
    app.config.ogp_social_cards = {"enable": bool(own)}
    if own:
        app.setup_extension("sphinx_sitemap")
        app.config.sitemap_url_scheme = "{link}"
        app.config.sitemap_excludes = ["embed/*"]
        app.config.sitemap_show_lastmod = False
    app.connect("html-page-context", describe, priority=900)
    app.connect("build-finished", as_it_is)
    app.connect("html-collect-pages", not_found)
