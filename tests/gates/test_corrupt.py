"""A seeded part of the long run, and a canary for the corrupter itself."""

from gates import corrupt
from tests.copies import copy_of_the_project
from tests.full import FULL


def stored(path, root):
    """What a run of a chapter gives, as tests/gates/test_processors.py shows for each."""
    return path.read_text(encoding="utf8")


def test_flipped_digits_are_caught(tmp_path, monkeypatch):
    if not FULL:
        monkeypatch.setattr(corrupt, "executed", stored)
    copy = copy_of_the_project(tmp_path)
    kinds = {place.kind for place in corrupt.digits(copy)}
    assert {
        "Markdown cell",
        "README.md",
        "network.svg",
        "stream",
        "text/plain",
        "text/latex",
        "text/markdown",
        "image/svg+xml",
    } <= kinds
    assert corrupt.report(copy, 200 if FULL else 24, seed=0) == []


def test_a_flip_that_no_gate_sees_is_reported(tmp_path, monkeypatch, capsys):
    copy = copy_of_the_project(tmp_path)
    ungated = copy / "CITATION.cff"
    text = ungated.read_text(encoding="utf8")
    place = corrupt.Place("page", ungated, (), text.index("0.1.0") + 2)
    assert "version: 0.2.0" in corrupt.corrupted(place)
    monkeypatch.setattr(corrupt, "digits", lambda root: [place])
    assert corrupt.report(copy, 1, seed=0) == [place]
    assert "0 of 1 flipped digits were caught" in capsys.readouterr().out
    assert ungated.read_text(encoding="utf8") == text
