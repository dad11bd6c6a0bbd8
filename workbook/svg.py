"""A drawing as SVG text, for a notebook."""

from html import escape

from workbook.palette import light, themed


class Svg:
    """An SVG with its description, which is what a reader who cannot see it is told."""

    def __init__(self, body: str, size: tuple[float, float], description: str) -> None:
        width, height = size
        self.description = description
        self.source = themed(
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'class="nn-figure" role="img" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
            f'aria-label="{escape(description)}">\n<title>{escape(description)}</title>\n'
            f'<rect width="100%" height="100%" style="fill: {light("paper")}"/>\n{body}\n</svg>'
        )

    def _repr_svg_(self) -> str:
        return self.source

    def __repr__(self) -> str:
        return self.description
