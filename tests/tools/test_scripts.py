"""The pages' scripts pass the linter and the check of types; and a canary for each thing that these must see."""

import json
import re
import subprocess

import pytest

from tests.copies import ROOT, SITE, copy_of_the_project

LINTER = ["node_modules/eslint/bin/eslint.js", "book/_static"]
TYPES = ["node_modules/typescript/bin/tsc", "-p", "."]


def complaints(folder, command):
    """What a checker says of the scripts in a copy; nothing, where it is content."""
    run = subprocess.run([ROOT / ".venv/bin/node", *command], cwd=folder, capture_output=True, text=True, check=False)
    return run.stdout + run.stderr if run.returncode else ""


@pytest.fixture
def copy(tmp_path):
    made = copy_of_the_project(tmp_path)
    (made / "node_modules").symlink_to(ROOT / "node_modules")
    return made


@pytest.mark.parametrize("command", [LINTER, TYPES], ids=["linter", "types"])
def test_the_scripts_as_they_are_have_nothing_to_complain_about(command, copy):
    assert complaints(copy, command) == ""


@pytest.mark.parametrize(
    ("command", "breakage", "said"),
    [
        pytest.param(LINTER, r"export const ends = /(?<=\d),/;", "no-regexp-lookbehind-assertions", id="lookbehind"),
        pytest.param(LINTER, "requestIdleCallback(() => {});", "compat/compat", id="an interface that Safari lacks"),
        pytest.param(LINTER, "export const last = [1].toReversed();", "es-x/", id="a newer method"),
        pytest.param(LINTER, "const unused = 1;", "no-unused-vars", id="unused"),
        pytest.param(LINTER, "document.title = '';", "no-restricted-globals", id="a page in the engine"),
        pytest.param(TYPES, 'export const length = "text".lenght;', "TS2551", id="a mistyped name"),
        pytest.param(TYPES, 'document.querySelector("p").remove();', "TS2531", id="what may be missing"),
        pytest.param(TYPES, "noSuchFunction();", "TS2304", id="no such function"),
    ],
)
def test_what_is_wrong_in_a_script_is_seen(command, breakage, said, copy):
    script = copy / "book/_static/live/engine/summary.js"
    script.write_text(script.read_text(encoding="utf8") + breakage + "\n", encoding="utf8")
    assert said in complaints(copy, command)


def test_the_page_names_the_oldest_browsers_that_the_linter_knows():
    promised = json.loads((ROOT / "package.json").read_text(encoding="utf8"))["browserslist"]
    page = (SITE / "book/checked.html").read_text(encoding="utf8")
    named = re.search(r"oldest browsers that we support are ([^<]*)\.\n", page)[1].lower()
    for browser, version in (each.split(" >= ") for each in promised):
        assert f"{browser.replace('ios_saf', 'safari')} {version}" in named
