"""make check-book runs every gate, and fails when one complains."""

import gates.__main__ as main
from gates import english, fresh, pages, processors, prose, readme, sheet

EVERY_GATE = {
    english.complaints,
    fresh.complaints,
    fresh.markers,
    pages.complaints,
    processors.complaints,
    prose.complaints,
    readme.complaints,
    sheet.complaints,
}


def quiet(root):
    return []


def loud(root):
    return ["cell 3: wrong"]


def test_every_gate_is_run():
    assert set(main.GATES.values()) == EVERY_GATE


def test_a_complaint_fails_the_run(monkeypatch, capsys):
    monkeypatch.setattr(main, "GATES", {"first": quiet, "second": loud})
    assert main.main() == 1
    assert capsys.readouterr().out == "ok  first\nNOT second\n    cell 3: wrong\n"


def test_no_complaint_passes(monkeypatch):
    monkeypatch.setattr(main, "GATES", {"first": quiet})
    assert main.main() == 0
