"""The symbols of `nnlib.latex` as HTML, for tables that are no maths."""

import re
from html import escape

PLAIN = {
    r"\frac{\partial L}{\partial ": "∂L/∂{",
    r"\hat{y}": "ŷ",
    r"\delta": "δ",
    r"\alpha": "α",
    r"\top": "⊤",
    r"\sum": "Σ",
    r"\sin": "sin",
    r"\cos": "cos",
    r"\text{new}": "new",
}
RAISED = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w|⊤))")
GROUP = re.compile(r"\{([^{}]*)\}")


def html(latex: str) -> str:
    r"""The symbol in HTML.

    >>> html(r"\frac{\partial L}{\partial W_{1,23}}")
    '∂L/∂W<sub>1,23</sub>'
    >>> html(r"e^{Z_{2,1}}")
    'e<sup>Z<sub>2,1</sub></sup>'
    """
    text = escape(latex, quote=False)
    for command, plain in PLAIN.items():
        text = text.replace(command, plain)
    before = ""
    while before != text:
        before = text
        text = RAISED.sub(lambda found: _tagged(found[1], found[2] or found[3]), text)
        text = GROUP.sub(r"\1", text) if before == text else text
    return text


def _tagged(kind: str, inside: str) -> str:
    tag = "sub" if kind == "_" else "sup"
    return f"<{tag}>{inside}</{tag}>"
