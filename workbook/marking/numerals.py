"""The one reader of numbers. Its rules are data, and the page's `reading.js` uses the same data."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from workbook.marking.limits import LARGEST, LONGEST

INVISIBLE = "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
INVISIBLE += "\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
SPACES = "\t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
SPACES += "\u205f\u3000"
DASHES = "\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212\u2500\u2796\u2e3a\u30fc\ufe58\ufe63\uff0d"
SIGNS = {
    "": INVISIBLE,
    " ": SPACES,
    "-": DASHES,
    "+": "\u207a\u208a\u2795\ufe62\uff0b",
    "=": "~\u223c\u2243\u2245\u2248\u224a\u2250\u2252\ufe66\uff1d",
    "*": "\xb7\xd7\u2219\u22c5\u2715\u2a2f",
    ".": "\u066b\uff0e",
    ",": "\u066c\uff0c",
    ";": "\uff1b",
    ":": "\uff1a",
    "'": "\u2019\u02bc",
}
ZEROS = [code for code in range(128, 0x1FBFA) if unicodedata.decimal(chr(code), None) == 0]
"""The zero of each other script that has ten digits in a row."""

CHARACTERS = {
    **{other: sign for sign, others in SIGNS.items() for other in others},
    **{chr(zero + digit): str(digit) for zero in ZEROS for digit in range(10)},
}
"""The characters that people write for a sign or a digit, and their meaning."""

DAY_AND_MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])\. ?(?:0?[1-9]|1[0-2])\."
"""What a German spreadsheet shows for 1.6. It is not 1.6 followed by a point."""

REPLACED = [
    (r"\\(?:approx|cong|doteq|simeq|sim)(?![A-Za-z])", "="),
    (r"\\(?:cdot|times)(?![A-Za-z])", "*"),
    (r"\{([-+.,])\}", r"\1"),
    (r"\\(?:[()\[\],;:!> ]|q?quad(?![A-Za-z])|\\ *$)|[$&]", " "),
    (r" +", " "),
    (r"^ | $", ""),
    (r"^\[ ?([^\[\]]*[^\[\] ]) ?\]$", r"\1"),
    (r"^(?:[^-+0-9.,*/=:<>([ ][^-+*=:<>\u2260\u2264\u2265]*)?[=:]+[= ]*", ""),
    (r"^([-+]) ", r"\1"),
    (r"([0-9][.,]?) ?[*xX] ?10 ?(?:\^|\*\*) ?[{(]? ?([-+]?) ?([0-9]+) ?[)}]?$", r"\1e\2\3"),
    (r"([0-9][.,]?) ?[eE] ?([-+]?) ?([0-9]+)$", r"\1e\2\3"),
    (rf"^(?!{DAY_AND_MONTH}$)(.*[0-9]) ?[.,;]$", r"\1"),
]
"""Replaced in this order: LaTeX, spaces, brackets, a name before the number, its sign, its exponent, punctuation."""

EXPONENT = "(?:e[-+]?[0-9]{1,3})?"
GROUPS = [
    ("[,']", rf"[-+]?[1-9][0-9]{{0,2}}(?:[,'][0-9]{{3}})+\.[0-9]*{EXPONENT}"),
    ("[.']", rf"[-+]?[1-9][0-9]{{0,2}}(?:[.'][0-9]{{3}})+,[0-9]*{EXPONENT}"),
    ("[.]", rf"[-+]?[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}}){{2,}}{EXPONENT}"),
    ("'", rf"[-+]?[1-9][0-9]{{0,2}}(?:'[0-9]{{3}})+{EXPONENT}"),
]
"""The separators of groups of three digits, for numbers that can be read in only one way."""

AS_PRINTED = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,18}")
"""The form of most entries, which reading would not change: for speed they are taken as they are."""

TWO_READINGS = rf"[-+]?[1-9][0-9]{{0,2}},[0-9]{{3}}{EXPONENT}"
NUMBER = rf"[-+]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+){EXPONENT}"
LONG_EXPONENT = r"[-+]?[0-9.,]+e[-+]?[0-9]{4,}"
DIGITS = r"[-+0-9.,;|'e ]*[0-9][-+0-9.,;|'e ]*"

MONTHS = (
    *("jan", "jän", "ene", "gen", "feb", "fév", "fev", "mar", "mär", "mrt", "mrz", "apr", "avr", "abr", "may", "mai"),
    *("maj", "mag", "mei", "jun", "jui", "giu", "jul", "lug", "aug", "aoû", "ago", "sep", "set", "oct", "okt", "ott"),
    *("out", "nov", "dec", "déc", "dez", "des", "dic"),
)
MONTH = f"(?:{'|'.join(f'[{name[0]}{name[0].upper()}]{name[1:]}' for name in MONTHS)})[a-zé]*"
CLOCK = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?"
DATE = (
    r"(?:[0-9]{4}([-./])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-./]) ?[0-9]{1,2}\2 ?[0-9]{2,4})"
    rf"(?:[T ]{CLOCK})?|{CLOCK}|{DAY_AND_MONTH}|0[1-9][./](?:0[1-9]|1[0-2])"
    rf"|[0-9]{{1,2}}[-/. ]+{MONTH}[-/. 0-9]*|{MONTH}[-/. ]+[0-9]{{1,4}}"
)
"""What a spreadsheet turns 1.5, 3-4 or 1:35 into, in several languages. It is never read as a number."""

UNREADABLE = {"size": NUMBER, "exponent": LONG_EXPONENT, "several": DIGITS, "other": r"[\s\S]*"}
"""The forms of texts that cannot be read, in the order in which they are tried, by the complaint that each gets."""

COMPLAINTS = {
    "blank": "nothing is written here: write digits, such as 2.5 or -1.5e-3",
    "date": "{} looks like a date or a time, which a spreadsheet may have made of a number: format the cell as text, "
    "then type the number again",
    "size": "{} is too long or too large",
    "exponent": "{}: an exponent has at most three digits",
    "two": "{} may be {} or {}: write one of them",
    "several": "{} cannot be read as one number: write one, without spaces, with at most one point or comma",
    "other": "{} cannot be read as a number: write digits, such as 2.5 or -1.5e-3",
}


class Unreadable(ValueError):
    """The text is not a number that can be marked."""


def read_number(text: str) -> Decimal:
    """The number that a person wrote, exactly.

    Raises: Unreadable, which says why.
    """
    return Decimal(normalized(text))


def normalized(text: str) -> str:
    """The number that a person wrote, in digits with a point.

    >>> normalized("Z1 = \N{MINUS SIGN} 1,35")
    '-1.35'

    Raises: Unreadable, which says why.
    """
    if AS_PRINTED.fullmatch(text):
        return text
    if is_blank(text):
        raise _unreadable("blank", text)
    bare = _ungrouped(_bare(text))
    if re.fullmatch(TWO_READINGS, bare):
        raise _unreadable("two", text, bare.replace(",", "."), bare.replace(",", ""))
    if re.fullmatch(DATE, bare):
        raise _unreadable("date", text)
    number = bare.replace(",", ".")
    if re.fullmatch(NUMBER, bare) and len(number) <= LONGEST and abs(Decimal(number)) < LARGEST:
        return number
    raise _unreadable(next(kind for kind, form in UNREADABLE.items() if re.fullmatch(form, bare)), text)


def is_date(text: str) -> bool:
    """Whether it looks like a date or a time."""
    return not AS_PRINTED.fullmatch(text) and bool(re.fullmatch(DATE, _bare(text)))


def is_blank(text: str) -> bool:
    """Whether the text has no visible characters."""
    return not _translated(text).strip(" ")


def shortened(value: Any) -> str:
    """A value as a message quotes it, without invisible characters."""
    text = "".join(" " if character in SPACES else character for character in str(value) if character not in INVISIBLE)
    return f"‘{text[: LONGEST - 1]}…’" if len(text) > LONGEST else f"‘{text}’"


def trimmed(text: str) -> str:
    """The text without the spaces and the invisible characters around it."""
    return text.strip(f" {SPACES}{INVISIBLE}")


def with_type(value: Any) -> str:
    """A value with its type, as a message about a wrong type quotes it."""
    return f"{shortened(value)} of type {type(value).__name__}"


def _translated(text: str) -> str:
    return text.translate(_TABLE)


_TABLE = str.maketrans(CHARACTERS)


def _bare(text: str) -> str:
    """The text of the number, without what people write around it."""
    bare = _translated(text)
    for form, instead in REPLACED:
        bare = re.sub(form, instead, bare)
    return bare


def _ungrouped(bare: str) -> str:
    for parting, form in GROUPS:
        if re.fullmatch(form, bare):
            return re.sub(parting, "", bare)
    return bare


def grammar() -> dict[str, Any]:
    """All the rules for reading numbers, as data for the page."""
    return {
        "characters": {other: sign for sign, others in SIGNS.items() for other in others},
        "zeros": ZEROS,
        "invisible": INVISIBLE,
        "spaces": SPACES,
        "replaced": [[form, instead.replace("\\", "$")] for form, instead in REPLACED],
        "groups": GROUPS,
        "two": TWO_READINGS,
        "date": DATE,
        "number": NUMBER,
        "unreadable": UNREADABLE,
        "complaints": COMPLAINTS,
    }


def _unreadable(kind: str, text: str, *readings: str) -> Unreadable:
    return Unreadable(COMPLAINTS[kind].format(shortened(text), *readings))
