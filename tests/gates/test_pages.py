"""The built site, and canaries."""

import re
import shutil

import pytest

from gates import pages
from tests.copies import ROOT, another_digit


def test_the_built_pages_show_the_sheet():
    assert pages.complaints(ROOT) == []


@pytest.mark.parametrize("chapter", ["forward", "backpropagation", "hidden_layer", "sgd"])
@pytest.mark.parametrize(
    "place", [r"{pmatrix}\s*-?\d\.\d{3}(\d)", r'mord">\d\.\d{3}(\d)</span>'], ids=["source", "seen"]
)
def test_a_flipped_digit_on_a_page_is_seen(chapter, place, tmp_path):
    site = tmp_path / "html"
    shutil.copytree(ROOT / pages.SITE / "book", site / "book")
    page = site / f"book/{chapter}.html"
    text = page.read_text(encoding="utf8")
    at = re.search(place, text).start(1)
    page.write_text(another_digit(text, at), encoding="utf8")
    assert len(pages.complaints(ROOT, site)) in (1, 2)


def test_a_result_that_is_not_on_a_page_is_missed(tmp_path):
    site = tmp_path / "html"
    shutil.copytree(ROOT / pages.SITE / "book", site / "book")
    (site / "book/sgd.html").write_text("<html></html>", encoding="utf8")
    assert [complaint.split(":")[0] for complaint in pages.complaints(ROOT, site)] == [
        "b2_new", "W2_new", "b1_new", "scaled_dW1", "W1_new",
    ]  # fmt: skip
