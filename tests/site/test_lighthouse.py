"""Lighthouse's scores: a page that misses one is named, and a good one is not."""

import subprocess

import pytest

from tests.copies import ROOT

GOOD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Good</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="A good page.">
<link rel="icon" href="data:,"></head><body><main><h1>Good</h1><p>Text.</p></main></body></html>"""


LACKS = {"good": "", "undescribed": '<meta name="description" content="A good page.">'}
"""What each page lacks."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """What is said of each page. Lighthouse mostly waits, so both are looked at side by side."""
    runs = {}
    for name, lacks in LACKS.items():
        assert lacks in GOOD
        folder = tmp_path_factory.mktemp(name)
        (folder / "page.html").write_text(GOOD.replace(lacks, ""), encoding="utf8")
        command = [ROOT / ".venv/bin/node", ROOT / "tools/lighthouse.mjs", folder, "1"]
        runs[name] = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return {name: (run.communicate()[0], run.returncode) for name, run in runs.items()}


@pytest.mark.parametrize(
    ("name", "code", "said"), [("good", 0, "page.html"), ("undescribed", 1, "seo: meta-description")]
)
def test_a_missed_score_is_named(name, code, said, reports):
    text, returncode = reports[name]
    assert said in text
    assert returncode == code, text
