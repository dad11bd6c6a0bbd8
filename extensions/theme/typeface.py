"""The text's typeface, cut to the letters that the pages have, and a fallback that takes up the same space.

It is Source Serif 4, from npm, under the SIL Open Font License. The name Source is reserved for the uncut fonts, so
this one is called `BookSerif`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import NamedTuple

import matplotlib
from fontTools import subset
from fontTools.afmLib import AFM
from fontTools.agl import UV2AGL
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from sphinx.application import Sphinx

PACKAGE = Path("node_modules/@fontsource-variable/source-serif-4")
FOLDER = "_static/typeface"
FAMILY = "BookSerif"


class Face(NamedTuple):
    """One of the fonts: its style and weight, and the weights for which a page takes it."""

    style: str
    weight: int
    serves: str

    @property
    def file(self) -> str:
        return f"{FOLDER}/{FAMILY}-{self.style}-{self.weight}.woff2"


REGULAR, BOLD, ITALIC = FACES = (
    Face("normal", 400, "100 500"),
    Face("normal", 600, "600 900"),
    Face("italic", 400, "100 900"),
)
"""Each font has one weight: Chromium would draw the letters of a variable one into a PDF, in place of the font."""

OPTICAL_SIZE = 20
FEATURES = ["ccmp", "kern", "liga", "lnum", "mark", "tnum"]
NAMES_OF_A_FAMILY = {1, 3, 4, 6, 16, 25}
"""Of the name table: where the reserved name would be."""

TIMES = Path(matplotlib.get_data_path()) / "fonts/afm/ptmr8a.afm"
"""The widths of Times, which Times New Roman and Liberation Serif have too."""

LEFT_OUT = re.compile(r"<(script|style|svg|math)\b.*?</\1>|<[^>]*>", re.DOTALL)


def text_of(page: str) -> str:
    return unescape(LEFT_OUT.sub(" ", page))


def cut(package: Path, face: Face, letters: Iterable[str]) -> TTFont:
    """The font with these letters alone, under its own name."""
    source = TTFont(package / f"files/source-serif-4-latin-standard-{face.style}.woff2")
    options = subset.Options(layout_features=FEATURES, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, letters))
    cutter.subset(source)
    font = instancer.instantiateVariableFont(source, {"wght": face.weight, "opsz": OPTICAL_SIZE})
    for record in font["name"].names:
        if record.nameID in NAMES_OF_A_FAMILY:
            record.string = FAMILY
    font.recalcTimestamp = False
    font.flavor = "woff2"
    return font


def width_beside_times(font: TTFont, letters: Counter[str]) -> float:
    """How much wider text of these letters is than in Times."""
    times, glyphs, widths = AFM(TIMES), font.getBestCmap(), font["hmtx"]
    both = {letter: UV2AGL.get(ord(letter)) for letter in letters if ord(letter) in glyphs}
    shared = {letter: name for letter, name in both.items() if name in times.chars()}
    ours = sum(letters[letter] * widths[glyphs[ord(letter)]][0] for letter in shared) / font["head"].unitsPerEm
    theirs = sum(letters[letter] * times[name][1] for letter, name in shared.items()) / 1000
    return float(ours / theirs)


def style_sheet(font: TTFont, letters: Counter[str]) -> str:
    """The faces, and a Times that is as wide and as high as this font."""
    wider, em, metrics = width_beside_times(font, letters), font["head"].unitsPerEm, font["hhea"]
    faces = [
        f'@font-face{{font-family:"{FAMILY}";font-style:{face.style};font-weight:{face.serves};font-display:swap;'
        f'src:url("{Path(face.file).name}") format("woff2")}}'
        for face in FACES
    ]
    fallback = (
        f'@font-face{{font-family:"{FAMILY} fallback";src:local("Times New Roman"),local("Liberation Serif");'
        f"size-adjust:{wider:.1%};ascent-override:{metrics.ascent / em / wider:.1%};"
        f"descent-override:{-metrics.descent / em / wider:.1%};line-gap-override:0%}}"
    )
    return "\n".join([*faces, fallback])


def write(app: Sphinx, error: Exception | None) -> None:
    if app.builder.format != "html" or error:
        return
    site, package = Path(app.outdir), Path(app.srcdir) / PACKAGE
    pages = [path for path in site.rglob("*.html") if "_static" not in path.relative_to(site).parts]
    scripts = "".join(path.read_text("utf8") for path in site.glob("_static/*.js"))
    letters = Counter("".join([scripts, *(text_of(path.read_text("utf8")) for path in pages)]))
    (site / FOLDER).mkdir(exist_ok=True)
    fonts = {face: cut(package, face, letters) for face in FACES}
    for face, font in fonts.items():
        font.save(site / face.file)
    style = style_sheet(fonts[REGULAR], letters)
    (site / FOLDER / "typeface.css").write_text(style, encoding="utf8")
    copyright_line = fonts[REGULAR]["name"].getDebugName(0)
    licence = (package / "LICENSE").read_text("utf8")
    (site / FOLDER / "OFL.txt").write_text(f"{copyright_line}\n\n{licence}", encoding="utf8")


def setup(app: Sphinx) -> None:
    app.add_css_file("typeface/typeface.css")
    app.connect("build-finished", write)
