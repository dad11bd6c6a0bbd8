"""Where GUTTED is set, each canary runs without its gate: so the canaries are tested themselves."""

import os

import pytest

CANARIES = {
    "test_fresh.py::test_a_flipped_digit_is_seen": "gates.fresh.differences",
    "test_fresh.py::test_a_stale_copy_is_seen": "gates.fresh.complaints",
    "test_fresh.py::test_a_chapter_with_a_skip_marker_is_refused": "gates.fresh.markers",
    "test_sheet.py::test_a_flipped_digit_in_any_row_is_seen": "gates.sheet.complaints",
    "test_pages.py::test_a_flipped_digit_on_a_page_is_seen": "gates.pages.complaints",
    "test_prose.py::test_a_typed_number_is_refused": "gates.prose.complaints",
    "test_english.py::test_a_word_that_the_book_replaces_is_seen": "gates.english.complaints",
    "test_readme.py::test_a_flipped_digit_is_seen": "gates.readme.complaints",
    "test_processors.py::test_a_digit_that_hangs_on_the_processor_is_seen": "gates.processors.complaints",
}
"""For each gate a canary, which must fail where the gate never complains."""


@pytest.fixture(autouse=True)
def gutted(request, monkeypatch):
    gate = CANARIES.get(f"{request.path.name}::{request.function.__name__}")
    if gate and os.environ.get("GUTTED"):
        monkeypatch.setattr(gate, lambda *args, **kwargs: [])
