"""Lighthouse's scores: a page that misses one is named, and a good one is not."""

import subprocess

import pytest

from tests.copies import ROOT

GOOD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Good</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="A good page.">
<link rel="icon" href="data:,"></head><body><main><h1>Good</h1><p>Text.</p></main></body></html>"""


@pytest.fixture
def report(tmp_path):
    def scores(text):
        (tmp_path / "page.html").write_text(text, encoding="utf8")
        command = [ROOT / ".venv/bin/node", ROOT / "tools/lighthouse.mjs", tmp_path, "1"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return scores


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("", "", 0, "page.html"),
        ('<meta name="description" content="A good page.">', "", 1, "seo: meta-description"),
    ],
    ids=["good", "undescribed"],
)
def test_a_missed_score_is_named(old, new, code, said, report):
    assert old in GOOD
    result = report(GOOD.replace(old, new))
    assert said in result.stdout, result.stderr
    assert result.returncode == code
