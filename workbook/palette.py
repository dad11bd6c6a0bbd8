"""One colour for each quantity, in figures and on pages: on a light ground, and on a dark one."""

from typing import NamedTuple


class Colour(NamedTuple):
    light: str
    dark: str


PALETTE = {
    "ink": Colour("#1f2328", "#e6e9ed"),
    "paper": Colour("#ffffff", "#14181e"),
    "faint": Colour("#5b636d", "#9aa4af"),
    "x": Colour("#0a6e6e", "#4fd1c5"),
    "W1": Colour("#0b5cad", "#79b8ff"),
    "Z1": Colour("#8a5300", "#e3b341"),
    "H": Colour("#1a7f37", "#56d364"),
    "W2": Colour("#6639ba", "#c297ff"),
    "Z2": Colour("#9a3412", "#ffa36b"),
    "y_hat": Colour("#b3266d", "#ff8ac5"),
    "delta": Colour("#c01b1b", "#ff8f86"),
}


def light(name: str) -> str:
    return PALETTE[name].light


def themed(svg: str) -> str:
    """The SVG with each colour as a CSS variable, which a page sets for its theme; the light one where none does."""
    for name, colour in PALETTE.items():
        svg = svg.replace(colour.light, f"var(--nn-{name}, {colour.light})")
    return svg


def style_sheet() -> str:
    """The CSS variables for both themes, and a class for what has a quantity's colour."""

    def rules(theme: str) -> str:
        return "".join(f"--nn-{name}: {getattr(colour, theme)};" for name, colour in PALETTE.items())

    classes = "".join(f".nn-{name} {{color: var(--nn-{name})}}\n" for name in PALETTE)
    return f"html {{{rules('light')}}}\nhtml[data-theme='dark'] {{{rules('dark')}}}\n{classes}"
