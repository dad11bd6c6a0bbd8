r"""Formulas with the spacing that TeX itself does not give them.

Rows of fractions are set apart, shapes below symbols stand on one line, and formulas in a row may go below one another.
"""

import re

ROW_ENDS = re.compile(r"(\\\\(?!\[))")
SHAPE_BELOW = re.compile(r"(\\underset\{\([^{}]*\)\}\{)")
NEXT_FORMULA = re.compile(r",\s*\\q?quad\s+")


def spaced(tex: str) -> str:
    """The same formula, for a display."""
    return SHAPE_BELOW.sub(r"\1\\vphantom{W_n}", _with_breaks(_with_rows_apart(tex)))


def _with_rows_apart(tex: str) -> str:
    parts = ROW_ENDS.split(tex)
    for i in range(0, len(parts) - 1, 2):
        if r"\frac" in parts[i].rpartition(r"\begin")[2]:
            parts[i + 1] += "[0.5em]"
    return "".join(parts)


def _with_breaks(tex: str) -> str:
    formulas = NEXT_FORMULA.split(tex)
    if len(formulas) == 1 or not all(map(_is_whole, formulas)):
        return tex
    return r",\quad\allowbreak ".join(f"{{{formula}}}" for formula in formulas)


def _is_whole(formula: str) -> bool:
    pairs = ("{", "}"), (r"\begin", r"\end"), (r"\left", r"\right")
    return "&" not in re.sub(r"\\begin.*\\end", "", formula, flags=re.DOTALL) and all(
        formula.count(first) == formula.count(last) for first, last in pairs
    )
