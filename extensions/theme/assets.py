"""The site carries only what its pages use: one style sheet, and icons cut to it."""

import logging
import posixpath
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import tinycss2
from fontTools import subset
from sphinx.application import Sphinx

from extensions.theme import typeface

logging.getLogger("fontTools").setLevel(logging.WARNING)

STYLE_SHEET = "_static/site.css"
# Private, pydata-sphinx-theme 0.17.1: tests/site/test_assets.py says when its webpack-macros.html names other sheets.
THEME = ["_static/basic.css", "_static/styles/pydata-sphinx-theme.css"]
"""What the theme loads before all others."""

UNUSED = "_static/scripts/fontawesome.js"
ICON_FONT = "_static/vendor/fontawesome/webfonts/fa-solid-900.woff2"
FONTS_OF_MATHS = [f"_static/katex/fonts/KaTeX_{name}.woff2" for name in ("Main-Regular", "Math-Italic")]
PUT_TOGETHER = {"bs-tooltip-auto"}
"""Classes whose names scripts put together from parts."""

NO_PAGES = {"_static", "lite"}
RELATIVE_URL = re.compile(r"""url\(["']?(?!data:|#)([^"')]+)["']?\)""")
ICONS = re.compile(r"\\([ef][0-9a-f]{3})|([\ue000-\uf8ff])")


def collect(
    sheets: dict[Any, None], app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Remember the sheets that a page asks for; it gets the one made of all."""
    sheets.update(dict.fromkeys(context["css_files"]))
    context["style_sheet"] = STYLE_SHEET
    has_maths = 'class="katex"' in context.get("body", "")
    context["preloaded_fonts"] = [
        ICON_FONT,
        typeface.REGULAR.file,
        typeface.BOLD.file,
        *(FONTS_OF_MATHS if has_maths else []),
    ]


def bundle(sheets: dict[Any, None], app: Sphinx, error: Exception | None) -> None:
    if app.builder.format != "html" or error:
        return
    site = Path(app.outdir)
    (site / UNUSED).unlink(missing_ok=True)
    pages = [path for path in site.rglob("*.html") if not NO_PAGES & set(path.parts)]
    texts = (_text(path) for path in [*pages, *site.glob("_static/**/*.js")])
    words = {word for text in texts for word in re.findall(r"[\w-]+", text)}
    used = words | PUT_TOGETHER
    # Private, Sphinx 7.4.7: what a sheet in css_files is. If it becomes another class, see how Sphinx writes its link.
    in_order = sorted(sheets, key=lambda sheet: sheet.priority)
    names = [*THEME, *(str(sheet.filename) for sheet in in_order)]
    style = "\n".join(purged(_with_urls_from_here(site, name), used) for name in names)
    (site / STYLE_SHEET).write_text(f"/* {' '.join(names)} */\n{style}", encoding="utf8")
    name = posixpath.basename(STYLE_SHEET)
    version = f"{name}?v={zlib.crc32(style.encode()):08x}"
    for page in pages:
        page.write_text(_text(page).replace(f'{name}"', f'{version}"'), encoding="utf8")
    glyphs = {int(code, 16) if code else ord(sign) for code, sign in ICONS.findall(style)}
    for font in site.rglob("fa-*.woff2"):
        _cut(font, glyphs)


def purged(style: str, used: set[str]) -> str:
    """The rules that can apply where just these words are classes and ids."""
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, used))


def _kept(rules: Iterable[Any], used: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in _selectors(rule.prelude) if _names(s) <= used]
            if selectors:
                heads = ",".join(tinycss2.serialize(s).strip() for s in selectors)
                yield f"{heads}{{{tinycss2.serialize(rule.content).strip()}}}\n"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if body := "".join(_kept(inside, used)):
                head = tinycss2.serialize(rule.prelude)
                yield f"@{rule.at_keyword}{head}{{{body}}}\n"
        elif rule.type == "error":
            raise ValueError(f"a style sheet has an error: {rule.message}")
        elif rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _selectors(prelude: list[Any]) -> list[list[Any]]:
    """The tokens of a rule's head, split at its commas."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _names(selector: list[Any]) -> set[str]:
    """The classes and ids that a selector asks for, outside of `:not(...)`."""
    neighbours = pairwise(selector)
    classes = {name.value for dot, name in neighbours if dot == "." and name.type == "ident"}
    return classes | {token.value for token in selector if token.type == "hash"}


def _with_urls_from_here(site: Path, name: str) -> str:
    folder = posixpath.relpath(posixpath.dirname(name), posixpath.dirname(STYLE_SHEET))

    def moved(url: re.Match[str]) -> str:
        return f'url("{posixpath.normpath(posixpath.join(folder, url[1]))}")'

    return RELATIVE_URL.sub(moved, _text(site / name))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf8")


def _cut(path: Path, glyphs: set[int]) -> None:
    options = subset.Options(flavor="woff2")
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=glyphs)
    cutter.subset(font)
    subset.save_font(font, str(path), options)


def setup(app: Sphinx) -> None:
    app.add_config_value("comments_config", {}, "html")
    sheets: dict[Any, None] = {}
    app.connect("html-page-context", partial(collect, sheets), priority=900)
    # After the theme, which writes pygments.css last of all.
    app.connect("build-finished", partial(bundle, sheets), priority=900)
