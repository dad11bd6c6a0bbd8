"""The icon font, cut to what is used, still has what is used."""

import re

from fontTools.ttLib import TTFont

from tests.copies import SITE

SOLID = next((SITE / "_static").rglob("fa-solid-900.woff2"))
SIGNS = set(TTFont(SOLID).getBestCmap())


def test_icons_of_the_styles_are_there():
    theme = (SITE / "_static/styles/pydata-sphinx-theme.css").read_text(encoding="utf8")
    named = dict(re.findall(r'--pst-icon-([\w-]+):"([\ue000-\uf8ff])"', theme))
    assert {ord(named[name]) for name in ("lightbulb", "info-circle", "angle-right")} <= SIGNS


def test_icons_of_the_buttons_are_there_and_unused_ones_are_not():
    theme = (SITE / "_static/styles/pydata-sphinx-theme.css").read_text(encoding="utf8")
    codes = dict(re.findall(r'\.fa-([\w-]+):before\{content:"\\([0-9a-f]+)"', theme))
    page = (SITE / "book/forward.html").read_text(encoding="utf8")
    used = set(re.findall(r"fa-solid fa-([\w-]+)", page))
    assert {int(codes[name], 16) for name in used & set(codes)} <= SIGNS
    assert int(codes["fish"], 16) not in SIGNS
    assert SOLID.stat().st_size < 8000
