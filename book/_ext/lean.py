"""The site carries only what its pages use, and follows the system's theme."""

import re
from pathlib import Path
from typing import Any

from fontTools import subset
from sphinx.application import Sphinx

ICON = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"\\([0-9a-f]+)"')
"""A style rule that gives an icon's class its place in the font."""


FOLLOW = """
if ((localStorage.getItem("mode") || "auto") === "auto") {
  localStorage.setItem("mode", "auto");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  localStorage.setItem("theme", dark ? "dark" : "light");
}
"""


def cut_icon_fonts(app: Sphinx, error: Exception | None) -> None:
    """Keep the icons that pages and scripts name by class, and styles by their code."""
    if app.builder.format != "html" or error:
        return
    site = Path(app.outdir)
    files = [*site.rglob("*.html"), *site.glob("_static/**/*.js")]
    used = {
        name for path in files for name in re.findall(r"fa-[a-z][\w-]+", _text(path))
    }
    codes = set()
    for path in site.glob("_static/**/*.css"):
        style = _text(path)
        for names, code in ICON.findall(style):
            if used & set(re.findall(r"fa-[\w-]+", names)):
                codes.add(code)
        codes.update(re.findall(r"\\([ef][0-9a-f]{3})", ICON.sub("", style)))
        codes.update(f"{ord(sign):x}" for sign in re.findall(r"[\ue000-\uf8ff]", style))
    for font in site.rglob("fa-*.woff2"):
        _cut(font, {int(code, 16) for code in codes})


def follow_the_system(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Light and dark as the system has it, until a reader chooses."""
    context["metatags"] = context.get("metatags", "") + f"<script>{FOLLOW}</script>"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf8")


def _cut(path: Path, glyphs: set[int]) -> None:
    options = subset.Options(flavor="woff2")
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=glyphs)
    cutter.subset(font)
    subset.save_font(font, str(path), options)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_config_value("comments_config", {}, "html")
    app.connect("html-page-context", follow_the_system)
    app.connect("build-finished", cut_icon_fonts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
