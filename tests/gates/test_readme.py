"""The README's numbers and picture, and canaries."""

import pytest

from gates import readme
from gates.readme import renewed
from tests.copies import ROOT, copy_of_the_project, replace


def test_the_readme_is_what_the_code_computes():
    assert readme.complaints(ROOT) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("README.md", "-0.3926       on paper", "-0.3916       on paper"),
        ("README.md", "differ in 32", "differ in 31"),
        ("book/network.svg", ">2.3257<", ">2.3258<"),
    ],
)
def test_a_flipped_digit_is_seen(name, old, new, tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / name, old, new)
    assert readme.complaints(copy) == [f"{name}: not what the code computes; run `make readme`"]


def test_a_lost_mark_is_refused():
    with pytest.raises(ValueError, match=r"README.md: expected the marks <!-- computed: make readme --> and <!-- end"):
        renewed("# A README without marks\n")
