"""A page that is a single file, with colours for light and dark themes and a style for print, and without scripts."""

from collections.abc import Iterable, Sequence
from html import escape

from workbook.figures.palette import PALETTE

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--nn-ink); background: var(--nn-paper); margin: 0 auto;
  max-width: 56rem; padding: 1rem; overflow-wrap: break-word }
td, tbody th { overflow-wrap: anywhere }
a { color: var(--nn-W1) }
h1, h2, h3 { line-height: 1.25 }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0 }
th, td { border-bottom: 1px solid var(--nn-faint); padding: 0.2rem 0.6rem; text-align: left; vertical-align: top }
thead th { border-bottom-width: 2px }
td.number { text-align: right; font-variant-numeric: tabular-nums }
code { font-family: ui-monospace, monospace }
.name { white-space: nowrap }
svg { max-width: 100%; height: auto }
@media print { body { max-width: none; padding: 0; font-size: 10pt } tr, figure { break-inside: avoid } }
@media (forced-colors: active) { th, td { border-color: CanvasText } }
"""


def page(title: str, body: str) -> str:
    """A whole page. It does not run scripts or load anything."""
    light, dark = (
        "".join(f"--nn-{name}: {getattr(colour, theme)};" for name, colour in PALETTE.items())
        for theme in ("light", "dark")
    )
    themes = f":root {{ color-scheme: light dark; {light} }}\n"
    themes += f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>\n{themes}{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose caption and cells are HTML already. The first cell of a row names it."""
    heads = "".join(f'<th scope="col">{each}</th>' for each in head)
    body = "\n".join(f'<tr><th scope="row">{first}</th>{"".join(map(_cell, rest))}</tr>' for first, *rest in rows)
    head_and_body = f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>"
    return f"<table><caption>{caption}</caption>\n{head_and_body}</table>"


def _cell(text: str) -> str:
    is_number = text.replace(".", "", 1).isdigit()
    return f'<td class="number">{text}</td>' if is_number else f"<td>{text}</td>"


def listed(items: Iterable[str]) -> str:
    """A list of items that are HTML already."""
    return f"<ul>\n{''.join(f'<li>{item}</li>' for item in items)}\n</ul>"
