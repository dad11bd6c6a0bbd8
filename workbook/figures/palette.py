"""One colour for each quantity, in figures and on pages: on a light background and on a dark one."""

from typing import NamedTuple


class Colour(NamedTuple):
    light: str
    dark: str


PALETTE = {
    "ink": Colour("#1f2328", "#e6e9ed"),
    "paper": Colour("#ffffff", "#14181e"),
    "tint": Colour("#f4f5f6", "#1d232b"),
    "faint": Colour("#5b636d", "#9aa4af"),
    "x": Colour("#007575", "#4fd9cf"),
    "W1": Colour("#0a4ed1", "#79b0ff"),
    "Z1": Colour("#7f5b00", "#ead14a"),
    "H": Colour("#1b7d1f", "#6fdc5c"),
    "W2": Colour("#7d2ccc", "#c39bff"),
    "Z2": Colour("#b34700", "#ffa44f"),
    "y_hat": Colour("#c0187f", "#ff8fd0"),
    "delta": Colour("#b80f1f", "#ff7d7d"),
}
GROUNDS = {"paper", "tint"}
PLAIN = GROUNDS | {"ink", "faint"}
"""All other colours are those of quantities."""


def light(name: str) -> str:
    return PALETTE[name].light


def themed(svg: str) -> str:
    """The SVG with each colour as a CSS variable, which a page sets for its theme; the light one if none does."""
    for name, colour in PALETTE.items():
        svg = svg.replace(colour.light, f"var(--nn-{name}, {colour.light})")
    return svg


def style_sheet() -> str:
    """The colours as CSS variables, and a class for each quantity.

    On paper the light ones are used. If the reader forces other colours, shapes and labels must suffice.
    """

    def rules(theme: str) -> str:
        return "".join(f"--nn-{name}: {getattr(colour, theme)};" for name, colour in PALETTE.items())

    forced = "".join(f"--nn-{name}: {'Canvas' if name in GROUNDS else 'CanvasText'};" for name in PALETTE)
    classes = "".join(f".nn-{name} {{color: var(--nn-{name}) !important}}\n" for name in PALETTE if name not in PLAIN)
    return (
        f"html {{{rules('light')}}}\n@media not print {{html[data-theme='dark'] {{{rules('dark')}}}}}\n"
        f"@media (forced-colors: active) {{html[data-theme] {{{forced}}}}}\n{classes}"
    )
