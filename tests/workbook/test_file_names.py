"""Whatever the ids are, their files have names of their own, which any machine takes."""

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from workbook.file_names import file_name

HOSTILE = [
    "../x",
    "..",
    ".",
    "/etc/passwd",
    "C:\\x",
    "CON",
    "con",
    "nul.txt",
    "LPT1",
    "=1+1",
    "-rf",
    "a b",
    "a.b",
    "x\0y",
]
HOSTILE += [
    "Ünal",
    "Unal",
    "漢字",
    "字漢",
    "a" * 100,
    "a" * 99,
    "ä",
    "a\u0308",
    "~",
    "",
    "*?",
    "x:y",
    "trailing.",
    " lead",
]


def is_safe(name):
    words = name.split("-")
    reserved = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
    return re.fullmatch("[A-Za-z0-9][A-Za-z0-9_-]{0,49}", name) and (len(words) > 1 or name.lower() not in reserved)


def test_plain_ids_stay():
    assert [file_name(id) for id in ("s4711", "0042", "A-1_b")] == ["s4711", "0042", "A-1_b"]


def test_hostile_ids_get_safe_names_of_their_own():
    names = [file_name(id) for id in HOSTILE]
    assert all(map(is_safe, names))
    assert len({name.lower() for name in names}) == len(HOSTILE)


def test_no_id_takes_the_name_that_another_gets():
    assert file_name(file_name("../x")) != file_name("../x")


@given(st.lists(st.text(max_size=60), min_size=2, max_size=6, unique_by=str.casefold))
def test_any_ids_get_safe_names_of_their_own(ids):
    names = [file_name(id) for id in ids]
    assert all(map(is_safe, names))
    assert all(one.lower() != other.lower() for one, other in combinations(names, 2))
