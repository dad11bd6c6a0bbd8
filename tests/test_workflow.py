"""Published means checked: the workflow uploads the site that the checks looked at, with the address that it gets."""

import os
import re
import subprocess
from itertools import takewhile

import pytest
import yaml

from tests.copies import ROOT, SITE, copy_of_the_project, replace

ADDRESS = "${{ steps.pages.outputs.base_url }}"
BUILDS = re.compile(r"jupyter-book.* build|tools\.(?:lite|pdf)\b|\b_build\b")
CHECKS = re.compile(r"\.venv/bin/python -m pytest\b")
ABOUT = re.compile(r"\s*(?:#|@?echo\b|@?test\b)")


def recipe(root, target):
    """The commands that make would run, in order: whether each builds the site or checks it."""
    environment = {**os.environ, "MAKEFLAGS": "", "MAKELEVEL": "0"}
    command = ["make", "--dry-run", "--always-make", target]
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    lines = [line for line in run.stdout.replace("\\\n", " ").splitlines() if not ABOUT.match(line)]
    return [
        "checks" if CHECKS.search(line) else "builds" for line in lines if (CHECKS.search(line) or BUILDS.search(line))
    ]


def commands(root, command):
    """What a step of the workflow does to the site: unfolded to make's own commands, and else as it is written."""
    if command == ".ci/run":
        lines = (root / ".ci/run").read_text(encoding="utf8").splitlines()
        makes = [line for line in lines if re.search(r"^(?!need ).*\bmake\b", line)]
        return [deed for line in makes for deed in commands(root, line)]
    target = re.fullmatch(r"make ([\w-]+)", command)
    return recipe(root, target[1]) if target else [command]


def job(root):
    workflow = yaml.safe_load((root / ".github/workflows/ci.yml").read_text(encoding="utf8"))
    return workflow["jobs"]["book"]


def uploads(step):
    return step.get("uses", "").startswith("actions/upload-pages-artifact@")


def faults(root):
    """Why what is uploaded might not be what was checked."""
    steps = job(root)["steps"]
    before = list(takewhile(lambda step: not uploads(step), steps))
    upload = steps[len(before)]
    runs = [step for step in before if "run" in step]
    deeds = [deed for step in runs for deed in commands(root, step["run"])]
    found = [f"not a target of make: {deed}" for deed in deeds if deed not in ("builds", "checks")]
    if deeds[-2:] != ["builds", "checks"]:
        found.append("the last thing done to the site is not its check")
    if root / upload["with"]["path"] != root / SITE.relative_to(ROOT):
        found.append("another folder is uploaded")
    if not any(line == "make test" for line in (root / ".ci/run").read_text(encoding="utf8").splitlines()):
        found.append("the README's command is not run")
    return found + address_faults(steps, runs, upload)


def address_faults(steps, runs, upload):
    """Why the site that was checked might have another address than the one that is published."""
    asked = [step for step in steps[: steps.index(runs[0])] if step.get("id") == "pages"]
    right = [step for step in asked if step["uses"].startswith("actions/configure-pages@")]
    found = [] if [step.get("if") for step in right] == [upload.get("if")] else ["the address is not asked for"]
    without = [step["run"] for step in runs if step.get("env", {}).get("SITE_URL") != ADDRESS]
    return found + [f"another address: {run}" for run in without]


def left_out(root, name):
    """Whether the action that uploads leaves out the file: from version 4 on, those whose names begin with a dot."""
    (upload,) = filter(uploads, job(root)["steps"])
    version = int(re.search(r"@v(\d+)", upload["uses"])[1])
    return version >= 4 and name.startswith(".")


def test_what_is_uploaded_was_checked():
    assert faults(ROOT) == []


ENV = 'env: {SITE_URL: "${{ steps.pages.outputs.base_url }}"}'
UPLOAD = "      - uses: actions/upload-pages"
MAIN = "\n        if: github.ref == 'refs/heads/main'"
LAST = "the last thing done to the site is not its check"
ASKED = "the address is not asked for"
BROKEN = {
    "built again in a step": ("ci.yml", UPLOAD, f"      - run: make book\n{UPLOAD}", LAST),
    "changed in a step": (
        "ci.yml",
        UPLOAD,
        f"      - run: sed -i s/a/b/ a.html\n{UPLOAD}",
        "not a target of make: sed",
    ),
    "built again in the script": ("run", "make crosscheck", "make pdf", LAST),
    "built at another address": ("run", "make crosscheck", "SITE_URL= make book", "not a target of make: SITE_URL="),
    "not checked": ("run", "make test\n", "", LAST),
    "checked without its address": ("ci.yml", ENV, "env: {OTHER: none}", "another address: .ci/run"),
    "checked at another address": ("ci.yml", ADDRESS, "https://example.org/", "another address: .ci/run"),
    "its address asked for under another name": ("ci.yml", "id: pages", "id: other", ASKED),
    "its address asked for elsewhere": ("ci.yml", f"id: pages{MAIN}", "id: pages", ASKED),
    "another folder": ("ci.yml", "path: _build/html", "path: _build", "another folder is uploaded"),
}


@pytest.mark.parametrize(("name", "old", "new", "fault"), BROKEN.values(), ids=BROKEN)
def test_what_was_not_checked_is_seen(name, old, new, fault, tmp_path):
    copy = copy_of_the_project(tmp_path)
    (path,) = (path for path in (copy / ".ci", copy / ".github/workflows") if (path / name).exists())
    replace(path / name, old, new)
    assert any(found.startswith(fault) for found in faults(copy))


def test_a_recipe_that_builds_after_its_checks_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / "Makefile", "\n.PHONY: check-book", "\t$(BUILD) --all\n\n.PHONY: check-book")
    assert faults(copy) == ["the last thing done to the site is not its check"]


def test_no_host_leaves_out_folders():
    assert (SITE / ".nojekyll").is_file()
    assert not left_out(ROOT, ".nojekyll")


def test_an_upload_without_it_is_seen(tmp_path):
    copy = copy_of_the_project(tmp_path)
    replace(copy / ".github/workflows/ci.yml", "upload-pages-artifact@v3", "upload-pages-artifact@v4")
    assert left_out(copy, ".nojekyll")
